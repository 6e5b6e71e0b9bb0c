namespace NetComm.Protocols.Ip;

/// <summary>Why bytes are not a valid packet; <see cref="None"/> when they are.</summary>
internal enum Defect
{
    None = 0,

    /// <summary>Fewer bytes than the fixed part of the header takes.</summary>
    Truncated,

    /// <summary>A version, hardware or protocol type other than the one the decoder reads.</summary>
    Version,

    /// <summary>An operation or message type that the decoder does not know.</summary>
    Kind,

    /// <summary>A length field that contradicts itself or the number of bytes.</summary>
    Length,

    /// <summary>An option that is too short, too long or extends beyond the header.</summary>
    Option,

    Checksum,
}
