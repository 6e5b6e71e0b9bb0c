using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>Makes each kind of event: which field holds what. Its typed view, such as <see cref="Tracing.PacketSent"/>, reads it.</summary>
public static class TraceEvents
{
    /// <summary>Place = conversation, Value = sequence in the high and payload bytes in the low 32 bits, Extra = 1 for an answer.</summary>
    public static TraceEvent PacketSent(SimTime time, int conversation, long packet, long sequence, int bytes, bool answer) =>
        new(time, TraceEventKind.PacketSent, conversation, packet, sequence << 32 | (uint)bytes, extra: answer ? (ushort)1 : (ushort)0);

    /// <summary>
    /// Place = bytes of IP payload, Value = the datagram it is part of (also for a fragment of a fragment), Extra = offset in units of 8 B,
    /// Reason = 1 if more follow.
    /// </summary>
    public static TraceEvent FragmentSent(SimTime time, long packet, long parent, int offset, int bytes, bool more) =>
        new(time, TraceEventKind.FragmentSent, bytes, packet, parent, (ushort)(offset / 8), more ? (byte)1 : (byte)0);

    /// <summary>
    /// Place = the sending interface, Value = the address asked for (of a reply: the asker's) in the low 32 bits, over it that interface,
    /// Extra = 1 request, 2 reply.
    /// </summary>
    public static TraceEvent ArpSent(SimTime time, int sender, long packet, Ipv4Address about, int answered, bool reply) =>
        new(time, TraceEventKind.ArpSent, sender, packet, (long)answered << 32 | about.Value, reply ? (ushort)2 : (ushort)1);

    /// <summary>Stands for a departure that the queue discipline has not decided yet.</summary>
    internal const long Undecided = -1;

    /// <summary>
    /// Place = direction, Value = when the last bit leaves, or −1 where a <see cref="Dequeued"/> is to tell, Extra = bytes of the IP packet
    /// (ARP body), Reason = TTL.
    /// </summary>
    public static TraceEvent Enqueued(SimTime time, int direction, long packet, SimTime? departure, int bytes, byte ttl) =>
        new(time, TraceEventKind.Enqueued, direction, packet, departure?.Picoseconds ?? Undecided, (ushort)bytes, ttl);

    /// <summary>Place = direction, Value = when the last bit leaves, Extra = bytes of the IP packet (ARP body), Reason = TTL.</summary>
    public static TraceEvent Dequeued(SimTime time, int direction, long packet, SimTime departure, int bytes, byte ttl) =>
        new(time, TraceEventKind.Dequeued, direction, packet, departure.Picoseconds, (ushort)bytes, ttl);

    /// <summary>Place = direction.</summary>
    public static TraceEvent Marked(SimTime time, int direction, long packet) => new(time, TraceEventKind.Marked, direction, packet);

    /// <summary>Place = direction, Value = what the Dequeued said that it takes back, Extra = IP bytes, Reason = collisions.</summary>
    public static TraceEvent Collided(SimTime time, int direction, long packet, SimTime departure, int bytes, int collisions) =>
        new(time, TraceEventKind.Collided, direction, packet, departure.Picoseconds, (ushort)bytes, (byte)collisions);

    /// <summary>Place = direction, Extra = 1 for a copy that the direction made (<c>duplicate</c>) beside the packet given.</summary>
    public static TraceEvent Delivered(SimTime time, int direction, long packet, bool copy = false) =>
        new(time, TraceEventKind.Delivered, direction, packet, extra: copy ? (ushort)1 : (ushort)0);

    /// <summary>
    /// Place = direction. Value = when its last bit would have left, if that lies ahead (it was still waiting or in transmission), else 0.
    /// Extra = bytes of the IP packet.
    /// </summary>
    public static TraceEvent DroppedOn(
        SimTime time, int direction, long packet, DropReason reason, int bytes, SimTime untransmitted = default) =>
        new(time, TraceEventKind.Dropped, direction, packet, untransmitted.Picoseconds, (ushort)bytes, (byte)reason);

    /// <summary>Place = direction, Value = −1: it was waiting, and its departure was not decided. Extra = bytes of the IP packet.</summary>
    public static TraceEvent DroppedWaiting(SimTime time, int direction, long packet, DropReason reason, int bytes) =>
        new(time, TraceEventKind.Dropped, direction, packet, Undecided, (ushort)bytes, (byte)reason);

    /// <summary>Place = direction, Value = what the Enqueued said that it takes back, Extra = IP bytes.</summary>
    public static TraceEvent Withdrawn(SimTime time, int direction, long packet, SimTime? departure, int bytes) =>
        new(time, TraceEventKind.Withdrawn, direction, packet, departure?.Picoseconds ?? Undecided, (ushort)bytes);

    /// <summary>Place = −1 − node, so that nodes and directions cannot be taken for each other (<see cref="PacketLocation"/>).</summary>
    public static TraceEvent DroppedAt(SimTime time, int node, long packet, DropReason reason) =>
        new(time, TraceEventKind.Dropped, PacketLocation.At(new NodeId(node)).TraceNumber, packet, reason: (byte)reason);

    /// <summary>Place = the receiving node, Value = bytes of payload.</summary>
    public static TraceEvent Received(SimTime time, int node, long packet, int bytes) =>
        new(time, TraceEventKind.Received, node, packet, bytes);

    /// <summary>Place = conversation, Packet = owner: flow index, or −1 − program index; Value = length of the text behind.</summary>
    public static TraceEvent ConversationOpened(SimTime time, int conversation, long owner, int length) =>
        new(time, TraceEventKind.ConversationOpened, conversation, owner, length);

    /// <summary>Place = conversation, Extra = the code point.</summary>
    public static TraceEvent DscpChanged(SimTime time, int conversation, byte dscp) =>
        new(time, TraceEventKind.DscpChanged, conversation, extra: dscp);

    /// <summary>Place = the sending interface, Value = length of the IP packet behind it.</summary>
    public static TraceEvent ControlSent(SimTime time, int sender, long packet, int length) =>
        new(time, TraceEventKind.ControlSent, sender, packet, length);

    /// <summary>
    /// Place = conversation, Value = length of TCP header behind, Extra = bytes of payload, Reason = 1 if it was sent before, and twice the
    /// ECN codepoint of its IP header.
    /// </summary>
    internal static TraceEvent SegmentSent(
        SimTime time, int conversation, long packet, int headerBytes, int payloadBytes, bool again,
        EcnCodepoint ecn = EcnCodepoint.NotCapable) =>
        new(time, TraceEventKind.SegmentSent, conversation, packet, headerBytes, (ushort)payloadBytes,
            (byte)((byte)ecn << 1 | (again ? 1 : 0)));

    /// <summary>Place = conversation of what it sends, Reason = the state, from CLOSED = 0 as in <see cref="TcpStates"/>.</summary>
    public static TraceEvent TcpStateChanged(SimTime time, int conversation, byte state) =>
        new(time, TraceEventKind.TcpStateChanged, conversation, reason: state);

    /// <summary>
    /// Place = conversation of what this end sends. Packet = cwnd in the high and ssthresh in the low 32 bits, 0 for none yet; Value =
    /// SRTT in the high, in microseconds, and bytes in flight in the low 32 bits.
    /// </summary>
    public static TraceEvent CongestionChanged(
        SimTime time, int conversation, long window, long? threshold, SimDuration? roundTrip, long inFlight) =>
        new(time, TraceEventKind.CongestionChanged, conversation,
            Clipped(window) << 32 | Clipped(threshold ?? 0),
            Clipped((roundTrip ?? SimDuration.Zero).Picoseconds / 1_000_000) << 32 | Clipped(inFlight));

    /// <summary>Only where: FlowStarted, FlowFinished, LinkDown, LinkUp, NodeCrashed, NodeRestarted, ProgramStarted, RunEnded.</summary>
    public static TraceEvent At(SimTime time, TraceEventKind kind, int place) => new(time, kind, place);

    /// <summary>Place = program, Packet = which of its connections (0: itself), Value = which of them took it.</summary>
    public static TraceEvent ProgramStarted(SimTime time, ProgramId program, int connection, int takenBy) =>
        new(time, TraceEventKind.ProgramStarted, program.Index, connection, takenBy);

    /// <summary>ProgramPrinted and ProgramEnded: Place = program, Packet = which of its connections, with a text.</summary>
    public static TraceEvent ProgramSaid(SimTime time, TraceEventKind kind, ProgramId program, int connection, int length) =>
        new(time, kind, program.Index, connection, length);

    /// <summary>Place = program, Packet = which of its connections in the high and the call's number in the low 32 bits.</summary>
    public static TraceEvent ProgramCalled(SimTime time, ProgramId program, int connection, long call, int length, Errno errno) =>
        new(time, TraceEventKind.ProgramCalled, program.Index, (long)connection << 32 | (uint)call, length, reason: (byte)errno);

    /// <summary>GroupJoined and GroupLeft: Place = node, Packet = group.</summary>
    public static TraceEvent Membership(SimTime time, TraceEventKind kind, int node, int group) => new(time, kind, node, group);

    /// <summary>StreamSent and StreamReceived: Place = flow, Packet = node, Value = bytes.</summary>
    public static TraceEvent Stream(SimTime time, TraceEventKind kind, int flow, int node, long bytes) =>
        new(time, kind, flow, node, bytes);

    /// <summary>Place = app or medium, with a text; PayloadAttached: Packet = packet; ProgramCalled: how much, and errno.</summary>
    public static TraceEvent WithBytes(
        SimTime time, TraceEventKind kind, int place, int length, long packet = 0, Errno errno = Errno.None) =>
        new(time, kind, place, packet, length, reason: (byte)errno);

    // 31 bits, so that the sign is left alone: two GiB, or 35 min.
    private static long Clipped(long value) => Math.Min(value, int.MaxValue);
}
