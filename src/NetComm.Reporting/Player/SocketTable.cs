namespace NetComm.Reporting.Player;

/// <summary>
/// The sockets of all hosts, from what the trace tells: calls of programs, conversations, states of TCP. Of flows and apps, which make no
/// calls, a receiving socket is known by what it receives, and is taken to have been open from the beginning.
/// </summary>
internal sealed class SocketTable(TraceHeader header)
{
    private const string Anyone = "0.0.0.0:*";
    private const string Listening = "LISTEN";

    private readonly List<SocketRow> _rows = [];
    private readonly Dictionary<ConversationId, SocketRow> _ofConversation = [];

    /// <summary>Whose variables they are: a program's, or those of one of its connections.</summary>
    private readonly record struct Speaker(ProgramId Program, int Connection);

    /// <summary>By who has it and the name of the variable; no row before it has a port.</summary>
    private readonly Dictionary<(Speaker Speaker, string Variable), (string Protocol, SocketRow? Row)> _variables = [];

    /// <summary>By program, what it began to speak from before the call that did so is told.</summary>
    private readonly Dictionary<ProgramId, List<SocketRow>> _unnamed = [];

    /// <summary>The variable of the last connection that each took.</summary>
    private readonly Dictionary<Speaker, string> _accepted = [];

    public IReadOnlyList<SocketRow> Rows => _rows;

    /// <summary>The socket that speaks in a conversation; null where it is not known.</summary>
    public SocketRow? Of(ConversationId conversation) => _ofConversation.GetValueOrDefault(conversation);

    /// <summary>Takes an event; those that do not speak of sockets are passed over.</summary>
    public void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                Open(new ConversationOpened(happened), TraceBytes.TextBehind(slots, index).Split(' '));
                break;
            case TraceEventKind.TcpStateChanged:
                var changed = new TcpStateChanged(happened);
                if (_ofConversation.TryGetValue(changed.Conversation, out SocketRow? row)) Enter(row, happened.Time, changed.State);
                break;
            case TraceEventKind.ProgramCalled:
                var called = new ProgramCalled(happened);
                if (called.Errno == Errno.None)
                    Called(new Speaker(called.Program, called.Connection), called.Time, TraceBytes.TextBehind(slots, index));
                break;
            case TraceEventKind.ProgramStarted:
                var started = new ProgramStateChanged(happened);
                if (started.Connection > 0)
                    Begin(new Speaker(started.Program, started.Connection), new Speaker(started.Program, started.TakenBy));
                break;
            case TraceEventKind.ProgramEnded:
                var ended = new ProgramStateChanged(happened);
                End(happened.Time, new Speaker(ended.Program, ended.Connection));
                break;
            case TraceEventKind.NodeCrashed:
                NodeId node = new NodeStateChanged(happened).Node;
                Close(happened.Time, row => row.Node == node);
                break;
        }
    }

    /// <summary>A socket of a node took a datagram that came to a port.</summary>
    public void Received(SimTime at, NodeId node, string port, string owner)
    {
        if (_rows.Exists(row => row.Node == node && row.Protocol == "udp" && row.Closed is null && row.Port == port)) return;
        _rows.Add(
            new SocketRow(
                node, "udp", $"0.0.0.0{port}", Anyone, owner, _rows.Exists(row => row.Node == node && row.Port == port)
                    ? at : SimTime.Zero));
    }

    private void Open(ConversationOpened opened, string[] words)
    {
        (string? protocol, string? local, string? peer) = (words[0], words[1], words[3]);
        string address = local[..local.LastIndexOf(':')];
        TracedInterface? at = header.Interfaces.FirstOrDefault(at => at.Address.ToString() == address);
        if (at is null) return;

        var node = new NodeId(at.Node);
        var row = new SocketRow(node, protocol, local, protocol == "udp" ? Anyone : peer, header.NameOf(opened.Owner), opened.Time);
        SocketRow? before = protocol == "udp" ? _rows
            .Find(other => other.Node == node && other.Protocol == "udp" && other.Closed is null && other.Port == row.Port) : null;
        if (before is null) _rows.Add(row);
        _ofConversation[opened.Conversation] = before ?? row;
        if (before is null && opened.Owner.Program is { } program)
        {
            if (!_unnamed.TryGetValue(program, out List<SocketRow>? rows)) _unnamed[program] = rows = [];
            rows.Add(row);
        }

        // A loopback run tells no states: two that speak to each other are connected.
        if (protocol == "tcp" && header.Mode == RunMode.Loopback) row.Enter(opened.Time, "ESTABLISHED");
    }

    private void Enter(SocketRow row, SimTime at, string state)
    {
        row.Enter(at, state);
        if (state == "CLOSED") row.Close(at);
        if (state != "SYN-RECEIVED"
            || _rows.Exists(other => other.Node == row.Node && other.Port == row.Port && other.States is [(_, Listening)])) return;
        var listener = new SocketRow(row.Node, "tcp", $"0.0.0.0{row.Port}", Anyone, row.Owner, SimTime.Zero);
        listener.Enter(SimTime.Zero, Listening);
        _rows.Add(listener);
    }

    /// <summary>A call as the trace writes it: <c>s = socket(stream)</c>, <c>bind(s, any, 80)</c>, <c>close(s)</c>.</summary>
    private void Called(Speaker speaker, SimTime at, string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string[] head = open < 0 ? [text] : text[..open].Split(" = ");
        string[] arguments = open < 0 ? [] : text[(open + 1)..].TrimEnd(')').Split(", ");
        if (arguments.Length == 0) return;
        (Speaker, string) key = (speaker, arguments[0]);
        switch (head[^1])
        {
            case "socket":
                _variables[(speaker, head[0])] = (arguments[0] == "stream" ? "tcp" : "udp", null);
                break;
            case "bind" when arguments.Length == 3 && _variables.TryGetValue(key, out (string Protocol, SocketRow? Row) unbound):
                _variables[key] = (unbound.Protocol, Bind(speaker.Program, unbound.Protocol, arguments[1], arguments[2], at));
                break;
            case "listen" when _variables.TryGetValue(key, out (string Protocol, SocketRow? Row) bound):
                bound.Row?.Enter(at, Listening);
                break;
            case "close":
                if (_variables.Remove(key, out (string Protocol, SocketRow? Row) closed)) CloseVariable(speaker.Program, closed.Row, at);
                break;
            default:
                Speak(key, head, arguments);
                break;
        }
    }

    /// <summary>The first call that speaks tells which variable the row of a conversation belongs to.</summary>
    private void Speak((Speaker Speaker, string Variable) key, string[] head, string[] arguments)
    {
        if (head is [var accepted, "accept"])
        {
            _variables[(key.Speaker, accepted)] = ("tcp", TakeUnnamed(key.Speaker.Program, isFirst: true));
            _accepted[key.Speaker] = accepted;
            return;
        }
        if (arguments.Length == 0 || !_variables.TryGetValue(key, out (string Protocol, SocketRow? Row) variable)
            || variable.Row is not null) return;
        if (TakeUnnamed(key.Speaker.Program, isFirst: false) is { } row) _variables[key] = (variable.Protocol, row);
    }

    /// <summary>Connections are accepted in the order in which they came; what a program begins itself is the latest.</summary>
    private SocketRow? TakeUnnamed(ProgramId program, bool isFirst)
    {
        if (!_unnamed.TryGetValue(program, out List<SocketRow>? rows) || rows.Count == 0) return null;
        SocketRow row = isFirst ? rows[0] : rows[^1];
        rows.Remove(row);
        return row;
    }

    /// <summary>A connection's program begins with that connection.</summary>
    private void Begin(Speaker connection, Speaker taker)
    {
        if (_accepted.TryGetValue(taker, out string? name) && _variables.Remove((taker, name), out (string Protocol, SocketRow? Row) taken))
            _variables[(connection, name)] = taken;
    }

    /// <summary>What a program has left open; TCP closes its connections in its own time.</summary>
    private void End(SimTime at, Speaker speaker)
    {
        HashSet<SocketRow?> others = [.. _variables.Where(known => known.Key.Speaker != speaker).Select(known => known.Value.Row)];
        HashSet<SocketRow?> own = [.. _variables.Where(known => known.Key.Speaker == speaker).Select(known => known.Value.Row)];
        string name = header.Programs[speaker.Program.Index].Name;
        bool IsLeft(SocketRow row) => speaker.Connection == 0 ? row.Owner == name && !others.Contains(row) : own.Contains(row);
        Close(at, row => IsLeft(row) && row.States is [] or [.., (_, Listening)]);
    }

    private SocketRow? Bind(ProgramId program, string protocol, string address, string port, SimTime at)
    {
        TracedProgram owner = header.Programs[program.Index];
        string local = $"{(address == "any" ? "0.0.0.0" : address)}:{port}";
        var row = new SocketRow(new NodeId(owner.Node), protocol, local, Anyone, owner.Name, at);
        _rows.Add(row);
        return row;
    }

    /// <summary>A connection that TCP still has to take down goes when TCP says so.</summary>
    private void CloseVariable(ProgramId program, SocketRow? row, SimTime at)
    {
        row ??= TakeUnnamed(program, isFirst: false);
        if (row is not null && (header.Mode == RunMode.Loopback || row.States is [] or [.., (_, Listening)])) row.Close(at);
    }

    private void Close(SimTime at, Predicate<SocketRow> which)
    {
        foreach (SocketRow row in _rows.FindAll(which)) row.Close(at);
    }
}

/// <summary>A line of <c>netstat</c>: a socket of a host, from when to when.</summary>
/// <param name="protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="peer">The other end's; <c>0.0.0.0:*</c> for any.</param>
internal sealed class SocketRow(NodeId node, string protocol, string local, string peer, string owner, SimTime opened)
{
    private readonly List<(SimTime Since, string State)> _states = [];

    public NodeId Node => node;

    public string Protocol => protocol;

    public string Local => local;

    public string Peer => peer;

    public string Owner => owner;

    public SimTime Opened => opened;

    /// <summary>Until when; null where it was open at the end.</summary>
    public SimTime? Closed { get; private set; }

    /// <summary>The states of TCP (RFC 9293, 3.3.2), in order; none for other protocols.</summary>
    public IReadOnlyList<(SimTime Since, string State)> States => _states;

    public string Port => local[local.LastIndexOf(':')..];

    public void Enter(SimTime at, string state) => _states.Add((at, state));

    public void Close(SimTime at) => Closed ??= at;
}
