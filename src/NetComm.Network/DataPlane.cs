using NetComm.Tracing;

namespace NetComm.Network;

/// <summary>
/// One network, without those who run it: the state of its routes, who belongs to which group, its interfaces, where it writes what
/// happens, and where packets come from and end.
/// </summary>
internal abstract class DataPlane
{
    /// <summary>The network of a scenario.</summary>
    /// <param name="scenario">Which one.</param>
    /// <param name="trace">Where events go.</param>
    /// <param name="packets">Where packets come from and go back to.</param>
    /// <param name="routes">How nodes know the way; static routing unless given.</param>
    protected DataPlane(Scenario scenario, ITraceSink trace, PacketPool packets, Func<NetworkState, IRoutes>? routes = null)
    {
        Scenario = scenario;
        Trace = trace;
        Packets = packets;
        Map = new NetworkState(scenario, routes);
        Trees = new MulticastTrees(scenario, Map, Members);
        Interfaces =
        [
            .. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)
                .Select(at => new NodeInterface(at, scenario.Links[at.Medium] is Lan)),
        ];
    }

    internal Scenario Scenario { get; }

    internal ITraceSink Trace { get; }

    internal PacketPool Packets { get; }

    /// <summary>What has failed, and the routes.</summary>
    internal NetworkState Map { get; }

    /// <summary>Who belongs to which multicast group.</summary>
    internal Memberships Members { get; } = new();

    /// <summary>The multicast trees of static routing.</summary>
    internal MulticastTrees Trees { get; }

    /// <summary>All interfaces, by their indices.</summary>
    internal NodeInterface[] Interfaces { get; }

    /// <summary>Whether nodes ask for neighbours by ARP and tell of errors by ICMP. In a loopback run the system does what of it is done.</summary>
    internal abstract bool SpeaksArpAndIcmp { get; }

    /// <summary>The next packet's number, from 1.</summary>
    internal abstract long NextPacketNumber();

    /// <summary>One more packet sets out.</summary>
    internal abstract void SetOut(Packet packet);

    /// <summary>Makes a second packet out of one.</summary>
    internal Packet Duplicate(Packet packet)
    {
        Packet copy = Packets.Copy(packet);
        CountIn(packet, copy);
        return copy;
    }

    /// <summary>Ends a packet without a trace: a copy that a network interface filters out.</summary>
    internal void Discard(Packet packet)
    {
        CountOut(packet);
        Packets.Return(packet);
    }

    /// <summary>Ends a packet at a node.</summary>
    internal void DropAt(int node, Packet packet, DropReason reason, SimTime now)
    {
        Trace.Write(TraceEvents.DroppedAt(now, node, packet.Number, reason));
        Discard(packet);
    }

    /// <summary>One more packet is under way: a copy of another.</summary>
    protected abstract void CountIn(Packet original, Packet copy);

    /// <summary>A packet is no longer under way.</summary>
    protected abstract void CountOut(Packet packet);
}
