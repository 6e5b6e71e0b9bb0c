namespace NetComm.Model;

/// <summary>The TCP options of a flow (<c>tcp:</c>). In loopback mode the system decides all but Nagle and the buffers.</summary>
public sealed record TcpOptions
{
    /// <summary>Congestion control. Default CUBIC.</summary>
    public CongestionAlgorithm CongestionControl { get; init; } = CongestionAlgorithm.Cubic;

    /// <summary>RFC 2018: the receiver reports which segments arrived beyond a gap. Default true; used where both ends have it.</summary>
    public bool Sack { get; init; } = true;

    /// <summary>RFC 7323: 12 bytes in each segment tell when it was sent. Default true; used where both ends have it.</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>RFC 7323: windows beyond 65,535 bytes. Default true; used where both ends have it.</summary>
    public bool WindowScale { get; init; } = true;

    /// <summary>RFC 896: small segments wait while data is unacknowledged. Default true.</summary>
    public bool Nagle { get; init; } = true;

    /// <summary>RFC 1122 §4.2.3.2: every second segment is acknowledged, all within 200 ms; else each at once. Default true.</summary>
    public bool DelayedAck { get; init; } = true;

    /// <summary>Segments that may be sent before the first acknowledgement. Default 10 (RFC 6928 §2). Limit: 1 or more.</summary>
    public int InitialWindow { get; init; } = 10;

    /// <summary>The shortest retransmission timeout. Default 1 s (RFC 6298 §2.4); Linux takes 200 ms.</summary>
    public SimDuration MinimumRetransmissionTimeout { get; init; } = SimDuration.FromSeconds(1);

    /// <summary>How often a SYN is sent again before ETIMEDOUT. Default 6, as Linux: 1 + 2 + … + 64 = 127 s.</summary>
    public int SynRetries { get; init; } = 6;

    /// <summary>Bytes that wait to be sent or acknowledged. Default 1 MiB.</summary>
    public DataSize SendBuffer { get; init; } = DataSize.FromBytes(1 << 20);

    /// <summary>Bytes that wait to be read. Default 1 MiB.</summary>
    public DataSize ReceiveBuffer { get; init; } = DataSize.FromBytes(1 << 20);

    /// <summary>RFC 3168: routers mark packets instead of dropping them. Default false; used where both ends have it.</summary>
    public bool Ecn { get; init; }

    /// <summary>RFC 8985: losses are found by time, with a probe at the end of a flight. Default true; needs SACK.</summary>
    public bool Rack { get; init; } = true;

    /// <summary>RFC 6937: in a recovery the window comes down with what is delivered, else at once. Default true.</summary>
    public bool Prr { get; init; } = true;

    /// <summary>RFC 3042: the first duplicate acknowledgements let new segments go. Default true.</summary>
    public bool LimitedTransmit { get; init; } = true;

    /// <summary>RFC 3522, RFC 4015: a reduction for a segment that was only late is undone. Default true; needs timestamps.</summary>
    public bool Undo { get; init; } = true;

    /// <summary>RFC 9406: CUBIC's first slow start ends where round trips grow. Default true.</summary>
    public bool HyStart { get; init; } = true;
}

/// <summary>How TCP shares a bottleneck: how its congestion window grows, and how it shrinks after a loss.</summary>
public enum CongestionAlgorithm
{
    /// <summary>RFC 5681: one segment more per round trip, half after a loss.</summary>
    Reno,

    /// <summary>RFC 9438, slow start by RFC 9406: a cubic function of the time since the last loss, seven tenths after one.</summary>
    Cubic,
}
