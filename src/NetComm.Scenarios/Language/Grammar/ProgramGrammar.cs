using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>What programs take (scenario language, 'Programs').</summary>
internal static class ProgramGrammar
{
    /// <summary>Largest buffer of recv and recvfrom.</summary>
    private const int LargestBuffer = 1 << 30;

    private static readonly Shape SocketName = new Shape.Reference("a socket's name");

    private static readonly Key Socket = Required("socket", SocketName, "The socket.");

    private static readonly Key Port = Required("port", Vocabulary.Port, "A plain number.");

    private static readonly Key To = Required("to", new Shape.Reference("a name or address"), "A name or an address.");

    private static readonly Key Data = Required("data", TextOrEmpty, "Text, sent as UTF-8; {name} inserts a value.");

    private static readonly Key Size = Required("size", Whole(1, LargestBuffer), "At most so many bytes, as a plain number.");

    private static readonly Key Timeout = Optional("timeout", Time, "ETIMEDOUT after it. Default: none.");

    private static Key As(string doc) => Required("as", NewName, doc);

    private static Key From(string doc) => Optional("from", NewName, doc);

    private static readonly Shape.Named StepShape = new("step", GetChoice);

    public static readonly Shape Program = new Shape.Record(
    [
        Required("name", NewName, "Its name."),
        Required("host", Host, "Where it runs."),
        Optional("start", Time, "When it begins. Default 0 s."),
        Required("steps", new Shape.List(StepShape, "step", Min: 1), "What it does, in order."),
    ]);

    /// <summary>By a method, because the shape holds itself.</summary>
    private static Shape.Choice GetChoice() => Choice;

    private static readonly Shape.Choice Choice = new([], [.. Calls, .. Around], "step");

    private static Case Step(string name, string doc, params Key[] keys) => Plain(name, new Shape.Record(keys), doc);

    private static Case Plain(string name, Shape shape, string doc) => new(name, [Required(name, shape, doc)], doc);

    private static Case[] Calls =>
    [
        Step("socket", "Opens a socket.", Required("type", Words("stream", "datagram"), "TCP or UDP."), As("The socket's name.")),
        Step("bind", "Gives a socket a port and address.",
            Socket, Required("port", Whole(0, 65535), "A plain number; 0: any free one."),
            Optional("address", AddressValue, "Default: all of the host's.")),
        Step("listen", "Takes connections.", Socket, Optional("backlog", Whole(0, int.MaxValue), "How many may wait.")),
        Step("accept", "Waits for a connection.", Socket, As("The connection's name."), From("Variable for the peer's address."), Timeout),
        Step("connect", "Opens a connection, or fixes a datagram socket's peer.", Socket, To, Port, Timeout),
        Step("send", "Sends; may send less than all.", Socket, Data),
        Step("sendall", "Sends all.", Socket, Data),
        Step("recv", "Receives; empty data: the peer has closed.", Socket, Size, As("Variable for the data."), Timeout),
        Step("sendto", "Sends one datagram.", Socket, To, Port with { Required = false }, Data),
        Step("recvfrom", "Receives one datagram.", Socket, Size, As("Variable for the data."),
            From("Variable for the sender's address."), Timeout),
        Step("shutdown", "Ends one direction or both.", Socket, Required("how", Words("read", "write", "both"), "Which.")),
        Plain("close", SocketName, "Closes the socket of this name."),
        Step("setsockopt", "Sets an option.", Socket,
            Required(
                "option", Words("broadcast", "join-group", "leave-group", "ttl", "multicast-ttl", "no-delay", "reuse-address"), "Which."),
            Required("value", Text, "true or false, a number, or a group.")),
    ];

    private static Case[] Around =>
    [
        Plain("print", TextOrEmpty, "Prints a line; {name} inserts a value."),
        Plain("sleep", Time, "Waits."),
        Plain("set", new Shape.Dictionary(TextOrEmpty), "Gives variables their values."),
        Step("repeat", "Does the steps so many times.",
            Required("times", Whole(1, 1_000_000_000), "How often."),
            Required("steps", new Shape.List(StepShape, "step", Min: 1), "What, in order.")),
        Plain("expect", Text, "TEXT == TEXT or TEXT contains TEXT; fails the program."),
    ];
}
