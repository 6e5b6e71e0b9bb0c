using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>What nodes, links and LANs of one simulated run share, with names resolved to places in arrays.</summary>
internal sealed class SimulatedNetwork
{
    internal SimulatedNetwork(RunContext run, SimulatedClock clock, TraceRecorder trace)
    {
        Run = run;
        Clock = clock;
        Trace = trace;
        Map = new NetworkMap(run.Scenario);
        Directions = Direction.Of(run.Scenario.Nodes, run.Scenario.Media);
        Nodes = new IActorRef[run.Scenario.Nodes.Count];
        Media = new IActorRef[run.Scenario.Media.Count];
        Interfaces = [.. run.Scenario.Media.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        OnLan = [.. Interfaces.Select(at => run.Scenario.Media[at.Medium] is Lan)];
        Mtu = new int[Interfaces.Length];
    }

    internal RunContext Run { get; }

    internal SimulatedClock Clock { get; }

    internal TraceRecorder Trace { get; }

    internal NetworkMap Map { get; }

    internal IReadOnlyList<Direction> Directions { get; }

    /// <summary>All wires, by direction.</summary>
    internal List<Wire> Wires { get; } = [];

    /// <summary>Host and router actors, by node.</summary>
    internal IActorRef[] Nodes { get; }

    /// <summary>Link and LAN actors, by medium.</summary>
    internal IActorRef[] Media { get; }

    internal NetworkInterface[] Interfaces { get; }

    /// <summary>Whether the interface is a LAN's.</summary>
    internal bool[] OnLan { get; }

    /// <summary>Largest IP packet that leaves the interface whole, in bytes.</summary>
    internal int[] Mtu { get; }

    /// <summary>Both wires of each pair of directions, made in the order of their indices.</summary>
    internal Wire AddWire(LinkProperties properties, int arrivalInterface, IActorRef medium)
    {
        var wire = new Wire(this, Directions[Wires.Count], properties, arrivalInterface, medium);
        Wires.Add(wire);
        return wire;
    }

    /// <summary>Makes a second packet out of one that an application sent.</summary>
    internal Packet Duplicate(Packet packet)
    {
        if (packet.Kind == PacketKind.Udp) Run.Progress.SetOut();
        return Run.Packets.Copy(packet);
    }

    /// <summary>Ends a packet without a trace: a copy that a network interface filters out.</summary>
    internal void Discard(Packet packet)
    {
        if (packet.Kind == PacketKind.Udp) Run.Progress.Arrived();
        Run.Packets.Return(packet);
    }

    /// <summary>Ends a packet at a node.</summary>
    internal void DropAt(int node, Packet packet, DropReason reason)
    {
        Trace.Write(TraceEvents.DroppedAt(Clock.Now, node, packet.Number, reason));
        Discard(packet);
    }
}
