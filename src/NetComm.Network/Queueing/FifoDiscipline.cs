namespace NetComm.Network;

/// <summary>A discipline with a single queue, whose packets leave in the order in which they come.</summary>
internal abstract class FifoDiscipline : QueueDiscipline
{
    protected FifoDiscipline(QueueLimit limit) => Room.Limit(limit);

    internal sealed override bool IsEmpty => Queue.Count == 0;

    internal sealed override IEnumerable<Packet> Waiting => Queue.Packets;

    protected QueueRoom Room { get; } = new();

    protected PacketQueue Queue { get; } = new();

    internal override void TransmissionEnded(SimTime at) => Room.EndTransmission();

    internal sealed override void Occupy(int bytes) => Room.Occupy(bytes);

    internal sealed override bool HasHalfRoom(Packet packet, int bytes) => Room.FitsHalf(bytes);

    internal override void Clear()
    {
        Queue.Clear();
        Room.Clear();
    }

    /// <summary>Whether there is room for a packet; without it, it is dropped. One that must not be dropped was let in with care.</summary>
    protected bool HasRoom(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        if (packet.IsReliable || Room.Fits(packet.Hop.QueueBytes)) return true;
        outcomes.Drop(packet, DropReason.QueueFull, now);
        return false;
    }

    protected void Accept(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        Room.Enter(packet.Hop.QueueBytes);
        Queue.Append(packet);
        outcomes.Accept(packet, now);
    }

    /// <summary>The head of the queue, for transmission.</summary>
    protected Packet? TakeHead()
    {
        Packet? packet = Queue.Take();
        if (packet is not null) Room.Transmit(packet.Hop.QueueBytes);
        return packet;
    }
}
