using System.Runtime.CompilerServices;
using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Measuring;

/// <summary>Memberships, and the multicast packets that end without a drop.</summary>
internal sealed partial class PacketTracker
{
    /// <summary>When a packet had no copy on any link or LAN, and where the last one came out: a direction, or −1 − node.</summary>
    private readonly record struct Landing(SimTime Time, long Packet, int Place);

    /// <summary>All of one instant: what sends them on does so at once.</summary>
    private readonly List<Landing> _landed = [];

    /// <summary>Whether there are packets whose ways are followed hop by hop, for which Enqueued and Delivered must be taken too.</summary>
    public bool FollowsCopies { get; }

    private void ChangeMember(int group, int node, bool isMember)
    {
        foreach (FlowPath path in _paths)
        {
            if (path.Group == group) path.ChangeMember(node, isMember);
        }
    }

    private void SetOut(in TraceEvent enqueued)
    {
        ref TrackedPacket packet = ref FindFollowed(enqueued.Packet);
        if (!Unsafe.IsNullRef(ref packet) && packet.OnTheWay < ushort.MaxValue) packet.OnTheWay++;
    }

    /// <summary>A copy waits anew: it is enqueued a second time.</summary>
    private void Withdrawn(long number)
    {
        ref TrackedPacket packet = ref FindFollowed(number);
        if (!Unsafe.IsNullRef(ref packet) && packet.OnTheWay > 0) packet.OnTheWay--;
    }

    private void Arrived(in TraceEvent delivered) => TakeOff(delivered);

    /// <summary>A drop takes a copy off its direction, but for one that found the queue full.</summary>
    private void LeftOut(in TraceEvent drop)
    {
        if (drop.Place >= 0 && (DropReason)drop.Reason != DropReason.QueueFull) TakeOff(drop);
    }

    private void TakeOff(in TraceEvent happened)
    {
        ref TrackedPacket packet = ref FindFollowed(happened.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        if (packet.OnTheWay > 0) packet.OnTheWay--;
        Landed(happened);
    }

    private void Landed(in TraceEvent happened)
    {
        ref TrackedPacket packet = ref FindFollowed(happened.Packet);
        int node = _header.Directions[happened.Place].ToNode;
        if (!Unsafe.IsNullRef(ref packet)) Land(packet, happened.Time, node < 0 ? happened.Place : -1 - node);
    }

    private void Land(in TrackedPacket packet, SimTime at, int place)
    {
        if (packet.OnTheWay == 0 && packet.IsOpen) _landed.Add(new Landing(at, packet.Number, place));
    }

    /// <summary>Nobody gets any more of the packets that were nowhere when the clock moved on.</summary>
    private void GiveUpLanded()
    {
        foreach (Landing landing in _landed)
        {
            ref TrackedPacket packet = ref _ring.Find(landing.Packet);
            if (Unsafe.IsNullRef(ref packet) || packet.OnTheWay > 0) continue;
            packet.Copies = 0;
            FlowPath path = _paths[packet.Flow];
            for (int receiver = 0; receiver < path.Marks.Receivers && packet.Unresolved > 0; receiver++)
            {
                bool isThere = landing.Place == -1 - path.NodeOf(receiver);
                DropReason reason = isThere ? DropReason.NoSocket : DropReason.NoRoute;
                Lose(ref packet, path, receiver, new TraceEvent(landing.Time, TraceEventKind.Dropped, landing.Place, packet.Number, reason: (byte)reason));
            }
        }

        _landed.Clear();
    }

    /// <summary>The datagram with this number, or that this is a fragment of, if its copies are followed; else a null reference.</summary>
    private ref TrackedPacket FindFollowed(long number)
    {
        if (!FollowsCopies) return ref Unsafe.NullRef<TrackedPacket>();
        ref TrackedPacket packet = ref FindWhole(number);
        if (Unsafe.IsNullRef(ref packet) || _paths[packet.Flow].Group < 0) return ref Unsafe.NullRef<TrackedPacket>();
        return ref packet;
    }
}
