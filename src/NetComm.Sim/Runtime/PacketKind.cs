namespace NetComm.Sim.Runtime;

/// <summary>What a packet is.</summary>
internal enum PacketKind : byte
{
    /// <summary>A UDP datagram.</summary>
    Udp,

    /// <summary>An ICMP echo request, or its reply.</summary>
    Echo,

    /// <summary>A TCP segment.</summary>
    Tcp,

    /// <summary>An ARP request.</summary>
    ArpRequest,

    /// <summary>An ARP reply.</summary>
    ArpReply,

    /// <summary>An IP packet that a node made of its own, whole in <see cref="Packet.Data"/>: ICMP.</summary>
    Control,
}
