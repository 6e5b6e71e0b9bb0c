namespace NetComm.Tracing;

/// <summary>
/// What happened. Kinds from <see cref="ConversationOpened"/> on carry bytes behind them. <see cref="TraceEvents"/> makes
/// each kind, and a typed view such as <see cref="NetComm.Tracing.PacketSent"/> reads it; src/README.md has all their fields.
/// </summary>
public enum TraceEventKind : byte
{
    /// <summary>Fills the rest of a block; never in a file.</summary>
    None = 0,

    /// <summary>A socket took a datagram (or a message of a TCP flow) to send.</summary>
    PacketSent = 1,

    /// <summary>A node cut a fragment off a packet larger than the MTU.</summary>
    FragmentSent = 2,

    /// <summary>A node sent an ARP request or reply.</summary>
    ArpSent = 3,

    /// <summary>
    /// A direction took a packet into its queue. A drop-tail queue says at once when the packet's last bit will have left; with other
    /// disciplines <see cref="Dequeued"/> does.
    /// </summary>
    Enqueued = 4,

    /// <summary>A packet came out of a direction.</summary>
    Delivered = 5,

    /// <summary>A packet ended before its receiver, at a direction or a node.</summary>
    Dropped = 6,

    /// <summary>A socket handed a datagram (or message) to its application.</summary>
    Received = 7,

    /// <summary>A flow began.</summary>
    FlowStarted = 8,

    /// <summary>A flow has sent all that it will send.</summary>
    FlowFinished = 9,

    /// <summary>A link or LAN went down.</summary>
    MediumDown = 10,

    /// <summary>A link or LAN came back.</summary>
    MediumUp = 11,

    /// <summary>A TCP flow's sender handed bytes to its socket.</summary>
    StreamSent = 12,

    /// <summary>A TCP flow's receiver read bytes from its socket.</summary>
    StreamReceived = 13,

    /// <summary>A program began.</summary>
    ProgramStarted = 14,

    /// <summary>The run is over.</summary>
    RunEnded = 15,

    /// <summary>A waiting packet left its direction's count, as that changed; once all have, each is <see cref="Enqueued"/> anew.</summary>
    Withdrawn = 16,

    /// <summary>A host or router crashed.</summary>
    NodeCrashed = 17,

    /// <summary>It is back.</summary>
    NodeRestarted = 18,

    /// <summary>A host joined a group by the timeline.</summary>
    GroupJoined = 19,

    /// <summary>A host left a group by the timeline.</summary>
    GroupLeft = 20,

    /// <summary>A TCP connection's end changed its state (RFC 9293, 3.3.2).</summary>
    TcpStateChanged = 21,

    /// <summary>Congestion window, threshold, round-trip time or bytes in flight of a TCP connection's end changed.</summary>
    CongestionChanged = 22,

    /// <summary>A direction's queue discipline gave out a packet that waited: its transmission begins.</summary>
    Dequeued = 23,

    /// <summary>A direction's queue discipline marked a packet: it met congestion (RFC 3168, CE).</summary>
    Marked = 24,

    /// <summary>All partitions of the network ended.</summary>
    NetworkHealed = 25,

    /// <summary>
    /// A station on a shared medium heard another one while it sent: it cuts its frame off, jams, and will try once more, unless it was the
    /// last time. Takes back a <see cref="Dequeued"/>.
    /// </summary>
    Collided = 26,

    /// <summary>From now on the packets of a conversation have another differentiated services code point (RFC 2474); 0 at first.</summary>
    DscpChanged = 27,

    /// <summary>
    /// A socket met a peer's address and port for the first time. Bytes: <c>udp 10.0.0.1:9000 > 10.0.0.2:9000 ttl 64</c>; of an echo, the
    /// identifier is the asker's port.
    /// </summary>
    ConversationOpened = 128,

    /// <summary>The payload of a program's packet.</summary>
    PayloadAttached = 129,

    /// <summary>A program made a call. Bytes: the call as text.</summary>
    ProgramCalled = 130,

    /// <summary>A program printed a line. Bytes: the line.</summary>
    ProgramPrinted = 131,

    /// <summary>A program ended. Bytes: why it failed; none where it completed.</summary>
    ProgramEnded = 132,

    /// <summary>A link's properties changed. Bytes: the keys as typed.</summary>
    MediumSet = 133,

    /// <summary>An actor failed: a bug of ours, or a system without what the run needs. Bytes: actor and message.</summary>
    ActorFailed = 134,

    /// <summary>A node sent an IP packet of its own, such as an ICMP error. Bytes: the whole packet.</summary>
    ControlSent = 135,

    /// <summary>A TCP connection's end sent a segment. Bytes: its TCP header, with the checksum left 0.</summary>
    SegmentSent = 136,

    /// <summary>The network fell apart. Bytes: the sides.</summary>
    NetworkParted = 137,
}
