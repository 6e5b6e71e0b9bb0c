using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of programs (scenario language, 'Programs').</summary>
internal static class ProgramGrammar
{
    /// <summary>In <c>on-error</c>: with any error that is not named.</summary>
    public const string Others = "any";

    private const int LargestBuffer = 1 << 30;

    private static readonly Shape.Named StepShape = new("step", GetChoice);

    private static readonly Shape Steps = new Shape.List(StepShape, "step", Min: 1);

    /// <summary>Where nothing to do is a choice too.</summary>
    private static readonly Shape AnySteps = new Shape.List(StepShape, "step");

    private static readonly Shape SocketName = new Shape.Reference("a socket's name");

    private const string ACondition = "TEXT OP TEXT, with == != < <= > >= or contains; numbers are compared as numbers.";

    private static readonly Key Socket = Required("socket", SocketName, "The socket.");

    private static readonly Key Port = Required("port", Vocabulary.Port, "A plain number.");

    private static readonly Key To = Required("to", new Shape.Reference("a name or address"), "A name or an address.");

    private static readonly Key Data = Required("data", TextOrEmpty, "Text, sent as UTF-8; {name} inserts a value.");

    private static readonly Key Size = Required("size", Whole(1, LargestBuffer), "At most so many bytes, as a plain number.");

    private static readonly Key Timeout = Optional("timeout", Time, "ETIMEDOUT after it. Default: none.");

    private static readonly Shape.Named Errors = Named("on-error", new Shape.Record(
    [
        Optional(Others, AnySteps, "What to do where the call fails with an error that has no steps here."),
        .. ErrorNames.Known.Select(name => Optional(name, AnySteps, $"What to do where the call fails with {name}.")),
    ]));

    private static readonly Key OnError =
        Optional("on-error", Errors, "Steps by errno that run where the call fails; the program goes on after it.");

    private static readonly Shape Option =
        Words("broadcast", "join-group", "leave-group", "ttl", "multicast-ttl", "no-delay", "reuse-address", "dscp");

    private static Key As(string doc) => Required("as", NewName, doc);

    private static Key From(string doc) => Optional("from", NewName, doc);

    public static readonly Shape Program = new Shape.Record(
    [
        Required("name", NewName, "Its name."),
        Required("host", Host, "Where it runs."),
        Optional("start", Time, "When it begins. Default 0 s."),
        Required("steps", Steps, "What it does, in order."),
    ]);

    /// <summary>Whether a key says which step an item of <c>steps</c> is.</summary>
    public static bool IsStep(string key) => Choice.Cases.Any(one => one.Name == key);

    /// <summary>A method, because the shape contains itself.</summary>
    private static Shape.Choice GetChoice() => Choice;

    private static readonly Shape.Choice Choice = new([], [.. Calls, .. Around], "step");

    private static Case Step(string name, string doc, params Key[] keys) => Plain(name, new Shape.Record(keys), doc);

    private static Case Call(string name, string doc, params Key[] keys) => Step(name, doc, [.. keys, OnError]);

    private static Case Plain(string name, Shape shape, string doc) => new(name, [Required(name, shape, doc)], doc);

    private static Case[] Calls =>
    [
        Call("socket", "Opens a socket.", Required("type", Words("stream", "datagram"), "TCP or UDP."), As("The socket's name.")),
        Call("bind", "Gives a socket a port and address.",
            Socket, Required("port", Whole(0, 65535), "A plain number; 0: any free one."),
            Optional("address", AddressValue, "Default: all of the host's.")),
        Call("listen", "Takes connections.", Socket, Optional("backlog", Whole(0, int.MaxValue), "How many may wait.")),
        Call("accept", "Waits for a connection.", Socket, As("The connection's name."), From("Variable for the peer's address."), Timeout),
        Call("each", "Takes connections on and on, and runs the steps for each beside the others, as a program of its own.",
            Socket, As("The connection's name, in the steps."), From("Variable for the peer's address, in the steps."), Timeout,
            Optional("times", Whole(1, int.MaxValue), "How many connections. Default: no end."),
            Required("steps", Steps, "What to do with each.")),
        Call("connect", "Opens a connection, or fixes a datagram socket's peer.", Socket, To, Port, Timeout),
        Call("send", "Sends all, and waits while the buffer is full, as sendall.", Socket, Data),
        Call("sendall", "Sends all.", Socket, Data),
        Call("recv", "Receives; empty data: the peer has closed.", Socket, Size, As("Variable for the data."), Timeout),
        Call("sendto", "Sends one datagram.", Socket, To, Port with { Required = false }, Data),
        Call("recvfrom", "Receives one datagram.", Socket, Size, As("Variable for the data."),
            From("Variable for the sender's address."), Timeout),
        Call("shutdown", "Ends one direction or both.", Socket, Required("how", Words("read", "write", "both"), "Which.")),
        Plain("close", SocketName, "Closes the socket of this name."),
        Call("setsockopt", "Sets an option.", Socket,
            Required("option", Option, "Which."),
            Required("value", Text, "true or false, a number, or a group.")),
    ];

    private static Case[] Around =>
    [
        Plain("print", TextOrEmpty, "Prints a line; {name} inserts a value."),
        Plain("sleep", Time, "Waits."),
        Plain("set", new Shape.Dictionary(TextOrEmpty), "Gives variables their values."),
        Step("repeat", "Does the steps so many times.",
            Required("times", Whole(1, 1_000_000_000), "How often."),
            Required("steps", Steps, "What, in order.")),
        Plain("expect", Text, $"{ACondition} Fails the program where it does not hold."),
        Plain("calc", new Shape.Dictionary(Text) { Besides = OnError },
            "Gives variables the values of expressions: numbers, + - * / % and brackets. EINVAL where one has no value."),
        new("if",
        [
            Required("if", Text, ACondition),
            Required("then", AnySteps, "What to do where it holds."),
            Optional("else", AnySteps, "What to do where it does not."),
        ], "Chooses."),
        new("while",
        [
            Required("while", Text, ACondition),
            Required("steps", Steps, "What to do as long as it holds."),
        ], "Goes on as long as a condition holds."),
        Plain("break", new Shape.Record([]), "Leaves the innermost repeat or while."),
        Plain("stop", new Shape.Record([]), "Ends the program, completed."),
    ];
}
