namespace NetComm.Sim.Model;

/// <summary>What a flow's <c>tcp:</c> says. Only loopback mode has TCP so far, where the system decides the rest.</summary>
public sealed record TcpOptions
{
    /// <summary>RFC 896: small segments wait while data is unacknowledged. Default true.</summary>
    public bool Nagle { get; init; } = true;

    /// <summary>Bytes that wait to be sent or acknowledged. Default 1 MiB.</summary>
    public DataSize SendBuffer { get; init; } = DataSize.FromBytes(1 << 20);

    /// <summary>Bytes that wait to be read. Default 1 MiB.</summary>
    public DataSize ReceiveBuffer { get; init; } = DataSize.FromBytes(1 << 20);
}
