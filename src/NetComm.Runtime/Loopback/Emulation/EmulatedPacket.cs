namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>What travels over the emulated links in place of one packet: its size and whereabouts, not its bytes.</summary>
internal sealed class EmulatedPacket
{
    /// <summary>The packet's number in the trace.</summary>
    internal required long Number { get; init; }

    /// <summary>The node it sets out from.</summary>
    internal required int From { get; init; }

    /// <summary>
    /// The nodes it is for; or, as one destination beyond all nodes, those who share an address, of whom the nearest gets it.
    /// </summary>
    internal required IReadOnlyList<int> To { get; init; }

    /// <summary>The interface that sends it to all on its link or LAN; −1 where it is routed.</summary>
    internal int BroadcastFrom { get; init; } = -1;

    /// <summary>Bytes of the IP packet.</summary>
    internal required int Bytes { get; init; }

    internal byte Ttl { get; init; } = 64;

    /// <summary>A TCP segment: it meets delay and rate, is never lost by chance or for want of room, and waits out what is down.</summary>
    internal bool IsReliable { get; init; }

    /// <summary>It has reached a node that it is for. Called on the timer thread.</summary>
    internal required Action<int, SimTime> Arrived { get; init; }

    /// <summary>It will not reach this node. Called on the timer thread.</summary>
    internal Action<int>? Lost { get; init; }

    /// <summary>A link made a copy, which will reach the node (or be lost) as well. Called on the timer thread.</summary>
    internal Action<int>? Copied { get; init; }
}

/// <summary>A parcel at one place of the emulated network.</summary>
/// <param name="EmulatedPacket">What it is a copy of.</param>
/// <param name="To">Those of its receivers that lie this way.</param>
/// <param name="Ttl">Routers it may still pass.</param>
/// <param name="FromLink">Whether a link made it (<c>duplicate</c>).</param>
/// <param name="FlippedByte">The byte of its IP packet in which a link flipped a bit; −1 for none.</param>
internal sealed record EmulatedPacketCopy(EmulatedPacket EmulatedPacket, IReadOnlyList<int> To, byte Ttl, bool FromLink = false, int FlippedByte = -1);
