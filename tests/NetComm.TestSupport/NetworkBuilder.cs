namespace NetComm.TestSupport;

/// <summary>Small networks for tests, without a file: nodes 10.0.N.x, where N counts links and LANs.</summary>
internal sealed class NetworkBuilder
{
    private readonly List<(string Name, NodeKind Kind)> _nodes = [];
    private readonly List<List<NetworkInterface>> _interfaces = [];
    private readonly List<LinkOrLan> _media = [];
    private readonly List<AnycastService> _anycast = [];
    private readonly List<MulticastGroup> _groups = [];
    private readonly List<Flow> _flows = [];
    private readonly List<SocketProgram> _programs = [];
    private readonly List<App> _apps = [];
    private readonly List<Fault> _faults = [];
    private int _interfaceCount;
    private RoutingKind _routing;

    /// <summary>A packet each interval.</summary>
    internal static Traffic Every(SimDuration interval, int bytes) => new Traffic.Constant(interval, PayloadSize.Of(bytes));

    internal NetworkBuilder Hosts(params string[] names) => Add(NodeKind.Host, names);

    internal NetworkBuilder Routers(params string[] names) => Add(NodeKind.Router, names);

    internal NetworkBuilder Link(
        string a, string b, LinkProperties? properties = null, LinkProperties? backward = null, int cost = 1, string? name = null)
    {
        int index = _media.Count;
        var network = new Ipv4Network(Ipv4Address.FromOctets(10, (byte)(index >> 8), (byte)index, 0), 24);
        NetworkInterface[] ends = [Attach(a, index, network, 0), Attach(b, index, network, 1)];
        LinkProperties forward = properties ?? LinkProperties.Perfect;
        _media.Add(new Link(index, name ?? $"{a}--{b}", network, cost, ends, forward, backward ?? forward));
        return this;
    }

    internal NetworkBuilder Lan(string name, LinkProperties properties, params string[] members)
    {
        int index = _media.Count;
        var network = new Ipv4Network(Ipv4Address.FromOctets(10, (byte)(index >> 8), (byte)index, 0), 24);
        NetworkInterface[] ports = [.. members.Select((member, port) => Attach(member, index, network, port))];
        _media.Add(new Lan(index, name, network, 1, ports, properties));
        return this;
    }

    internal NetworkBuilder Anycast(string name, params string[] members)
    {
        _anycast.Add(new(_anycast.Count, name, Ipv4Address.FromOctets(10, 99, 0, (byte)(_anycast.Count + 1)), [.. members.Select(Node)]));
        return this;
    }

    internal NetworkBuilder Group(string name, params string[] members)
    {
        _groups.Add(
            new(_groups.Count, name, Ipv4Address.FromOctets(239, 1, 1, (byte)(_groups.Count + 1)), [.. members.Select(Node).Order()]));
        return this;
    }

    internal NetworkBuilder Routing(RoutingKind kind)
    {
        _routing = kind;
        return this;
    }

    internal NetworkBuilder Flow(string from, string to, Traffic traffic, long? count = null, Func<Flow, Flow>? with = null)
    {
        int sender = Node(from);
        Lan? lan = _media.OfType<Lan>().FirstOrDefault(l => l.Name == to);
        AnycastService? service = _anycast.Find(s => s.Name == to);
        MulticastGroup? group = _groups.Find(g => g.Name == to);
        int[] receivers = group is not null ? [.. _nodes.Select((_, node) => node).Where(node => node != sender && EverIn(group, node))]
            : service is not null ? [.. service.Members] : lan is null ? [Node(to)]
            : [.. lan.Interfaces.Select(at => at.Node).Where(n => n != sender && _nodes[n].Kind == NodeKind.Host)];
        var flow = new Flow
        {
            Index = _flows.Count,
            Name = $"flow{_flows.Count}",
            Cast = group is not null ? Cast.Multicast : service is not null ? Cast.Anycast : lan is null ? Cast.Unicast : Cast.Broadcast,
            Transport = Transport.Udp,
            From = sender,
            To = to,
            Destination = group?.Address ?? service?.Address
                ?? (lan is null ? _interfaces[receivers[0]][0].Address : lan.Network.Broadcast),
            Receivers = receivers,
            Traffic = traffic,
            Count = count,
            Port = 9000 + _flows.Count,
            Order = _flows.Count + _programs.Count,
        };
        _flows.Add(with?.Invoke(flow) ?? flow);
        return this;
    }

    internal NetworkBuilder Program(string host, params ProgramStep[] steps)
    {
        _programs.Add(new(_programs.Count, $"program{_programs.Count}", Node(host), SimTime.Zero, steps, _flows.Count + _programs.Count));
        return this;
    }

    internal NetworkBuilder App(string host, AppTask task)
    {
        _apps.Add(new(0, $"app{_apps.Count}", Node(host), SimTime.Zero, task, _flows.Count + _programs.Count + _apps.Count));
        return this;
    }

    internal Ipv4Address AddressOf(string node) =>
        _anycast.Find(service => service.Name == node)?.Address ?? _interfaces[Node(node)][0].Address;

    internal NetworkBuilder Fault(SimDuration at, Func<int, FaultChange> change, string medium)
    {
        _faults.Add(new(_faults.Count, SimTime.Zero + at, change(_media.Single(m => m.Name == medium).Index)));
        return this;
    }

    internal NetworkBuilder NodeFault(SimDuration at, Func<int, FaultChange> change, string node)
    {
        _faults.Add(new(_faults.Count, SimTime.Zero + at, change(Node(node))));
        return this;
    }

    /// <summary>A host joins a group, or leaves it; before the flows to that group are added.</summary>
    internal NetworkBuilder Membership(SimDuration at, string host, string group, bool joins)
    {
        int index = _groups.Single(g => g.Name == group).Index;
        _faults.Add(
            new(_faults.Count, SimTime.Zero + at, joins
                ? new FaultChange.GroupJoin(Node(host), index) : new FaultChange.GroupLeave(Node(host), index)));
        return this;
    }

    internal Scenario Build(SimDuration? duration = null, long seed = 1) => new()
    {
        Title = "test",
        FileName = "test.yaml",
        Source = "",
        Seed = seed,
        Duration = duration,
        Nodes = [.. _nodes.Select((node, index) => new Node(index, node.Name, node.Kind, false, _interfaces[index]))],
        Links = _media,
        AnycastServices = _anycast,
        Groups = _groups,
        Routing = _routing,
        Flows = _flows,
        Programs = _programs,
        Apps = [.. _apps.Select((app, place) => app with { Index = _programs.Count + place })],
        Faults = [.. _faults.OrderBy(fault => fault.At)],
    };

    internal int Node(string name) => _nodes.FindIndex(node => node.Name == name);

    private bool EverIn(MulticastGroup group, int node) =>
        group.Members.Contains(node)
            || _faults.Exists(fault => fault.Change is FaultChange.GroupJoin join && join.Group == group.Index && join.Node == node);

    private NetworkBuilder Add(NodeKind kind, string[] names)
    {
        foreach (string name in names)
        {
            _nodes.Add((name, kind));
            _interfaces.Add([]);
        }

        return this;
    }

    private NetworkInterface Attach(string node, int medium, Ipv4Network network, int port)
    {
        var attached =
            new NetworkInterface(_interfaceCount++, Node(node), new(network.Address.Value + (uint)port + 1), network, medium, port);
        _interfaces[Node(node)].Add(attached);
        return attached;
    }
}
