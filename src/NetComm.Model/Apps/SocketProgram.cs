namespace NetComm.Model;

/// <summary>A script of socket calls that runs on one host.</summary>
/// <param name="Index">Place in <see cref="Scenario.Programs"/>.</param>
/// <param name="Name">Unique among all that is measured.</param>
/// <param name="Node">Where it runs: the node's index.</param>
/// <param name="Start">When it begins. Default 0 s.</param>
/// <param name="Order">Rank in the file among flows, programs and apps: who begins first at one instant.</param>
public sealed record SocketProgram(int Index, string Name, int Node, SimTime Start, IReadOnlyList<ProgramStep> Steps, int Order)
{
    /// <summary>Which program it is.</summary>
    public ProgramId Id => new(Index);

    /// <summary>The name that it has together with others, where an entry of the file stands for one on each of several hosts.</summary>
    public string? Pool { get; init; }

    /// <summary>Its calls in an earlier run, one entry for each time it began there. Default: none, and no call waits.</summary>
    public IReadOnlyList<RecordedCalls> Recorded { get; init; } = [];

    /// <summary>Its steps with all that stand within them, in the order of the file.</summary>
    internal IEnumerable<ProgramStep> AllSteps => ProgramStep.AllOf(Steps);

    /// <summary>Whether one of its steps joins a multicast group.</summary>
    internal bool JoinsGroup => AllSteps.Any(step => step is ProgramStep.SetOption { Option: SocketOption.JoinGroup });
}

/// <summary>One step of a program: a socket call, or what a script needs around it. Texts may hold <c>{name}</c>, a variable.</summary>
public abstract record ProgramStep
{
    private ProgramStep()
    {
    }

    /// <summary>Whether it is a call to the system, which traces show; the others are the program's own and take no time.</summary>
    internal bool IsCall => this is not (Print or Set or Calculate or Expect or Repeat or If or While or Break or Stop);

    /// <summary>The steps with all that stand within them, in the order of the file.</summary>
    internal static IEnumerable<ProgramStep> AllOf(IEnumerable<ProgramStep> steps) =>
        steps.SelectMany(step => AllOf(step.Inner).Prepend(step));

    /// <summary>The steps that stand within it.</summary>
    private IEnumerable<ProgramStep> Inner => this switch
    {
        Repeat repeat => repeat.Steps,
        While loop => loop.Steps,
        If choice => [.. choice.Then, .. choice.Else],
        Each each => each.Steps,
        Try attempt => [attempt.Step, .. attempt.Handlers.SelectMany(handler => handler.Steps)],
        _ => [],
    };

    /// <summary>socket(): a stream (TCP) or datagram (UDP) socket by the name <paramref name="As"/>.</summary>
    public sealed record OpenSocket(bool Stream, string As) : ProgramStep;

    /// <summary>bind() to a port; <paramref name="Address"/> null is any of the host's.</summary>
    public sealed record Bind(string Socket, int Port, string? Address) : ProgramStep;

    /// <summary>listen(); the default backlog is the system's.</summary>
    public sealed record Listen(string Socket, int? Backlog) : ProgramStep;

    /// <summary>accept(): waits for a connection, at most <paramref name="Timeout"/>.</summary>
    public sealed record Accept(string Socket, string As, string? From, SimDuration? Timeout) : ProgramStep;

    /// <summary>connect() to a name or address.</summary>
    public sealed record Connect(string Socket, string To, int Port, SimDuration? Timeout) : ProgramStep;

    /// <summary>send() or sendall(): a blocking send() too waits until the socket has taken all.</summary>
    public sealed record Send(string Socket, string Data, bool All) : ProgramStep;

    /// <summary>recv(): at most <paramref name="Size"/> bytes; empty data means that the peer has closed.</summary>
    public sealed record Receive(string Socket, int Size, string As, SimDuration? Timeout) : ProgramStep;

    /// <summary>sendto(); <paramref name="Port"/> null where <paramref name="To"/> carries it.</summary>
    public sealed record SendTo(string Socket, string To, int? Port, string Data) : ProgramStep;

    /// <summary>recvfrom(): one datagram, cut to <paramref name="Size"/> bytes.</summary>
    public sealed record ReceiveFrom(string Socket, int Size, string As, string? From, SimDuration? Timeout) : ProgramStep;

    /// <summary>shutdown() of one direction or both.</summary>
    public sealed record Shutdown(string Socket, bool Read, bool Write) : ProgramStep;

    /// <summary>close().</summary>
    public sealed record Close(string Socket) : ProgramStep;

    /// <summary>setsockopt(); <paramref name="Value"/> as typed: true/false, a number, or a group's name or address.</summary>
    public sealed record SetOption(string Socket, SocketOption Option, string Value) : ProgramStep;

    /// <summary>Prints a line.</summary>
    public sealed record Print(string Text) : ProgramStep;

    /// <summary>Waits.</summary>
    public sealed record Sleep(SimDuration Time) : ProgramStep;

    /// <summary>Gives variables their values.</summary>
    public sealed record Set(IReadOnlyList<KeyValuePair<string, string>> Values) : ProgramStep;

    /// <summary>Gives variables the values of expressions: <c>+ - * / %</c> and brackets.</summary>
    public sealed record Calculate(IReadOnlyList<KeyValuePair<string, string>> Values) : ProgramStep;

    /// <summary>Does the steps so many times.</summary>
    public sealed record Repeat(int Times, IReadOnlyList<ProgramStep> Steps) : ProgramStep;

    /// <summary>Does the steps as long as the condition holds.</summary>
    public sealed record While(Condition Condition, IReadOnlyList<ProgramStep> Steps) : ProgramStep;

    /// <summary>Does the one steps where the condition holds, else the others.</summary>
    public sealed record If(Condition Condition, IReadOnlyList<ProgramStep> Then, IReadOnlyList<ProgramStep> Else) : ProgramStep;

    /// <summary>Leaves the innermost <see cref="Repeat"/> or <see cref="While"/>.</summary>
    public sealed record Break : ProgramStep;

    /// <summary>Ends the program, completed.</summary>
    public sealed record Stop : ProgramStep;

    /// <summary>accept(), again and again: the steps run for each connection beside the others, as a program of its own.</summary>
    /// <param name="As">The connection's socket, in <paramref name="Steps"/>.</param>
    /// <param name="From">The variable for the peer's address there; null: none.</param>
    /// <param name="Timeout">How long each may take to come; null: for ever.</param>
    /// <param name="Times">After so many the program goes on; null: never.</param>
    public sealed record Each(
        string Socket, string As, string? From, SimDuration? Timeout, int? Times, IReadOnlyList<ProgramStep> Steps) : ProgramStep;

    /// <summary>Does the step, a call; where it fails with an error that has steps of its own, these run and the program goes on.</summary>
    public sealed record Try(ProgramStep Step, IReadOnlyList<ErrorHandler> Handlers) : ProgramStep;

    /// <summary>Fails the program unless the condition holds.</summary>
    public sealed record Expect(Condition Condition) : ProgramStep;
}

/// <summary>What a program does where a call fails.</summary>
/// <param name="Errno">With this error; null: with any that has no steps of its own.</param>
public sealed record ErrorHandler(Errno? Errno, IReadOnlyList<ProgramStep> Steps);

/// <summary>Compares two texts, which may hold <c>{name}</c>: as numbers where both are numbers.</summary>
public sealed record Condition(string Left, ConditionOperator Operator, string Right);

/// <summary>How a condition compares.</summary>
public enum ConditionOperator
{
    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>contains</c></summary>
    Contains,
}
