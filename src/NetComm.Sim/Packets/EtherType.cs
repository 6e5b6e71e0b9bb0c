namespace NetComm.Sim.Packets;

/// <summary>What an Ethernet frame carries (IEEE 802 EtherTypes).</summary>
internal enum EtherType : ushort
{
    Ipv4 = 0x0800,
    Arp = 0x0806,
}
