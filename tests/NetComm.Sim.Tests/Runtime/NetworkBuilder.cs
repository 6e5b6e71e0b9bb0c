using NetComm.Sim.Model;

namespace NetComm.Sim.Tests.Runtime;

/// <summary>Small networks for tests, without a file: nodes 10.0.N.x, where N counts links and LANs.</summary>
internal sealed class NetworkBuilder
{
    private readonly List<(string Name, NodeKind Kind)> _nodes = [];
    private readonly List<List<NetworkInterface>> _interfaces = [];
    private readonly List<Medium> _media = [];
    private readonly List<AnycastService> _anycast = [];
    private readonly List<Flow> _flows = [];
    private readonly List<SocketProgram> _programs = [];
    private readonly List<Fault> _faults = [];
    private int _interfaceCount;

    internal NetworkBuilder Hosts(params string[] names) => Add(NodeKind.Host, names);

    internal NetworkBuilder Routers(params string[] names) => Add(NodeKind.Router, names);

    internal NetworkBuilder Link(string a, string b, LinkProperties? properties = null, LinkProperties? backward = null, int cost = 1, string? name = null)
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

    internal NetworkBuilder Flow(string from, string to, Traffic traffic, long? count = null, Func<Flow, Flow>? with = null)
    {
        int sender = Node(from);
        Lan? lan = _media.OfType<Lan>().FirstOrDefault(l => l.Name == to);
        AnycastService? service = _anycast.Find(s => s.Name == to);
        int[] receivers = service is not null ? [.. service.Members] : lan is null ? [Node(to)] : [.. lan.Interfaces.Select(at => at.Node).Where(n => n != sender && _nodes[n].Kind == NodeKind.Host)];
        var flow = new Flow
        {
            Index = _flows.Count,
            Name = $"flow{_flows.Count}",
            Cast = service is not null ? Cast.Anycast : lan is null ? Cast.Unicast : Cast.Broadcast,
            Transport = Transport.Udp,
            From = sender,
            To = to,
            Destination = service?.Address ?? (lan is null ? _interfaces[receivers[0]][0].Address : lan.Network.Broadcast),
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

    internal Scenario Build(SimDuration? duration = null, long seed = 1) => new()
    {
        Title = "test",
        FileName = "test.yaml",
        Source = "",
        Seed = seed,
        Duration = duration,
        Nodes = [.. _nodes.Select((node, index) => new Node(index, node.Name, node.Kind, false, _interfaces[index]))],
        Media = _media,
        AnycastServices = _anycast,
        Flows = _flows,
        Programs = _programs,
        Faults = [.. _faults.OrderBy(fault => fault.At)],
    };

    internal int Node(string name) => _nodes.FindIndex(node => node.Name == name);

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
        var attached = new NetworkInterface(_interfaceCount++, Node(node), new(network.Address.Value + (uint)port + 1), network, medium, port);
        _interfaces[Node(node)].Add(attached);
        return attached;
    }
}
