namespace NetComm.Sim.Packets;

/// <summary>What a RIP message wants (RFC 2453 §3.6).</summary>
internal enum RipCommand : byte
{
    /// <summary>Tell me your routes.</summary>
    Request = 1,

    /// <summary>These are my routes.</summary>
    Response = 2,
}
