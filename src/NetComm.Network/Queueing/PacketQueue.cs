namespace NetComm.Network;

/// <summary>Packets that wait, first in, first out.</summary>
internal sealed class PacketQueue
{
    private readonly Queue<Packet> _packets = new();

    internal int Count => _packets.Count;

    internal long Bytes { get; private set; }

    internal IEnumerable<Packet> Packets => _packets;

    internal Packet? Head => _packets.TryPeek(out Packet? packet) ? packet : null;

    internal void Append(Packet packet)
    {
        _packets.Enqueue(packet);
        Bytes += packet.Hop.QueueBytes;
    }

    internal Packet? Take()
    {
        if (!_packets.TryDequeue(out Packet? packet)) return null;
        Bytes -= packet.Hop.QueueBytes;
        return packet;
    }

    internal void Clear()
    {
        _packets.Clear();
        Bytes = 0;
    }
}
