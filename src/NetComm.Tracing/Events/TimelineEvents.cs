namespace NetComm.Tracing;

/// <summary>A link or LAN went down or came back, or got other properties: MediumDown, MediumUp and MediumSet.</summary>
public readonly ref struct MediumChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The index of the link or LAN.</summary>
    public int Medium => _event.Place;
}

/// <summary>A host or router crashed, or is back: NodeCrashed and NodeRestarted.</summary>
public readonly ref struct NodeStateChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The host or router.</summary>
    public NodeId Node => new(_event.Place);
}

/// <summary>A host joined a group by the timeline, or left it: GroupJoined and GroupLeft.</summary>
public readonly ref struct MembershipChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The host.</summary>
    public NodeId Node => new(_event.Place);

    /// <summary>The group's index.</summary>
    public int Group => (int)_event.Packet;

    /// <summary>Whether it is a member from now on.</summary>
    public bool IsMember => _event.Kind == TraceEventKind.GroupJoined;
}
