using System.Runtime.CompilerServices;

namespace NetComm.Analysis;

/// <summary>Memberships, and the multicast packets that end without a drop.</summary>
internal sealed partial class PacketTracker
{
    /// <summary>When a packet had no copy on any link or LAN.</summary>
    private readonly record struct Landing(SimTime Time, long Packet);

    /// <summary>All of one instant: what sends them on does so at once.</summary>
    private readonly List<Landing> _landed = [];

    private readonly VisitedPlaces _places = new();
    private HopDistances? _distances;

    /// <summary>Whether there are packets whose ways are followed hop by hop, for which Enqueued and Delivered must be taken too.</summary>
    public bool FollowsCopies { get; }

    private void ChangeMember(MembershipChanged changed)
    {
        foreach (FlowDelivery path in _paths)
        {
            if (path.Group == changed.Group) path.ChangeMember(changed.Node, changed.IsMember);
        }
    }

    private void SetOut(long number)
    {
        ref TrackedPacket packet = ref FindFollowed(number);
        if (!Unsafe.IsNullRef(ref packet) && packet.OnTheWay < ushort.MaxValue) packet.OnTheWay++;
    }

    /// <summary>A copy waits anew: it is enqueued a second time.</summary>
    private void Withdrawn(long number)
    {
        ref TrackedPacket packet = ref FindFollowed(number);
        if (!Unsafe.IsNullRef(ref packet) && packet.OnTheWay > 0) packet.OnTheWay--;
    }

    private void Arrived(Delivered delivered)
    {
        ref TrackedPacket packet = ref FindFollowed(delivered.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        if (packet.OnTheWay > 0) packet.OnTheWay--;
        Land(ref packet, delivered);
    }

    private void CopyArrived(Delivered delivered)
    {
        ref TrackedPacket packet = ref FindFollowed(delivered.Packet);
        if (!Unsafe.IsNullRef(ref packet)) Land(ref packet, delivered);
    }

    /// <summary>A drop takes a copy off its direction, but for one that its queue refused.</summary>
    private void LeftOut(Dropped drop)
    {
        if (drop.Location.Direction is null || drop.IsRefused) return;
        ref TrackedPacket packet = ref FindFollowed(drop.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        if (packet.OnTheWay > 0) packet.OnTheWay--;
        GiveUpLater(packet, drop.Time);
    }

    private void Land(ref TrackedPacket packet, Delivered delivered) =>
        Land(ref packet, delivered.Time,
            _header.Directions[delivered.Direction.Index].ToNode is { } node ? PacketLocation.At(node)
                : PacketLocation.On(delivered.Direction));

    private void Land(ref TrackedPacket packet, SimTime at, PacketLocation place)
    {
        packet.Places = _places.Add(packet.Places, place);
        GiveUpLater(packet, at);
    }

    private void GiveUpLater(in TrackedPacket packet, SimTime at)
    {
        if (packet.OnTheWay == 0 && packet.IsOpen) _landed.Add(new Landing(at, packet.Number));
    }

    /// <summary>Nobody gets any more of the packets that were nowhere when the clock moved on.</summary>
    private void GiveUpLanded()
    {
        foreach (Landing landing in _landed)
        {
            ref TrackedPacket packet = ref _ring.Find(landing.Packet);
            if (Unsafe.IsNullRef(ref packet) || packet.OnTheWay > 0) continue;
            packet.Copies = 0;
            FlowDelivery path = PathOf(packet.Flow);
            for (int receiver = 0; receiver < path.Marks.Receivers && packet.Unresolved > 0; receiver++)
            {
                if (path.Marks.IsOpen(packet, receiver) && path.Due.Includes(packet.DueState, receiver))
                    GiveUp(ref packet, path, receiver, landing.Time);
            }
        }

        _landed.Clear();
    }

    private void GiveUp(ref TrackedPacket packet, FlowDelivery path, int receiver, SimTime at)
    {
        NodeId node = path.NodeOf(receiver);
        PacketLocation place = LastTowards(packet, node);
        DropReason reason = place.Node == node ? DropReason.NoSocket : DropReason.NoRoute;
        Lose(ref packet, path, receiver, new PacketLoss(at, place, reason));
    }

    /// <summary>Of the places where copies of a packet have been, the nearest to a node; of equally near ones, the last.</summary>
    private PacketLocation LastTowards(in TrackedPacket packet, NodeId node)
    {
        _distances ??= new HopDistances(_header);
        NodeId sender = PathOf(packet.Flow).Sender;
        (int list, PacketLocation nearest, int least) = (packet.Places, PacketLocation.At(sender), int.MaxValue);
        while (_places.TryTake(ref list, out PacketLocation place))
        {
            if (place.Node != node && place.Node != sender && IsAtHost(place)) continue; // it sends nothing on
            int distance = _distances.Between(place, node);
            if (distance < least) (nearest, least) = (place, distance);
        }

        return nearest;
    }

    private bool IsAtHost(PacketLocation place) => place.Node is { } node && _header.Nodes[node.Index].Kind == NodeKind.Host;

    /// <summary>The datagram with this number, or that this is a fragment of, if its copies are followed; else a null reference.</summary>
    private ref TrackedPacket FindFollowed(long number)
    {
        if (!FollowsCopies) return ref Unsafe.NullRef<TrackedPacket>();
        ref TrackedPacket packet = ref FindWhole(number);
        if (Unsafe.IsNullRef(ref packet) || PathOf(packet.Flow).Group is null) return ref Unsafe.NullRef<TrackedPacket>();
        return ref packet;
    }
}
