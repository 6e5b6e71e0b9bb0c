using System.Diagnostics.CodeAnalysis;
using System.Net;
using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>What the UDP sockets of a run tell each other, and what the emulated links tell them.</summary>
internal static class UdpMessages
{
    /// <summary>To the sender: the packet has crossed the emulated links and reached this node; now let the system have it.</summary>
    internal sealed record Release(Packet Packet, byte[] Payload, Ipv4Address Source, IpEndpoint To, int Node, UnderWay UnderWay)
        : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => UdpMessages.LetGo(network, Packet, Node, UnderWay);
    }

    /// <summary>To the sender: so many copies of its packets are on the way, more or less than before.</summary>
    internal sealed record OnTheWay(int Change)
    {
        internal static readonly OnTheWay Lost = new(-1);

        internal static readonly OnTheWay Copied = new(+1);
    }

    /// <summary>To a receiver, before the system has the datagram: this is what will come from there.</summary>
    internal sealed class Expected(Packet packet, byte[] payload, IPEndPoint from, int node) : IHoldingMessage
    {
        private readonly Queue<UnderWay> _crossed = new();

        internal Packet Packet { get; } = packet;

        internal byte[] Payload { get; } = payload;

        internal IPEndPoint From { get; } = from;

        /// <summary>Whether copies have crossed but were not handed over. The system's copy of a broadcast may be later.</summary>
        internal bool HasCrossed => _crossed.Count > 0;

        /// <summary>When the last of them crossed, or was lost.</summary>
        internal SimTime SettledAt { get; set; }

        /// <summary>Whether the emulated links lost it: the system's copy is then discarded.</summary>
        internal bool IsLost { get; set; }

        internal bool HasCome { get; set; }

        /// <summary>Whether the receiver has left the group since: it is not for it any more.</summary>
        internal bool IsForgotten { get; set; }

        internal void Cross(UnderWay copy) => _crossed.Enqueue(copy);

        internal bool TryTake([NotNullWhen(true)] out UnderWay? copy) => _crossed.TryDequeue(out copy);

        public void LetGo(LoopbackNetwork network)
        {
            while (TryTake(out UnderWay? copy)) UdpMessages.LetGo(network, Packet, node, copy);
        }
    }

    /// <summary>To a receiver of a broadcast: a copy has crossed the emulated links; or, where there is none, was lost on them.</summary>
    internal sealed record Settled(Expected Expected, UnderWay? Crossed) : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network)
        {
            if (Crossed is not null) Expected.Cross(Crossed);
            Expected.LetGo(network);
        }
    }

    /// <summary>From the host, which belongs to this group: receive what is sent to it.</summary>
    internal sealed record JoinGroup(Ipv4Address Group)
    {
        /// <summary>Whether the host waits for the answer, <see cref="GroupJoined"/>.</summary>
        internal bool IsAsked { get; init; }
    }

    /// <summary>From the host: someone on it has left the group; who has no reason left to receive what is sent to it stops.</summary>
    internal sealed record LeaveGroup(Ipv4Address Group);

    internal sealed record GroupJoined(Ipv4Address Group, Errno Errno);

    /// <summary>To a receiver: an outside program's datagram has crossed the emulated links.</summary>
    internal sealed record FromOutside(Packet Packet, byte[] Payload);

    // Nobody is there to take it, which is told of a flow's packets, whose receipt would be.
    private static void LetGo(LoopbackNetwork network, Packet packet, int node, UnderWay copy)
    {
        if (copy.End()) network.Run.Trace.Write(TraceEvents.DroppedAt(network.Run.Clock.Now, node, packet.Number, DropReason.NoSocket));
    }
}
