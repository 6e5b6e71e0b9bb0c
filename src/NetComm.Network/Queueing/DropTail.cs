namespace NetComm.Network;

/// <summary>
/// First in, first out; a packet that finds the queue full is dropped. What waits and what is in transmission share the room, which is
/// counted in packets, in bytes, or in both. As long as it <see cref="KnowsDepartures"/>, the transmitter never enqueues: it asks
/// <see cref="HasRoom(int, long, int)"/> and drops what does not fit itself (<see cref="LinkTransmitter.Offer"/>).
/// </summary>
internal class DropTail(QueueLimit limit) : FifoDiscipline(limit)
{
    /// <summary>Whether departures are certain when packets come: a transmitter works them out, and asks for room.</summary>
    internal virtual bool KnowsDepartures => true;

    internal bool HasRoom(int packets, long bytes, int offered) => Room.Fits(packets, bytes, offered);

    internal bool HasHalfRoom(int packets, long bytes, int offered) => Room.FitsHalf(packets, bytes, offered);

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        if (HasRoom(packet, now, outcomes)) Accept(packet, now, outcomes);
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes) => TakeHead();

    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is QueueSpec.DropTail) Room.Limit(spec.Limit);
        return spec is QueueSpec.DropTail;
    }
}
