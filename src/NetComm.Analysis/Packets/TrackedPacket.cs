namespace NetComm.Analysis;

internal struct TrackedPacket
{
    /// <summary>An IPv4 header without options (RFC 791).</summary>
    private const int IpHeader = 20;

    private const int UdpHeader = 8;

    /// <summary>Its number; 0 for an empty slot.</summary>
    public long Number;

    public SimTime SentAt;

    /// <summary>From when its latency counts: its own sending, or that of the request it answers.</summary>
    public SimTime Since;

    /// <summary>Of a fragment its datagram, of an answer its request; else its own number.</summary>
    public long Origin;

    public FlowId Flow;

    public uint Sequence;

    public int Bytes;

    /// <summary>The node that took the request, or sent the answer; null before.</summary>
    public NodeId? AnsweredBy;

    /// <summary>Receivers it is due at that neither have it nor have lost it.</summary>
    public int Unresolved;

    /// <summary>A bit per receiver that has it; for flows with more than <see cref="ReceiverMarks.InlineReceivers"/> a slot.</summary>
    public uint ReceivedBits;

    /// <summary>A bit per receiver whose copy was dropped.</summary>
    public uint DroppedBits;

    /// <summary>Of a multicast packet who was due to get it when it was sent: a state of <see cref="DueReceivers"/>.</summary>
    public int DueState;

    /// <summary>IP headers that its bytes travelled under.</summary>
    public ushort IpHeaders;

    public byte Copies;

    public byte LostParts;

    public PacketRole Role;

    /// <summary>Copies of a multicast packet on links and LANs, as far as they are known.</summary>
    public ushort OnTheWay;

    /// <summary>Of a packet whose copies are followed: where they have been, a list of <see cref="VisitedPlaces"/>.</summary>
    public int Places;

    /// <summary>Bytes of a datagram's IP packets, headers included: UDP's (RFC 768) and ICMP's (RFC 792) are equally long.</summary>
    public readonly int DatagramIpBytes => Bytes + UdpHeader + IpHeaders * IpHeader;

    public readonly bool IsOpen => Unresolved > 0 || Copies > 0 || OnTheWay > 0;
}

internal enum PacketRole : byte
{
    Datagram,

    /// <summary>A datagram that wants an answer: under way until that has come.</summary>
    Request,

    Answer,

    Fragment,
}
