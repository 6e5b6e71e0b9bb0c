namespace NetComm.Model;

/// <summary>
/// Builds a scenario in code: hosts, routers, links and LANs first, then what happens on them. What is not set has the defaults of the
/// scenario language, and addresses are assigned as there: a file with the same content gives the same run.
/// </summary>
/// <remarks>A name that is not known, or already in use, throws an <see cref="ArgumentException"/>.</remarks>
public sealed class NetworkBuilder(string title = "A network")
{
    private readonly List<(string Name, NodeKind Kind)> _nodes = [];
    private readonly List<Link> _links = [];
    private readonly List<Lan> _lans = [];
    private readonly List<MulticastGroup> _groups = [];
    private readonly List<AnycastService> _services = [];
    private readonly List<Func<Scenario, Scenario>> _additions = [];
    private readonly List<(SimDuration At, Func<Scenario, FaultChange> Change)> _faults = [];
    private RoutingKind _routing;

    /// <summary>Adds end systems, which forward nothing.</summary>
    public NetworkBuilder Hosts(params IEnumerable<string> names) => Add(NodeKind.Host, names);

    /// <summary>Adds routers.</summary>
    public NetworkBuilder Routers(params IEnumerable<string> names) => Add(NodeKind.Router, names);

    /// <summary>Sets how routers learn their routes. Default: static routes.</summary>
    public NetworkBuilder Routing(RoutingKind kind)
    {
        _routing = kind;
        return this;
    }

    /// <summary>Joins two nodes by a link that is the same both ways.</summary>
    /// <param name="rate">Default: infinitely fast.</param>
    /// <param name="delay">Propagation, one way. Default: none.</param>
    /// <param name="loss">The share of packets lost. Default: none.</param>
    /// <param name="queue">Packets that may wait at each end. Default: 100.</param>
    /// <param name="name">Default: <c>a--b</c>.</param>
    public NetworkBuilder Link(
        string a, string b, Bandwidth? rate, SimDuration delay = default, Probability loss = default, int? queue = null,
        string? name = null)
    {
        QueueLimit limit = queue is { } packets ? new QueueLimit(packets, null) : QueueLimit.Default;
        var properties = new LinkProperties { Rate = rate ?? Bandwidth.Infinite, Delay = delay, Loss = loss, Queue = limit };
        return Link(a, b, properties, name: name);
    }

    /// <summary>Joins two nodes by a link.</summary>
    /// <param name="forward">From <paramref name="a"/> to <paramref name="b"/>. Default: a perfect link.</param>
    /// <param name="backward">The other way. Default: as <paramref name="forward"/>.</param>
    /// <param name="cost">What routing adds for crossing it. Default 1.</param>
    /// <param name="name">Default: <c>a--b</c>.</param>
    public NetworkBuilder Link(
        string a, string b, LinkProperties? forward = null, LinkProperties? backward = null, int cost = 1, string? name = null)
    {
        forward ??= LinkProperties.Perfect;
        name ??= $"{a}--{b}";
        _links.Add(new Link(0, FreeName(name), default, cost, [Attached(a, 0), Attached(b, 1)], forward, backward ?? forward));
        return this;
    }

    /// <summary>Joins nodes by a switched LAN.</summary>
    public NetworkBuilder Lan(string name, LinkProperties properties, params IEnumerable<string> members)
    {
        _lans.Add(new Lan(0, FreeName(name), default, 1, [.. members.Select(Attached)], properties));
        return this;
    }

    /// <summary>Joins nodes by one wire that they share, half duplex (CSMA/CD).</summary>
    /// <param name="properties">With a rate, and a delay of at most half a slot (<see cref="LinkProperties.HalfSlot"/>).</param>
    public NetworkBuilder SharedLan(string name, LinkProperties properties, params IEnumerable<string> members)
    {
        if (properties.Rate.IsInfinite || properties.Delay > properties.HalfSlot)
        {
            throw new ArgumentException(
                $"A shared medium needs a rate and a delay of at most half a slot, but had {properties.Rate} and {properties.Delay}.",
                nameof(properties));
        }

        _lans.Add(new Lan(0, FreeName(name), default, 1, [.. members.Select(Attached)], properties) { Medium = LanMedium.Shared });
        return this;
    }

    /// <summary>Names a multicast group, 239.1.1.1 and on; its members have joined before time 0.</summary>
    public NetworkBuilder Group(string name, params IEnumerable<string> members)
    {
        _groups.Add(new(_groups.Count, name, After(MulticastGroup.FirstAddress, _groups.Count), [.. members.Select(Node).Order()]));
        return this;
    }

    /// <summary>Gives several hosts one anycast address, 10.99.0.1 and on.</summary>
    public NetworkBuilder Anycast(string name, params IEnumerable<string> members)
    {
        Ipv4Address address = After(AnycastService.FirstNetwork, _services.Count + 1);
        _services.Add(new(_services.Count, name, address, [.. members.Select(Node).Order()]));
        return this;
    }

    /// <summary>Adds measured traffic from a host to a host, LAN (broadcast), group (multicast) or anycast address.</summary>
    /// <param name="to">The receiver: a host, LAN, group or anycast address.</param>
    /// <param name="traffic">When it sends, and how much.</param>
    /// <param name="count">At most this many packets. Default: no limit; the scenario then needs a duration.</param>
    /// <param name="with">Changes anything else of the flow.</param>
    /// <param name="name">Default: <c>flow0</c> and on.</param>
    public NetworkBuilder Flow(
        string from, string to, Traffic traffic, long? count = null, Func<Flow, Flow>? with = null, string? name = null)
    {
        int sender = Node(from);
        _additions.Add(scenario =>
        {
            (Cast cast, Ipv4Address destination, IReadOnlyList<int> receivers) = Destination(scenario, sender, to);
            var flow = new Flow
            {
                Index = scenario.Flows.Count,
                Name = name ?? $"flow{scenario.Flows.Count}",
                Cast = cast,
                Transport = traffic is Traffic.Bulk ? Transport.Tcp : traffic is Traffic.Ping ? Transport.Icmp : Transport.Udp,
                From = sender,
                To = to,
                Destination = destination,
                Receivers = receivers,
                Traffic = traffic,
                Count = count,
                Port = traffic is Traffic.Ping
                    ? 0 : NetComm.Model.Flow.FirstPort + scenario.Flows.Count(other => other.Transport != Transport.Icmp),
                Order = Order(scenario),
            };
            return scenario with { Flows = [.. scenario.Flows, with?.Invoke(flow) ?? flow] };
        });
        return this;
    }

    /// <summary>Runs a script of socket calls on a host, from time 0.</summary>
    public NetworkBuilder Program(string host, params IReadOnlyList<ProgramStep> steps)
    {
        int node = Node(host);
        _additions.Add(scenario =>
        {
            int index = scenario.Programs.Count;
            return scenario with
            {
                Programs =
                [.. scenario.Programs, new(index, $"program{index}", node, SimTime.Zero, steps, Order(scenario))]
            };
        });
        return this;
    }

    /// <summary>Runs a ready-made protocol program on a host, from time 0.</summary>
    public NetworkBuilder App(string host, AppTask task)
    {
        int node = Node(host);
        _additions.Add(scenario => scenario with
        {
            Apps = [.. scenario.Apps, new(0, $"app{scenario.Apps.Count}", node, SimTime.Zero, task, Order(scenario))],
        });
        return this;
    }

    /// <summary>The link or LAN is down from this time on, until <see cref="LinkUp"/>.</summary>
    public NetworkBuilder LinkDown(SimDuration at, string link) => Fault(at, scenario => new FaultChange.LinkDown(LinkIn(scenario, link)));

    /// <summary>The link or LAN is up again.</summary>
    public NetworkBuilder LinkUp(SimDuration at, string link) => Fault(at, scenario => new FaultChange.LinkUp(LinkIn(scenario, link)));

    /// <summary>The link or LAN gets other properties, both ways.</summary>
    public NetworkBuilder LinkSet(SimDuration at, string link, LinkChange change, string text = "") =>
        Fault(at, scenario => new FaultChange.LinkSet(LinkIn(scenario, link), change, change, text));

    /// <summary>At this time routing adds something else for crossing a link or LAN.</summary>
    public NetworkBuilder SetCost(SimDuration at, string link, int cost) =>
        Fault(at, scenario => new FaultChange.LinkSet(LinkIn(scenario, link), new(), new(), $"cost: {cost}") { Cost = cost });

    /// <summary>At this time the nodes of each side no longer reach those of the others.</summary>
    public NetworkBuilder Partition(SimDuration at, params IReadOnlyList<IReadOnlyList<string>> sides)
    {
        ArgumentNullException.ThrowIfNull(sides);
        string text = string.Join(", ", sides.Select(side => $"[{string.Join(", ", side)}]"));
        return Fault(at, new FaultChange.Partition([.. sides.Select(side => (IReadOnlyList<int>)[.. side.Select(Node)])], $"[{text}]"));
    }

    /// <summary>At this time all partitions end.</summary>
    public NetworkBuilder Heal(SimDuration at) => Fault(at, new FaultChange.Heal());

    /// <summary>The host or router crashes.</summary>
    public NetworkBuilder Crash(SimDuration at, string node) => Fault(at, new FaultChange.NodeCrash(Node(node)));

    /// <summary>The host or router restarts.</summary>
    public NetworkBuilder Restart(SimDuration at, string node) => Fault(at, new FaultChange.NodeRestart(Node(node)));

    /// <summary>The host joins a multicast group.</summary>
    public NetworkBuilder Join(SimDuration at, string host, string group) =>
        Fault(at, new FaultChange.GroupJoin(Node(host), GroupNamed(group)));

    /// <summary>The host leaves a multicast group.</summary>
    public NetworkBuilder Leave(SimDuration at, string host, string group) =>
        Fault(at, new FaultChange.GroupLeave(Node(host), GroupNamed(group)));

    /// <summary>Makes the scenario.</summary>
    /// <param name="duration">Ends the run at the latest. Default: flows and programs end by themselves.</param>
    /// <param name="seed">The seed of all random numbers, 0 to 2⁶³−1. Default 1.</param>
    public Scenario Build(SimDuration? duration = null, long seed = 1)
    {
        IReadOnlyList<LinkOrLan> links = NumberedLinks();
        ILookup<int, NetworkInterface> interfaces = links.SelectMany(link => link.Interfaces).ToLookup(at => at.Node);
        var scenario = new Scenario
        {
            Title = title,
            FileName = "network.yaml",
            Source = "",
            Seed = seed,
            Duration = duration,
            Nodes = [.. _nodes.Select((node, index) => new Node(index, node.Name, node.Kind, false, [.. interfaces[index]]))],
            Links = links,
            Routing = _routing,
            Groups = [.. _groups],
            AnycastServices = [.. _services],
        };
        scenario = scenario with
        {
            Faults = [.. _faults.OrderBy(fault => fault.At)
                .Select((fault, i) => new Fault(i, SimTime.Zero + fault.At, fault.Change(scenario)))],
        };
        scenario = _additions.Aggregate(scenario, (soFar, add) => add(soFar));
        if (duration is null && scenario.Flows.FirstOrDefault(IsEndless) is { } endless)
            throw new InvalidOperationException($"The flow '{endless.Name}' never ends: give it a count, or the scenario a duration.");
        return scenario with { Apps = [.. scenario.Apps.Select((app, i) => app with { Index = scenario.Programs.Count + i })] };
    }

    private static bool IsEndless(Flow flow) => flow.Count is null && flow.Stop is null && flow.Bytes is null;

    private static int Order(Scenario scenario) => scenario.Flows.Count + scenario.Programs.Count + scenario.Apps.Count;

    private static Ipv4Address After(Ipv4Address first, int places) => new(first.Value + (uint)places);

    private static int LinkIn(Scenario scenario, string name) => scenario.Links.FirstOrDefault(link => link.Name == name)?.Index
        ?? throw new ArgumentException($"There is no link or LAN '{name}'.", nameof(name));

    private static (Cast Cast, Ipv4Address Address, IReadOnlyList<int> Receivers) Destination(Scenario scenario, int sender, string to)
    {
        if (scenario.Groups.FirstOrDefault(group => group.Name == to) is { } group)
        {
            int[] members = [.. scenario.Nodes.Select(node => node.Index).Where(node => node != sender && IsEverIn(scenario, group, node))];
            return (Cast.Multicast, group.Address, members);
        }

        if (scenario.AnycastServices.FirstOrDefault(service => service.Name == to) is { } service)
            return (Cast.Anycast, service.Address, service.Members);
        if (scenario.Links.OfType<Lan>().FirstOrDefault(lan => lan.Name == to) is { } lan)
        {
            IEnumerable<int> others = lan.Interfaces.Select(at => at.Node).Where(node => node != sender);
            return (Cast.Broadcast, lan.Network.Broadcast, [.. others.Where(node => scenario.Nodes[node].Kind == NodeKind.Host)]);
        }

        Node receiver = scenario.FindNode(to)
            ?? throw new ArgumentException($"There is no host, LAN, group or anycast address '{to}'.", nameof(to));
        return (Cast.Unicast, receiver.Address ?? throw new ArgumentException($"'{to}' is on no link or LAN.", nameof(to)),
            [receiver.Index]);
    }

    private static bool IsEverIn(Scenario scenario, MulticastGroup group, int node) => group.Members.Contains(node)
        || scenario.Faults.Any(fault => fault.Change is FaultChange.GroupJoin join && join.Group == group.Index && join.Node == node);

    private NetworkBuilder Add(NodeKind kind, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (_nodes.Exists(node => node.Name == name)) throw new ArgumentException($"There is a node '{name}' already.", nameof(names));
            _nodes.Add((name, kind));
        }

        return this;
    }

    private NetworkBuilder Fault(SimDuration at, FaultChange change) => Fault(at, _ => change);

    private NetworkBuilder Fault(SimDuration at, Func<Scenario, FaultChange> change)
    {
        _faults.Add((at, change));
        return this;
    }

    private int Node(string name) => _nodes.FindIndex(node => node.Name == name) is >= 0 and var index
        ? index : throw new ArgumentException($"There is no node '{name}'.", nameof(name));

    private int GroupNamed(string name) => _groups.Find(group => group.Name == name)?.Index
        ?? throw new ArgumentException($"There is no group '{name}'.", nameof(name));

    private string FreeName(string name) => _links.Exists(link => link.Name == name) || _lans.Exists(lan => lan.Name == name)
        ? throw new ArgumentException($"There is a link or LAN '{name}' already.", nameof(name)) : name;

    /// <summary>An interface that gets its number and address when all links and LANs are known.</summary>
    private NetworkInterface Attached(string node, int port) => new(0, Node(node), default, default, 0, port);

    private List<LinkOrLan> NumberedLinks()
    {
        var all = new List<LinkOrLan>();
        var addresses = new AddressPool([]);
        int interfaces = 0;
        foreach (LinkOrLan link in _links.Concat<LinkOrLan>(_lans))
        {
            Ipv4Network network = addresses.Next(link.Interfaces.Count, link is Lan)
                ?? throw new InvalidOperationException("The addresses of 10.0.0.0/8 are used up.");
            NetworkInterface[] attached =
            [
                .. link.Interfaces.Select(at => at with
                {
                    Index = interfaces++,
                    Address = After(network.Address, at.Port + 1),
                    Network = network,
                    Medium = all.Count,
                }),
            ];
            all.Add(link with { Index = all.Count, Network = network, Interfaces = attached });
        }

        return all;
    }
}
