namespace NetComm.Sim.Measuring;

/// <summary>What a tracked packet is to its flow.</summary>
internal enum PacketRole : byte
{
    /// <summary>A datagram that is due at its receivers.</summary>
    Datagram,

    /// <summary>A datagram that wants an answer: under way until that has come.</summary>
    Request,

    /// <summary>The answer to a request.</summary>
    Answer,

    /// <summary>Part of one of these.</summary>
    Fragment,
}
