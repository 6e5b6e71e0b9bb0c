using System.Net;
using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>What the UDP sockets of a run tell each other, and what the emulated links tell them.</summary>
internal static class UdpMessages
{
    /// <summary>To the sender: the packet has crossed the emulated links and reached this node; now let the system have it.</summary>
    internal sealed record Release(Packet Packet, byte[] Payload, Ipv4Address Source, IpEndpoint To, int Node);

    /// <summary>To the sender: a copy of one of its packets has reached its host or was lost.</summary>
    internal sealed record OneLess
    {
        internal static readonly OneLess Report = new();
    }

    /// <summary>To the sender: a link made a copy of one of its packets.</summary>
    internal sealed record OneMore
    {
        internal static readonly OneMore Report = new();
    }

    /// <summary>To a receiver, before the system has the datagram: this is what will come from there.</summary>
    internal sealed class Expected(Packet packet, byte[] payload, IPEndPoint from)
    {
        internal Packet Packet { get; } = packet;

        internal byte[] Payload { get; } = payload;

        internal IPEndPoint From { get; } = from;

        /// <summary>How many copies have crossed the emulated links and were not handed over. With broadcasts the system's copy may come before them.</summary>
        internal int Crossed { get; set; }

        /// <summary>When the last of them crossed, or was lost.</summary>
        internal SimTime SettledAt { get; set; }

        /// <summary>Whether the emulated links lost it: the system's copy is then discarded.</summary>
        internal bool IsLost { get; set; }

        /// <summary>Whether the system's copy has come.</summary>
        internal bool HasCome { get; set; }

        /// <summary>Whether the receiver has left the group since: it is not for it any more.</summary>
        internal bool IsForgotten { get; set; }
    }

    /// <summary>To a receiver of a broadcast: it has crossed the emulated links, or was lost on them.</summary>
    internal sealed record Settled(Expected Expected, bool IsLost);

    /// <summary>From the host: hear what is sent to this group.</summary>
    internal sealed record Hear(Ipv4Address Group)
    {
        /// <summary>Whether the host waits for the answer, <see cref="Hears"/>.</summary>
        internal bool IsAsked { get; init; }
    }

    /// <summary>From the host: someone on it has left the group; who is left with no reason to hear it stops.</summary>
    internal sealed record HearNoMore(Ipv4Address Group);

    /// <summary>To the host: it is done, or the system refused.</summary>
    internal sealed record Hears(Ipv4Address Group, Errno Errno);

    /// <summary>To a receiver: an outside program's datagram has crossed the emulated links.</summary>
    internal sealed record FromOutside(Packet Packet, byte[] Payload);
}
