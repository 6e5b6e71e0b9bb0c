namespace NetComm.Sim.Packets;

/// <summary>What an IPv4 packet carries (the protocol numbers that IANA assigned).</summary>
internal enum IpProtocol : byte
{
    Icmp = 1,
    Igmp = 2,
    Tcp = 6,
    Udp = 17,
    Pim = 103,
}
