using System.Globalization;
using NetComm.Scenarios.Reading.Programs;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Flows;

/// <summary>Reads <c>proxy</c> (scenario language, 'Loopback mode'): each is two flows, of what is asked and of what is answered.</summary>
internal sealed class ProxyReader(ResolveContext draft, IReadOnlyList<Node> nodes, IReadOnlyList<LinkOrLan> media)
{
    private readonly Dictionary<(Transport Transport, long Port), string> _listening = [];

    /// <summary>Registers the names of the flows of proxies.</summary>
    public static void DeclareNames(ResolveContext draft)
    {
        foreach ((YamlNode item, string name) in draft.Root.Items("proxy").Zip(NamesOf(draft)))
        {
            SourceSpan span = new YamlFields(item).Scalar("name")?.Span ?? item.Span;
            draft.Measured.Declare(EntityKind.Flow, name, span);
            draft.Measured.Declare(EntityKind.Flow, BackOf(name), span);
        }
    }

    /// <summary>The flows that a name of the file stands for, by their places: of a proxy both directions.</summary>
    public static FlowId[] FlowsNamed(ResolveContext draft, string name)
    {
        string[] proxies = NamesOf(draft);
        string?[] own = [.. draft.Root.Items("flows").SelectMany(item => HostCopy.Of(draft, item)).Select(copy => copy.Name)];
        int index = Array.IndexOf([.. own, .. proxies.SelectMany(proxy => new[] { proxy, BackOf(proxy) })], name);
        if (index < 0) return [];
        return proxies.Contains(name) ? [new FlowId(index), new FlowId(index + 1)] : [new FlowId(index)];
    }

    /// <summary>The proxies without problems, whose flows are added to the others.</summary>
    public IReadOnlyList<Proxy> Read(List<Flow> flows)
    {
        var proxies = new List<Proxy>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("proxy");
        for (int i = 0; i < items.Count; i++) NoteListening(new(items[i]), Titles.Of("", "proxy", items[i], i));
        foreach (((YamlNode item, string name), int i) in items.Zip(NamesOf(draft)).Select((pair, i) => (pair, i)))
        {
            if (Read(new(item), Titles.Of("", "proxy", item, i), name, flows.Count) is not { } proxy) continue;
            proxies.Add(proxy);
            flows.Add(proxy.There);
            flows.Add(proxy.Back);
        }

        return proxies;
    }

    /// <summary>In the order of the file the names written, else <c>proxy-8080</c>; a second of that port <c>proxy-8080-2</c>.</summary>
    private static string[] NamesOf(ResolveContext draft)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        IEnumerable<YamlFields> proxies = draft.Root.Items("proxy").Select(item => new YamlFields(item));
        return [.. proxies.Select(fields => fields.Text("name") ?? Unwritten(fields))];

        string Unwritten(YamlFields fields)
        {
            string name = $"proxy-{fields.Whole("listen")?.ToString(CultureInfo.InvariantCulture)}";
            taken[name] = taken.GetValueOrDefault(name) + 1;
            return taken[name] == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{taken[name]}");
        }
    }

    private static string BackOf(string name) => name + "-back";

    private static Transport TransportOf(YamlFields fields) => fields.Text("transport") == "udp" ? Transport.Udp : Transport.Tcp;

    private void NoteListening(YamlFields fields, string title)
    {
        if (fields.Whole("listen", 1, 65535) is not { } port || _listening.TryAdd((TransportOf(fields), port), title)) return;
        draft.Problem(fields["listen"]!.Span,
            $"{title}: {_listening[(TransportOf(fields), port)]} listens at port {port} already, and one port leads to one program",
            "another port");
    }

    private Proxy? Read(YamlFields fields, string title, string name, int index)
    {
        Transport transport = TransportOf(fields);
        if (transport == Transport.Tcp) draft.UsesTcp = true;
        UnresolvedNode? from = ReadEnd(fields, "from", title), to = ReadEnd(fields, "to", title);
        CheckPort(fields, title, transport);
        if (from is null || to is null) return null;
        if (from == to)
        {
            draft.Problem(
                fields["to"]!.Span, $"{title}: 'from' and 'to' must differ, but was '{from.Name}' twice: a line has two ends");
            return null;
        }

        bool areOnLinks = !draft.LacksMedia && !draft.IsUnattached(from) && !draft.IsUnattached(to);
        if (areOnLinks && !IsConnected(from.Index, to.Index))
            draft.Problem(fields["to"]!.Span, $"{title}: no links lead from '{from.Name}' to '{to.Name}'", "links or routers between them");
        if (fields.Whole("listen", 1, 65535) is not { } listen || fields.Whole("port", 1, 65535) is not { } port) return null;
        Flow there = FlowOf(index, name, transport, from, to, port);
        return new Proxy(name, transport, listen, port, there, FlowOf(index + 1, BackOf(name), transport, to, from, port: 0));
    }

    private UnresolvedNode? ReadEnd(YamlFields fields, string key, string title)
    {
        if (AppHost.Read(draft, fields.Scalar(key), new HostCopy(null, null, null), title, key) is not { } node) return null;
        if (node.External) return node;
        draft.Problem(fields[key]!.Span,
            $"{title}: '{key}' must be an external host, as a program outside stands at each end of the line, but '{node.Name}' is not",
            $"{node.Name}: {{ external: true }}");
        return null;
    }

    /// <summary>Both ends are ports of 127.0.0.1: what leads to a port where a proxy listens would go round for ever.</summary>
    private void CheckPort(YamlFields fields, string title, Transport transport)
    {
        if (fields.Whole("port", 1, 65535) is not { } port || !_listening.TryGetValue((transport, port), out string? who)) return;
        string whom = who == title ? "it" : who;
        draft.Problem(fields["port"]!.Span,
            $"{title}: {whom} listens at port {port} itself, and programs outside are all at 127.0.0.1: it would reach no program",
            "a server at another port than 'listen'");
    }

    /// <summary>Whether links lead there; hosts never forward.</summary>
    private bool IsConnected(int from, int to)
    {
        ILookup<int, int> members = media.SelectMany(medium => medium.Interfaces).ToLookup(one => one.Medium, one => one.Node);
        HashSet<int> reached = [from];
        var ahead = new Queue<int>([from]);
        while (ahead.TryDequeue(out int at))
        {
            foreach (int medium in nodes[at].Interfaces.Select(one => one.Medium))
            {
                foreach (int next in members[medium].Where(reached.Add))
                {
                    if (next == to) return true;
                    if (nodes[next].Kind == NodeKind.Router) ahead.Enqueue(next);
                }
            }
        }

        return false;
    }

    private Flow FlowOf(int index, string name, Transport transport, UnresolvedNode from, UnresolvedNode to, int port) => new()
    {
        Index = index,
        Name = name,
        Cast = Cast.Unicast,
        Transport = transport,
        From = from.Index,
        To = to.Name,
        Destination = nodes[to.Index].Address ?? Ipv4Address.Any,
        Receivers = [to.Index],
        Traffic = new Traffic.Proxied(),
        Port = port,
        Order = index,
    };
}
