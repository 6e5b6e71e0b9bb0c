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
}

/// <summary>One step of a program: a socket call, or what a script needs around it. Texts may hold <c>{name}</c>, a variable.</summary>
public abstract record ProgramStep
{
    private ProgramStep()
    {
    }

    /// <summary>Whether it is a call to the system, which traces show; the others are the program's own and take no time.</summary>
    internal bool IsCall => this is not (Print or Set or Expect or Repeat);

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

    /// <summary>Does the steps so many times.</summary>
    public sealed record Repeat(int Times, IReadOnlyList<ProgramStep> Steps) : ProgramStep;

    /// <summary>Fails the program unless left equals (or, with <paramref name="Contains"/>, contains) right.</summary>
    public sealed record Expect(string Left, bool Contains, string Right) : ProgramStep;
}
