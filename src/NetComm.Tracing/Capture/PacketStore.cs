namespace NetComm.Tracing;

/// <summary>The packets that may yet come to a direction; the others are forgotten.</summary>
internal sealed class PacketStore
{
    /// <summary>A packet may rest at a node: for ARP's three requests a second apart.</summary>
    public static readonly SimDuration Rest = SimDuration.FromSeconds(10);

    /// <summary>Beside a packet that ended, a copy may be at a node at the same instant.</summary>
    private static readonly SimDuration Grace = SimDuration.FromMilliseconds(1);

    private readonly Dictionary<long, CapturedPacket> _packets = [];
    private readonly Queue<(CapturedPacket Packet, SimTime Since)> _resting = new();
    private readonly Queue<(CapturedPacket Packet, SimTime Since)> _ended = new();

    public int Count => _packets.Count;

    public void Add(CapturedPacket packet, SimTime now)
    {
        _packets[packet.Number] = packet;
        See(packet, now, ended: false);
    }

    public CapturedPacket? Find(long number) => _packets.GetValueOrDefault(number);

    /// <summary>Something happened to a packet; <paramref name="ended"/>: nothing more is to come, as far as one can see.</summary>
    public void See(CapturedPacket packet, SimTime now, bool ended)
    {
        packet.LastSeen = now;
        if (packet.Held <= 0) (ended ? _ended : _resting).Enqueue((packet, now));
    }

    /// <summary>Forgets packets that no direction holds and to which nothing has happened for long enough.</summary>
    public void Forget(SimTime now)
    {
        Forget(_resting, now - Rest);
        Forget(_ended, now - Grace);
    }

    private void Forget(Queue<(CapturedPacket Packet, SimTime Since)> queue, SimTime before)
    {
        while (queue.TryPeek(out (CapturedPacket Packet, SimTime Since) oldest) && oldest.Since < before)
        {
            queue.Dequeue();
            if (oldest.Packet.Held <= 0 && oldest.Packet.LastSeen == oldest.Since) _packets.Remove(oldest.Packet.Number);
        }
    }
}
