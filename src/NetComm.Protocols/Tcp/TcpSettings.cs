namespace NetComm.Protocols.Tcp;

internal sealed record TcpSettings
{
    public TcpOptions Options { get; init; } = new();

    public ushort LocalPort { get; init; }

    public ushort RemotePort { get; init; }

    /// <summary>The sequence number of the SYN; drawn by the owner of the connection (RFC 9293 §3.4.1).</summary>
    public uint InitialSequenceNumber { get; init; }

    /// <summary>Bytes of the largest IP packet the interface takes. Default 1500.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Whether bytes are kept and carried, or only counted. Default: kept.</summary>
    public bool CarriesBytes { get; init; } = true;

    /// <summary>Timeouts in a row before ETIMEDOUT; null: no limit. Default 15, as Linux (tcp_retries2); RFC 9293 §3.8.3: 100 s.</summary>
    public int? Retries { get; init; } = 15;

    /// <summary>How long a segment may live in the network. Default 2 min (RFC 9293 §3.4.2); TIME-WAIT lasts twice as long.</summary>
    public SimDuration MaximumSegmentLifetime { get; init; } = SimDuration.FromSeconds(120);
}
