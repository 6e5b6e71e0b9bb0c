namespace NetComm.Network;

/// <summary>Controlled delay (RFC 8289): drops or marks at the head what waits too long (<see cref="CoDelControl"/>).</summary>
internal sealed class CoDel : FifoDiscipline
{
    private readonly CoDelControl _control;

    internal CoDel(QueueSpec.CoDel spec, LinkContext link)
        : base(spec.Limit)
    {
        _control = new CoDelControl(Room);
        _control.Follow(spec.Control, link.Frame);
    }

    internal override void Enqueue(Packet packet, SimTime now, IQueueOutcomes outcomes)
    {
        if (HasRoom(packet, now, outcomes)) Accept(packet, now, outcomes);
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
    {
        Packet? packet = _control.Dequeue(Queue, now, outcomes);
        if (packet is not null) Room.Transmit(packet.Hop.QueueBytes);
        return packet;
    }

    internal override void Clear()
    {
        base.Clear();
        _control.Reset();
    }

    internal override bool TryFollow(QueueSpec spec, LinkContext link, SimTime now)
    {
        if (spec is not QueueSpec.CoDel codel) return false;
        Room.Limit(codel.Limit);
        _control.Follow(codel.Control, link.Frame);
        return true;
    }
}
