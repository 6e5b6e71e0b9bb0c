using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>A socket met a peer's address and port for the first time; <see cref="Conversation"/> reads who speaks to whom.</summary>
public readonly ref struct ConversationOpened(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>Its number from now on.</summary>
    public ConversationId Conversation => new(_event.Place);

    /// <summary>Whose it is.</summary>
    public Owner Owner => Owner.FromTrace(_event.Packet);
}

/// <summary>From now on the packets of a conversation have another differentiated services code point; 0 at first.</summary>
public readonly ref struct DscpChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>Whose packets.</summary>
    public ConversationId Conversation => new(_event.Place);

    /// <summary>The code point (RFC 2474), from 0 to 63.</summary>
    public byte Dscp => (byte)_event.Extra;
}

/// <summary>A TCP connection's end sent a segment; <see cref="TracedSegment"/> reads its header.</summary>
public readonly ref struct SegmentSent(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The conversation that it belongs to.</summary>
    public ConversationId Conversation => new(_event.Place);

    /// <summary>The packet's number.</summary>
    public long Packet => _event.Packet;

    /// <summary>Bytes of the TCP header.</summary>
    public int HeaderBytes => (int)_event.Value;

    /// <summary>Bytes of payload.</summary>
    public int Payload => _event.Extra;

    /// <summary>Whether it is a retransmission.</summary>
    public bool IsAgain => (_event.Reason & 1) == 1;

    /// <summary>What its IP header says of congestion as it sets out.</summary>
    internal EcnCodepoint Ecn => (EcnCodepoint)(_event.Reason >> 1);
}

/// <summary>A TCP connection's end changed its state (RFC 9293, 3.3.2).</summary>
public readonly ref struct TcpStateChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The conversation of what this end sends.</summary>
    public ConversationId Conversation => new(_event.Place);

    /// <summary>The state's name.</summary>
    public string State => TcpStates.Name(_event.Reason);
}

/// <summary>Congestion window, threshold, round-trip time or bytes in flight of a TCP connection's end changed.</summary>
public readonly ref struct CongestionChanged(in TraceEvent happened)
{
    private readonly ref readonly TraceEvent _event = ref happened;

    /// <summary>When.</summary>
    public SimTime Time => _event.Time;

    /// <summary>The conversation of what this end sends.</summary>
    public ConversationId Conversation => new(_event.Place);

    /// <summary>The congestion window in bytes.</summary>
    public long Window => _event.Packet >>> 32;

    /// <summary>The slow-start threshold in bytes; 0 for none yet.</summary>
    public long Threshold => _event.Packet & uint.MaxValue;

    /// <summary>The smoothed round-trip time, in whole microseconds; 0 for none yet.</summary>
    public SimDuration RoundTrip => new((_event.Value >>> 32) * 1_000_000);

    /// <summary>Bytes in flight.</summary>
    public long InFlight => _event.Value & uint.MaxValue;
}
