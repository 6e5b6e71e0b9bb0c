namespace NetComm.Network;

/// <summary>
/// Which packets wait at the sending end of a link, in which order they leave, and which are dropped or marked: one file for each
/// discipline. A packet that <see cref="Dequeue"/> gave out is in transmission until <see cref="TransmissionEnded"/>.
/// </summary>
internal abstract class QueueDiscipline
{
    /// <summary>Whether no packet waits; one may be in transmission.</summary>
    internal abstract bool IsEmpty { get; }

    internal abstract IEnumerable<Packet> Waiting { get; }

    /// <summary>When the next packet may leave, where <see cref="Dequeue"/> gave none out although packets wait.</summary>
    internal virtual SimTime ReadyAt => throw new InvalidOperationException($"{GetType().Name} holds no packet back.");

    /// <summary>
    /// A packet comes, with <see cref="HopState.QueueBytes"/> set: it is accepted or dropped, and others may be dropped for it.
    /// </summary>
    internal abstract void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes);

    /// <summary>The packet that is sent next, while none is in transmission; null where none waits or may leave yet.</summary>
    internal abstract Packet? Dequeue(SimTime now, IQueueOutcomes outcomes);

    internal abstract void TransmissionEnded(SimTime at);

    /// <summary>A packet is in transmission that another discipline gave out before this one took over.</summary>
    internal abstract void Occupy(int bytes);

    /// <summary>Whether a packet fits into half of the room: so much is left to those that must not be dropped.</summary>
    internal abstract bool HasHalfRoom(Packet packet, int bytes);

    /// <summary>Nothing waits any more, and nothing is in transmission.</summary>
    internal abstract void Clear();

    /// <summary>Other parameters hold from now on, and what waits stays; false where that takes a new discipline.</summary>
    internal abstract bool TryFollow(QueueSpec spec, LinkContext link, SimTime now);

    /// <summary>The discipline that a link asks for.</summary>
    /// <param name="random">The direction's stream of chance for queues. A discipline that does not ask for chance makes none.</param>
    internal static QueueDiscipline Of(QueueSpec spec, LinkContext link, Func<RandomStream> random) => spec switch
    {
        QueueSpec.DropTail dropTail => new DropTail(dropTail.Limit),
        QueueSpec.Red red => new RandomEarlyDetection(red, link, random()),
        QueueSpec.CoDel codel => new CoDel(codel, link),
        QueueSpec.FqCoDel fair => new FqCoDel(fair, link, random()),
        QueueSpec.Pie pie => new Pie(pie, link, random()),
        QueueSpec.Priority priority => new StrictPriority(priority, link, random),
        QueueSpec.TokenBucket bucket => new TokenBucket(bucket, link),
        _ => throw new ArgumentOutOfRangeException(nameof(spec), spec, "There is no such queue discipline."),
    };

    /// <summary>
    /// Tells a packet's sender of congestion: by a mark where that is allowed and the packet can carry one, else by dropping it. False
    /// where it was dropped. One that must not be dropped goes on as it is.
    /// </summary>
    internal static bool Signal(Packet packet, bool mayMark, SimTime now, IQueueOutcomes outcomes)
    {
        if (mayMark && packet.IsEcnCapable) outcomes.Mark(packet, now);
        else if (!packet.IsReliable)
        {
            outcomes.Drop(packet, DropReason.Aqm, now);
            return false;
        }

        return true;
    }
}

/// <summary>What disciplines know of the direction that they serve.</summary>
/// <param name="Frame">Bytes on the wire of the largest packet.</param>
internal readonly record struct LinkContext(Bandwidth Rate, int Frame);

/// <summary>Who carries out what a queue discipline decides.</summary>
internal interface IQueueOutcomes
{
    /// <summary>The packet waits from now on.</summary>
    void Accept(Packet packet, SimTime now);

    /// <summary>The packet, which was offered or waits, is dropped.</summary>
    void Drop(Packet packet, DropReason reason, SimTime now);

    /// <summary>The packet is to say on its way that there is congestion (RFC 3168, 5).</summary>
    void Mark(Packet packet, SimTime now);
}
