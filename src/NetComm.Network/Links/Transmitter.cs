using NetComm.Protocols.Ip;

namespace NetComm.Network;

/// <summary>
/// What sends from one end: over a direction of a link, through a LAN's port, or as a station on a shared medium. It carries out what its
/// queue discipline decides, and drops.
/// </summary>
internal abstract class Transmitter : IQueueOutcomes
{
    private protected readonly DataPlane _plane;
    private protected readonly TraceSink _trace;
    private protected readonly int _direction;
    private protected readonly Func<RandomStream> _randomOfQueue;

    private protected Transmitter(DataPlane plane, Direction direction)
    {
        _plane = plane;
        _trace = plane.Trace;
        _direction = direction.Index;
        _randomOfQueue = () => RandomStream.For(plane.Scenario.Seed, $"queue:{direction.Label}");
    }

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

    void IQueueOutcomes.Accept(Packet packet, SimTime now)
    {
        packet.Hop.IsWaiting = true;
        _trace.Write(TraceEvents.Enqueued(now, _direction, packet.Number, departure: null, packet.IpLength, packet.Ttl));
    }

    void IQueueOutcomes.Drop(Packet packet, DropReason reason, SimTime now) => Drop(packet, reason, now);

    void IQueueOutcomes.Mark(Packet packet, SimTime now)
    {
        packet.Ecn = EcnCodepoint.CongestionExperienced;
        _trace.Write(TraceEvents.Marked(now, _direction, packet.Number));
    }

    /// <param name="untransmitted">When its last bit would have left, where its transmission is cut off.</param>
    private protected void Drop(Packet packet, DropReason reason, SimTime now, SimTime untransmitted = default)
    {
        TraceEvent dropped = packet.Hop.IsWaiting
            ? TraceEvents.DroppedWaiting(now, _direction, packet.Number, reason, packet.IpLength)
            : TraceEvents.DroppedOn(now, _direction, packet.Number, reason, packet.IpLength, untransmitted);
        _trace.Write(dropped);
        _plane.Discard(packet);
    }

    private protected void WriteWithdrawn(Packet packet, SimTime? departure, SimTime now) =>
        _trace.Write(TraceEvents.Withdrawn(now, _direction, packet.Number, departure, packet.IpLength));

    /// <summary>Takes out what waits in a discipline that does not know departures.</summary>
    private protected Packet[] TakeFrom(QueueDiscipline queue, SimTime now)
    {
        Packet[] waiting = [.. queue.Waiting];
        foreach (Packet packet in waiting) WriteWithdrawn(packet, departure: null, now);
        return waiting;
    }
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
