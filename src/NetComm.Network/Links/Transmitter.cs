namespace NetComm.Network;

/// <summary>What sends from one end: over a direction of a link, through a LAN's port, or as a station on a shared medium.</summary>
internal abstract class Transmitter
{
    internal abstract LinkProperties Properties { get; }

    /// <summary>Largest IP packet that leaves whole, in bytes.</summary>
    internal abstract int Mtu { get; }

    /// <summary>How many packets came out at its other end.</summary>
    internal abstract long Crossings { get; }

    /// <summary>When its next event happens, in picoseconds; <see cref="long.MaxValue"/> where none will.</summary>
    internal abstract long NextEvent { get; }

    internal abstract void Offer(Packet packet, SimTime now);

    internal abstract void GoDown(SimTime now);

    internal abstract void ComeUp();

    /// <summary>New properties: the packet in transmission and those on the way keep theirs, those that wait get the new ones.</summary>
    internal abstract void Change(LinkProperties properties, SimTime now);
}

/// <summary>Whose events an <see cref="ILinkDriver"/> lets happen: a link's direction, or a shared medium as a whole.</summary>
internal interface IDrivenLink
{
    /// <summary>What the driver knows it by.</summary>
    int Slot { get; }

    /// <summary>When its next event happens, in picoseconds; <see cref="long.MaxValue"/> where none will.</summary>
    long NextEvent { get; }

    long NextSequence { get; }

    bool IsNext(long sequence);

    /// <summary>Lets the next event happen, due now. Returns the packet that has arrived; null: none has, or it was lost.</summary>
    Packet? Advance(SimTime now);
}

/// <summary>
/// Lets the next event of each link happen when it is due: virtual time in a simulated run, the timer thread in a loopback run. What is due
/// at one instant happens in the order of sequence numbers.
/// </summary>
internal interface ILinkDriver
{
    int Register(IDrivenLink link);

    long NextSequence();

    /// <summary>The next event of the slot; one scheduled before is void once <see cref="IDrivenLink.IsNext"/> denies it.</summary>
    void Schedule(int slot, long time, long sequence);
}
