namespace NetComm.Protocols.Ip;

/// <summary>The low two bits of an IPv4 header's type of service: explicit congestion notification (RFC 3168, 5).</summary>
internal enum EcnCodepoint : byte
{
    /// <summary>Its transport does not know ECN: it is dropped where others are marked.</summary>
    NotCapable = 0,

    /// <summary>ECT(1).</summary>
    Capable1 = 1,

    /// <summary>ECT(0): what a sender that knows ECN sets.</summary>
    Capable0 = 2,

    /// <summary>CE: it met congestion on its way.</summary>
    CongestionExperienced = 3,
}
