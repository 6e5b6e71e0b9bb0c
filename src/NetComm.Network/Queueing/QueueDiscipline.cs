namespace NetComm.Network;

/// <summary>
/// Which packets wait at the sending end of a link, in which order they leave, and which are dropped or marked: one file for each
/// discipline. A packet that <see cref="Dequeue"/> gave out is in transmission until it is called again.
/// </summary>
internal abstract class QueueDiscipline
{
    /// <summary>False where it was dropped. Each packet dropped for it is told to <paramref name="outcomes"/> with the reason.</summary>
    /// <param name="bytes">Its bytes on the wire.</param>
    internal abstract bool Enqueue(Packet packet, int bytes, SimTime now, IQueueOutcomes outcomes);

    internal abstract Packet? Dequeue(SimTime now, IQueueOutcomes outcomes);

    internal abstract IEnumerable<Packet> Waiting { get; }

    /// <summary>Nothing waits any more, and nothing is in transmission.</summary>
    internal abstract void Clear();

    /// <summary>From now on there is this much room; what waits already stays.</summary>
    internal abstract void Limit(QueueLimit limit);

    internal static QueueDiscipline Of(LinkProperties properties)
    {
        var queue = new DropTail();
        queue.Limit(properties.Queue);
        return queue;
    }
}

/// <summary>Who carries out what a queue discipline decides.</summary>
internal interface IQueueOutcomes
{
    void Drop(Packet packet, DropReason reason, SimTime now);

    /// <summary>The packet is to say on its way that there is congestion (RFC 3168, 5).</summary>
    void Mark(Packet packet);
}
