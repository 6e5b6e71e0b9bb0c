namespace NetComm.Tracing;

/// <summary>A direction took a packet into its queue.</summary>
public readonly ref struct Enqueued(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The direction.</summary>
    public DirectionId Direction => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>When its last bit will have left; null where <see cref="Dequeued"/> is to tell.</summary>
    public SimTime? Departure => _event.Value == TraceEvents.Undecided ? null : new(_event.Value);

    /// <summary>Bytes of the IP packet (or ARP body).</summary>
    public int Bytes => _event.Extra;

    /// <summary>Its time to live.</summary>
    public byte TimeToLive => _event.Reason;
}

/// <summary>A packet that waited leaves its queue: its transmission begins.</summary>
public readonly ref struct Dequeued(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When: its first bit leaves.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The direction.</summary>
    public DirectionId Direction => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>When its last bit will have left.</summary>
    public SimTime Departure => new(_event.Value);

    /// <summary>Bytes of the IP packet (or ARP body).</summary>
    public int Bytes => _event.Extra;

    /// <summary>Its time to live.</summary>
    public byte TimeToLive => _event.Reason;
}

/// <summary>A direction's queue discipline marked a packet instead of dropping it.</summary>
public readonly ref struct Marked(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The direction.</summary>
    public DirectionId Direction => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;
}

/// <summary>A frame met another one on a shared medium: its transmission is cut off, and it waits for the next try.</summary>
public readonly ref struct Collided(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When the station noticed.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The direction: from the station.</summary>
    public DirectionId Direction => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>When its last bit would have left.</summary>
    public SimTime Departure => new(_event.Value);

    /// <summary>Bytes of the IP packet (or ARP body).</summary>
    public int Bytes => _event.Extra;

    /// <summary>How often this frame has collided, from 1.</summary>
    public int Collisions => _event.Reason;
}

/// <summary>A waiting packet left the count of its direction: takes back an <see cref="Enqueued"/> from now on.</summary>
public readonly ref struct Withdrawn(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The direction.</summary>
    public DirectionId Direction => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>When its last bit would have left; null where that was not decided.</summary>
    public SimTime? Departure => _event.Value == TraceEvents.Undecided ? null : new(_event.Value);

    /// <summary>Bytes of the IP packet.</summary>
    public int Bytes => _event.Extra;
}

/// <summary>A packet came out of a direction.</summary>
public readonly ref struct Delivered(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The direction.</summary>
    public DirectionId Direction => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>Whether the direction made it, besides the packet that it was given (<c>duplicate</c>).</summary>
    public bool IsCopy => _event.Extra != 0;
}

/// <summary>A packet ended before its receiver.</summary>
public readonly ref struct Dropped(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>Where.</summary>
    public PacketLocation Location => PacketLocation.FromTrace(_event.Place);

    /// <summary>Why.</summary>
    public DropReason Reason => (DropReason)_event.Reason;

    /// <summary>On a direction: bytes of the IP packet.</summary>
    public int Bytes => _event.Extra;

    /// <summary>Whether it was still waiting or in transmission on a direction.</summary>
    public bool IsUntransmitted => WasUndecided || _event.Value > _event.Time.Picoseconds;

    /// <summary>When the last bit of one that <see cref="IsUntransmitted"/> would have left; null where that was not decided.</summary>
    public SimTime? Departure => WasUndecided ? null : new(_event.Value);

    /// <summary>Whether the direction's queue refused it: it never was on the direction, though another copy of it may be.</summary>
    public bool IsRefused => _event.Value == 0 && Reason is DropReason.QueueFull or DropReason.Aqm or DropReason.OverBucket;

    private bool WasUndecided => _event.Value == TraceEvents.Undecided;
}
