namespace NetComm.Protocols.Igmp;

internal static class IgmpAddress
{
    /// <summary>224.0.0.1: general queries; every host is a member and never reports it (RFC 3376 §5).</summary>
    public static readonly Ipv4Address AllHosts = Ipv4Address.FromOctets(224, 0, 0, 1);

    /// <summary>224.0.0.2: leaves of version 2 (RFC 2236 §9).</summary>
    public static readonly Ipv4Address AllRouters = Ipv4Address.FromOctets(224, 0, 0, 2);

    /// <summary>224.0.0.22: reports of version 3 (RFC 3376 §4.2.14).</summary>
    public static readonly Ipv4Address AllVersion3Routers = Ipv4Address.FromOctets(224, 0, 0, 22);

    /// <summary>Whether a group is in 224.0.0.0/24, which is never forwarded: no router need know its members (RFC 5771 §4).</summary>
    public static bool IsLocalGroup(this Ipv4Address group) => group.Value >> 8 == 0xE00000;
}
