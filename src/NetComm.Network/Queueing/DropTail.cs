namespace NetComm.Network;

/// <summary>
/// First in, first out; a packet that finds the queue full is dropped. What waits and what is in transmission share the room, which is
/// counted in packets, in bytes, or in both. As long as it <see cref="KnowsDepartures"/>, the transmitter never enqueues: it asks
/// <see cref="HasRoom"/> and drops what does not fit itself (<see cref="LinkTransmitter.Offer"/>).
/// </summary>
internal class DropTail : QueueDiscipline
{
    private readonly Queue<(Packet Packet, int Bytes)> _waiting = new();
    private int _packetLimit = int.MaxValue;
    private long _byteLimit = long.MaxValue;
    private int _packets;
    private long _bytes;
    private int _bytesInTransmission = -1;

    /// <summary>Whether departures are certain when packets come: a transmitter works them out, and asks <see cref="HasRoom"/>.</summary>
    internal virtual bool KnowsDepartures => true;

    internal override IEnumerable<Packet> Waiting => _waiting.Select(entry => entry.Packet);

    internal bool HasRoom(int packets, long bytes, int offered) => packets < _packetLimit && bytes + offered <= _byteLimit;

    /// <summary>Whether a packet fits into half of the room, or into a place of its own.</summary>
    internal bool HasHalfRoom(int packets, long bytes, int offered) =>
        packets < Math.Max(1, _packetLimit / 2) && bytes + offered <= _byteLimit / 2;

    internal override bool Enqueue(Packet packet, int bytes, SimTime now, IQueueOutcomes outcomes)
    {
        if (!HasRoom(_packets, _bytes, bytes))
        {
            outcomes.Drop(packet, DropReason.QueueFull, now);
            return false;
        }

        _waiting.Enqueue((packet, bytes));
        _packets++;
        _bytes += bytes;
        return true;
    }

    internal override Packet? Dequeue(SimTime now, IQueueOutcomes outcomes)
    {
        EndTransmission();
        if (!_waiting.TryDequeue(out (Packet Packet, int Bytes) next)) return null;
        _bytesInTransmission = next.Bytes;
        return next.Packet;
    }

    internal override void Clear()
    {
        _waiting.Clear();
        (_packets, _bytes, _bytesInTransmission) = (0, 0, -1);
    }

    internal override void Limit(QueueLimit limit)
    {
        _packetLimit = limit.Packets ?? int.MaxValue;
        _byteLimit = limit.Size?.Bytes ?? long.MaxValue;
    }

    private void EndTransmission()
    {
        if (_bytesInTransmission < 0) return;
        _packets--;
        _bytes -= _bytesInTransmission;
        _bytesInTransmission = -1;
    }
}
