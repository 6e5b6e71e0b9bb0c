using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>
/// Reads the header of a trace file, and believes nothing of it: each value is of its kind and within its limits, and whatever points to
/// something points to what is there.
/// </summary>
internal sealed class TraceHeaderReader
{
    /// <summary>The longest time of the scenario language, 1000 h: two of them still fit into <see cref="SimTime"/>.</summary>
    private const long LongestTime = 1000 * 3600 * SimDuration.PerSecond;

    /// <summary>Half of what 64 bits hold, so that an instant of a run can be added: the year 2116.</summary>
    private const long LastEpoch = long.MaxValue / 2;

    /// <summary>Names, values and brackets: that of 300 000 hosts has 17 million. Each takes 12 bytes once it is parsed.</summary>
    private const int MostTokens = 20_000_000;

    private readonly HeaderValue _root;
    private readonly int _nodes;
    private readonly int _media;

    private TraceHeaderReader(HeaderValue root)
    {
        _root = root;
        _nodes = root["nodes"].Count();
        _media = root["media"].Count();
    }

    /// <summary>The header in a line; throws <see cref="JsonException"/>, or <see cref="FormatException"/>.</summary>
    public static TraceHeader Read(ReadOnlyMemory<byte> line)
    {
        RequireFewTokens(line.Span);
        using JsonDocument document = JsonDocument.Parse(line);
        var root = new HeaderValue(document.RootElement, "");
        string schema = root["schema"].Text();
        if (schema != TraceHeaderJson.Schema)
            throw new FormatException($"its schema is '{schema}', but this program reads '{TraceHeaderJson.Schema}'");
        return new TraceHeaderReader(root).Read();
    }

    private static void RequireFewTokens(ReadOnlySpan<byte> line)
    {
        if (line.Length < MostTokens) return;
        var json = new Utf8JsonReader(line);
        for (int tokens = 0; json.Read(); tokens++)
        {
            if (tokens == MostTokens) throw new FormatException("its header holds more than 20 million names and values");
        }
    }

    private TraceHeader Read()
    {
        TracedNode[] nodes = [.. _root["nodes"].Items().Select(ReadNode)];
        TracedInterface[] interfaces = [.. _root["interfaces"].Items().Select(at => ReadInterface(at, nodes))];
        string[] media = [.. _root["media"].Items().Select(medium => medium["name"].Text())];
        return new TraceHeader
        {
            Scenario = _root["scenario"].Text(),
            File = _root["file"].Text(),
            Seed = _root["seed"].Whole(0, long.MaxValue),
            Mode = _root["mode"].Word<RunMode>(),
            EpochNanoseconds = _root["epochNanoseconds"].Whole(0, LastEpoch),
            WarmUp = new SimDuration(_root["warmUp"].Whole(0, LongestTime)),
            Nodes = Unique("nodes", nodes, node => node.Name),
            Interfaces = interfaces,
            Media = Unique("media", media, name => name),
            Directions = ReadDirections(nodes, media, interfaces),
            Flows = Unique("flows", _root["flows"].Items().Select(ReadFlow), flow => flow.Name),
            Programs = Unique("programs", _root["programs"].Items().Select(ReadProgram), program => program.Name),
            Groups = Unique("groups", _root.Find("groups")?.Items().Select(ReadGroup) ?? [], group => group.Name),
        };
    }

    private static TracedNode ReadNode(HeaderValue node) => new(
        node["name"].Text(), node["kind"].Word<NodeKind>(), [.. node["addresses"].Items().Select(address => address.Address())]);

    private TracedInterface ReadInterface(HeaderValue at, TracedNode[] nodes)
    {
        var read = new TracedInterface(NodeOf(at["node"]), at["address"].Address(), MediumOf(at["medium"]));
        return nodes[read.Node].Addresses.Contains(read.Address) ? read : throw at["address"].Wrong("an address of its node");
    }

    /// <summary>They stand in pairs, there and back, and where a node is an end it has an interface.</summary>
    private Direction[] ReadDirections(TracedNode[] nodes, string[] media, TracedInterface[] interfaces)
    {
        HeaderValue list = _root["directions"];
        Direction[] all = [.. list.Items().Select((direction, i) => ReadDirection(direction, i, nodes, media))];
        HashSet<(int Node, int Medium)> attached = [.. interfaces.Select(at => (at.Node, at.Medium))];
        for (int i = 0; i < all.Length; i++)
        {
            Direction there = all[i];
            if ((i ^ 1) >= all.Length || all[i ^ 1] is not { } back || (back.Medium, back.FromNode, back.ToNode) !=
                (there.Medium, there.ToNode, there.FromNode)) throw list.Wrong("a list of pairs, there and back");
            if (there.FromNode is { } from && !attached.Contains((from.Index, there.Medium)))
                throw new FormatException($"its header has no interface of '{there.From}' at '{there.Name}'");
        }

        return all;
    }

    private Direction ReadDirection(HeaderValue direction, int index, TracedNode[] nodes, string[] media)
    {
        int medium = MediumOf(direction["medium"]);
        string name = direction["name"].Text();
        if (name != media[medium]) throw direction["name"].Wrong("the name of its medium");
        NodeId? from = EndOf(direction["fromNode"]), to = EndOf(direction["toNode"]);
        if (from is null && to is null) throw direction["toNode"].Wrong("a node, as neither of its ends is");
        return new Direction(
            index, medium, name, NameOf(direction["from"], from), NameOf(direction["to"], to), from, to, direction["ethernet"].Flag())
        {
            IsShared = direction.Find("shared")?.Flag() ?? false,
        };

        string NameOf(HeaderValue end, NodeId? node)
        {
            string expected = node is { } at ? nodes[at.Index].Name : name;
            return end.Text() == expected ? expected : throw end.Wrong($"'{expected}', which stands there");
        }
    }

    private TracedFlow ReadFlow(HeaderValue flow) => new(
        flow["name"].Text(),
        flow["cast"].Word<Cast>(),
        flow["transport"].Word<Transport>(),
        NodeOf(flow["from"]),
        flow["to"].Text(),
        NodesOf(flow["receivers"]),
        flow["answered"].Flag(),
        flow["stream"].Flag(),
        flow.Find("bytes")?.Whole(0, long.MaxValue),
        (int)flow["expectedPackets"].Whole(0, TracedFlow.MostSamples))
    {
        Pool = flow.Find("pool")?.Text(),
        Requests = flow.Find("requests") is { } requests ? ReadRequests(requests) : null,
    };

    private static RequestSchedule ReadRequests(HeaderValue requests) => new(
        new SimTime(requests["start"].Whole(0, LongestTime)), new SimDuration(requests["interval"].Whole(1, LongestTime)),
        requests.Find("count")?.Whole(0, long.MaxValue));

    private TracedProgram ReadProgram(HeaderValue program) =>
        new(program["name"].Text(), NodeOf(program["node"]), program.Find("kind")?.Text()) { Pool = program.Find("pool")?.Text() };

    private TracedGroup ReadGroup(HeaderValue group) =>
        new(group["name"].Text(), group["address"].Address(), NodesOf(group["members"]));

    private int NodeOf(HeaderValue index) => index.IndexOf(_nodes, "nodes");

    private int[] NodesOf(HeaderValue list)
    {
        int[] nodes = [.. list.Items().Select(NodeOf)];
        return nodes.Distinct().Count() == nodes.Length ? nodes : throw list.Wrong("a list of different nodes");
    }

    private int MediumOf(HeaderValue index) => index.IndexOf(_media, "media");

    /// <summary>A direction's end; none at a LAN's switch.</summary>
    private NodeId? EndOf(HeaderValue index) =>
        index.IndexOf(_nodes, "nodes", least: TraceHeaderJson.NoNode) is not TraceHeaderJson.NoNode and var node ? new NodeId(node) : null;

    private static T[] Unique<T>(string list, IEnumerable<T> items, Func<T, string> nameOf)
    {
        T[] all = [.. items];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (T item in all)
        {
            if (!names.Add(nameOf(item))) throw new FormatException($"two of the '{list}' of its header are named '{nameOf(item)}'");
        }

        return all;
    }
}
