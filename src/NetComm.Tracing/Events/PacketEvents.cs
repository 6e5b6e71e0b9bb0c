namespace NetComm.Tracing;

/// <summary>A socket took a datagram (or a message of a TCP flow) to send.</summary>
public readonly ref struct PacketSent(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The conversation that it belongs to.</summary>
    public ConversationId Conversation => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>Its number in the conversation's flow.</summary>
    public long Sequence => _event.Value >>> 32;

    /// <summary>Bytes of payload.</summary>
    public int Bytes => (int)(_event.Value & uint.MaxValue);

    /// <summary>Whether it answers a request.</summary>
    public bool IsAnswer => _event.Extra == 1;
}

/// <summary>A node cut a fragment off a packet larger than the MTU.</summary>
public readonly ref struct FragmentSent(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>The datagram that it is part of, also for a fragment of a fragment.</summary>
    public long Whole => _event.Value;

    /// <summary>Where in the datagram's IP payload it begins, in bytes.</summary>
    public int Offset => _event.Extra * 8;

    /// <summary>Bytes of IP payload.</summary>
    public int Bytes => _event.Place;

    /// <summary>Whether it is not the last.</summary>
    public bool HasMore => _event.Reason == 1;
}

/// <summary>A node sent an ARP request or reply.</summary>
public readonly ref struct ArpSent(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>The index of the sending interface.</summary>
    public int Sender => _event.Place;

    /// <summary>The index of the interface that is asked for; of a reply, of the asker's.</summary>
    public int Target => (int)(_event.Value >> 32);

    /// <summary>The address that is asked for; of a reply, the asker's.</summary>
    public Ipv4Address About => new((uint)_event.Value);

    /// <summary>Whether it is a reply.</summary>
    public bool IsReply => _event.Extra == 2;
}

/// <summary>A node sent an IP packet of its own, such as an ICMP error; the whole packet stands behind the event.</summary>
public readonly ref struct ControlSent(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>The index of the sending interface.</summary>
    public int Sender => _event.Place;
}

/// <summary>What a program sent in a packet; the payload stands behind the event.</summary>
public readonly ref struct PayloadAttached(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;
}

/// <summary>A socket handed a datagram (or message) to its application.</summary>
public readonly ref struct Received(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>The receiving host.</summary>
    public NodeId Node => new(_event.Place);

    /// <summary>Bytes of payload.</summary>
    public int Bytes => (int)_event.Value;
}
