using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Emulation;

/// <summary>One packet to many: each listening socket is told what will come, and later what the emulated links made of it.</summary>
internal sealed class DeliveryToMany
{
    private readonly LoopbackNetwork _network;
    private readonly Packet _packet;
    private readonly int _sender;
    private readonly ILookup<int, (EndpointClaim Claim, UdpMessages.Expected Expected)> _byNode;

    /// <summary>Tells the listeners what will come from the node <paramref name="sender"/>.</summary>
    internal DeliveryToMany(
        LoopbackNetwork network, Packet packet, int sender, IEnumerable<EndpointClaim> listeners, Func<int, UdpMessages.Expected> expect)
    {
        _network = network;
        _packet = packet;
        _sender = sender;
        (EndpointClaim Claim, UdpMessages.Expected Expected)[] all = [.. listeners.Select(claim => (claim, expect(claim.Node)))];
        _byNode = all.ToLookup(pair => pair.Claim.Node);
        foreach ((EndpointClaim claim, UdpMessages.Expected expected) in all) claim.Socket.Tell(expected, ActorRefs.NoSender!);
    }

    internal void SetOut(IReadOnlyList<int> nodes)
    {
        foreach (int node in nodes) Copy(node);
    }

    internal void Copy(int node)
    {
        int receivers = Math.Max(1, _byNode[node].Count());
        for (int i = 0; i < receivers; i++) _network.Run.Progress.SetOutShared();
    }

    internal void Arrive(int node, SimTime now)
    {
        foreach ((EndpointClaim claim, UdpMessages.Expected expected) in _byNode[node])
        {
            var copy = new UnderWay(_network.Run.Progress);
            claim.Socket.Tell(new UdpMessages.Settled(expected, copy), ActorRefs.NoSender!);
            if (!claim.CarriesPackets) copy.End();
        }

        if (_byNode[node].Any()) return;
        _network.Run.Progress.ArrivedShared();
        bool isMissed = node != _sender && _network.Run.Scenario.Nodes[node].Kind == NodeKind.Host && !_network.IsOutside(node);
        if (isMissed) _network.Run.Trace.Write(TraceEvents.DroppedAt(now, node, _packet.Number, DropReason.NoSocket));
    }

    internal void Lose(int node)
    {
        if (HasLeft(node)) DropAtLeaver(_network, _packet, node);
        foreach ((EndpointClaim claim, UdpMessages.Expected expected) in _byNode[node])
        {
            claim.Socket.Tell(new UdpMessages.Settled(expected, Crossed: null), ActorRefs.NoSender!);
            _network.Run.Progress.ArrivedShared();
        }

        if (!_byNode[node].Any()) _network.Run.Progress.ArrivedShared();
    }

    /// <summary>Tells of a flow's packet that was due to a node, which has left the group since: nobody there takes it.</summary>
    internal static void DropAtLeaver(LoopbackNetwork network, Packet packet, int node)
    {
        if (packet.Owner.Flow is null) return;
        network.Run.Trace.Write(TraceEvents.DroppedAt(network.Run.Clock.Now, node, packet.Number, DropReason.NoSocket));
    }

    private bool HasLeft(int node) => _packet.Destination.IsMulticast
        && _network.Members.MembersGoneSince(_packet.Destination, _packet.SentAt).Contains(node);
}
