namespace NetComm.Sim.Packets;

/// <summary>What an ARP message says (RFC 826).</summary>
internal enum ArpOperation : ushort
{
    Request = 1,
    Reply = 2,
}
