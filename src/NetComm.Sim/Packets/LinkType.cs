namespace NetComm.Sim.Packets;

/// <summary>What the packets of a captured interface begin with (the LINKTYPE numbers of the tcpdump group).</summary>
internal enum LinkType : ushort
{
    Ethernet = 1,

    /// <summary>An IP header: LINKTYPE_RAW.</summary>
    RawIp = 101,
}
