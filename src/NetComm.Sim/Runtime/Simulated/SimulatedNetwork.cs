using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Routing;
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
        Map = run.Scenario.Routing == RoutingKind.Rip
            ? new NetworkMap(run.Scenario, map => RipRoutes = new RipRoutes(run.Scenario, map))
            : new NetworkMap(run.Scenario);
        Members = new Memberships();
        Trees = new MulticastTrees(run.Scenario, Map, Members);
        UsesMulticast = run.Scenario.Groups.Count > 0 || run.Scenario.Programs.Any(program => Joins(program.Steps));
        Directions = Direction.Of(run.Scenario.Nodes, run.Scenario.Media);
        Nodes = new IActorRef[run.Scenario.Nodes.Count];
        Media = new IActorRef[run.Scenario.Media.Count];
        Interfaces = [.. run.Scenario.Media.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        OnLan = [.. Interfaces.Select(at => run.Scenario.Media[at.Medium] is Lan)];
        Mtu = new int[Interfaces.Length];
        foreach (MulticastGroup group in run.Scenario.Groups)
        {
            foreach (int member in group.Members) Members.Join(member, Map.Addresses.GroupOf(group.Address));
        }
    }

    internal RunContext Run { get; }

    internal SimulatedClock Clock { get; }

    internal TraceRecorder Trace { get; }

    internal NetworkMap Map { get; }

    /// <summary>What routers have learned by RIP; null under static routing.</summary>
    internal RipRoutes? RipRoutes { get; private set; }

    /// <summary>Who belongs to which multicast group.</summary>
    internal Memberships Members { get; }

    /// <summary>The trees of static routing.</summary>
    internal MulticastTrees Trees { get; }

    /// <summary>Whether anyone ever joins a multicast group: only then is IGMP spoken.</summary>
    internal bool UsesMulticast { get; }

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

    /// <summary>Whether nodes speak any protocol of their own.</summary>
    internal bool HasControlPlane => UsesMulticast || RipRoutes is not null;

    /// <summary>Whether an interface notices that it is connected: a link's ends see each other, a LAN's members only their switch.</summary>
    internal bool HasCarrier(NetworkInterface at)
    {
        if (Map.IsDown(at.Medium)) return false;
        Medium medium = Run.Scenario.Media[at.Medium];
        return medium is Lan || !Map.IsCrashed(medium.Interfaces[1 - at.Port].Node);
    }

    /// <summary>The groups that hosts on a link or LAN belong to by their first interface.</summary>
    internal IEnumerable<Ipv4Address> GroupsOn(int medium) => Run.Scenario.Media[medium].Interfaces.SelectMany(GroupsAt).Distinct().Order();

    /// <summary>The groups that a host belongs to by this interface: by its first.</summary>
    internal IEnumerable<Ipv4Address> GroupsAt(NetworkInterface at) =>
        Run.Scenario.Nodes[at.Node] is { Kind: NodeKind.Host } host && host.Interfaces[0] == at ? Members.GroupsOf(at.Node).Select(Map.Addresses.GroupAddress) : [];

    /// <summary>Makes a second packet out of one that an application sent.</summary>
    internal Packet Duplicate(Packet packet)
    {
        if (packet.IsAwaited) Run.Progress.SetOut();
        return Run.Packets.Copy(packet);
    }

    /// <summary>Ends a packet without a trace: a copy that a network interface filters out.</summary>
    internal void Discard(Packet packet)
    {
        if (packet.IsAwaited) Run.Progress.Arrived();
        Run.Packets.Return(packet);
    }

    private static bool Joins(IReadOnlyList<ProgramStep> steps) => steps.Any(step =>
        step is ProgramStep.SetOption { Option: SocketOption.JoinGroup } || (step is ProgramStep.Repeat repeat && Joins(repeat.Steps)));

    /// <summary>Ends a packet at a node.</summary>
    internal void DropAt(int node, Packet packet, DropReason reason)
    {
        Trace.Write(TraceEvents.DroppedAt(Clock.Now, node, packet.Number, reason));
        Discard(packet);
    }
}
