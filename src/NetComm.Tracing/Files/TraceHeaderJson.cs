using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Tracing;

internal static class TraceHeaderJson
{
    /// <summary>Of a direction's end at a LAN's switch.</summary>
    private const int NoNode = -1;

    public const string Schema = "netcomm/trace/1";

    private static readonly Dictionary<Cast, string> Casts = Enum.GetValues<Cast>().ToDictionary(cast => cast, Lower);
    private static readonly Dictionary<Transport, string> Transports =
        Enum.GetValues<Transport>().ToDictionary(transport => transport, Lower);

    public static byte[] Write(TraceHeader header)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("scenario", header.Scenario);
            json.WriteString("file", header.File);
            json.WriteNumber("seed", header.Seed);
            json.WriteString("mode", Lower(header.Mode));
            json.WriteNumber("epochNanoseconds", header.EpochNanoseconds);
            json.WriteNumber("warmUp", header.WarmUp.Picoseconds);
            json.WriteArray("nodes", header.Nodes, WriteNode);
            json.WriteArray("interfaces", header.Interfaces, WriteInterface);
            json.WriteArray("media", header.Media, (json, name) => json.WriteString("name", name));
            json.WriteArray("directions", header.Directions, WriteDirection);
            json.WriteArray("flows", header.Flows, WriteFlow);
            json.WriteArray("programs", header.Programs, WriteProgram);
            json.WriteArray("groups", header.Groups, WriteGroup);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The header in a line; throws the exceptions of <see cref="JsonDocument"/>, or <see cref="FormatException"/>.</summary>
    public static TraceHeader Read(ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        if (Text(root, "schema") is var schema && schema != Schema)
            throw new FormatException($"its schema is '{schema}', but this program reads '{Schema}'");
        return new TraceHeader
        {
            Scenario = Text(root, "scenario"),
            File = Text(root, "file"),
            Seed = root.GetProperty("seed").GetInt64(),
            Mode = Text(root, "mode") == Lower(RunMode.Loopback) ? RunMode.Loopback : RunMode.Simulated,
            EpochNanoseconds = root.GetProperty("epochNanoseconds").GetInt64(),
            WarmUp = new SimDuration(root.GetProperty("warmUp").GetInt64()),
            Nodes = [.. Items(root, "nodes").Select(ReadNode)],
            Interfaces = [.. Items(root, "interfaces").Select(ReadInterface)],
            Media = [.. Items(root, "media").Select(medium => Text(medium, "name"))],
            Directions = [.. Items(root, "directions").Select(ReadDirection)],
            Flows = [.. Items(root, "flows").Select(ReadFlow)],
            Programs = [.. Items(root, "programs").Select(ReadProgram)],
            Groups = root.TryGetProperty("groups", out JsonElement groups) ? [.. groups.EnumerateArray().Select(ReadGroup)] : [],
        };
    }

    private static void WriteNode(Utf8JsonWriter json, TracedNode node)
    {
        json.WriteString("name", node.Name);
        json.WriteString("kind", Lower(node.Kind));
        json.WriteStartArray("addresses");
        foreach (Ipv4Address address in node.Addresses) json.WriteStringValue(address.ToString());
        json.WriteEndArray();
    }

    private static TracedNode ReadNode(JsonElement node) => new(
        Text(node, "name"),
        Text(node, "kind") == Lower(NodeKind.Router) ? NodeKind.Router : NodeKind.Host,
        [.. Items(node, "addresses").Select(address => Address(address.GetString()))]);

    private static void WriteInterface(Utf8JsonWriter json, TracedInterface at)
    {
        json.WriteNumber("node", at.Node);
        json.WriteString("address", at.Address.ToString());
        json.WriteNumber("medium", at.Medium);
    }

    private static TracedInterface ReadInterface(JsonElement at) =>
        new(Number(at, "node"), Address(Text(at, "address")), Number(at, "medium"));

    private static void WriteDirection(Utf8JsonWriter json, Direction direction)
    {
        json.WriteNumber("medium", direction.Medium);
        json.WriteString("name", direction.Name);
        json.WriteString("from", direction.From);
        json.WriteString("to", direction.To);
        json.WriteNumber("fromNode", direction.FromNode?.Index ?? NoNode);
        json.WriteNumber("toNode", direction.ToNode?.Index ?? NoNode);
        json.WriteBoolean("ethernet", direction.Ethernet);
        if (direction.IsShared) json.WriteBoolean("shared", true);
    }

    private static Direction ReadDirection(JsonElement direction, int index) => new(
        index, Number(direction, "medium"), Text(direction, "name"), Text(direction, "from"), Text(direction, "to"),
        NodeOf(direction, "fromNode"), NodeOf(direction, "toNode"), direction.GetProperty("ethernet").GetBoolean())
    {
        IsShared = direction.TryGetProperty("shared", out JsonElement shared) && shared.GetBoolean(),
    };

    private static NodeId? NodeOf(JsonElement direction, string key) =>
        Number(direction, key) is not NoNode and var node ? new NodeId(node) : null;

    private static void WriteFlow(Utf8JsonWriter json, TracedFlow flow)
    {
        json.WriteString("name", flow.Name);
        if (flow.Pool is { } pool) json.WriteString("pool", pool);
        json.WriteString("cast", Casts[flow.Cast]);
        json.WriteString("transport", Transports[flow.Transport]);
        json.WriteNumber("from", flow.From);
        json.WriteString("to", flow.To);
        WriteNumbers(json, "receivers", flow.Receivers);
        json.WriteBoolean("answered", flow.Answered);
        json.WriteBoolean("stream", flow.Stream);
        if (flow.Bytes is { } bytes) json.WriteNumber("bytes", bytes);
        json.WriteNumber("expectedPackets", flow.ExpectedPackets);
        if (flow.Requests is not { } requests) return;
        json.WriteStartObject("requests");
        json.WriteNumber("start", requests.Start.Picoseconds);
        json.WriteNumber("interval", requests.Interval.Picoseconds);
        if (requests.Count is { } count) json.WriteNumber("count", count);
        json.WriteEndObject();
    }

    private static TracedFlow ReadFlow(JsonElement flow) => new(
        Text(flow, "name"),
        Casts.First(cast => cast.Value == Text(flow, "cast")).Key,
        Transports.First(transport => transport.Value == Text(flow, "transport")).Key,
        Number(flow, "from"),
        Text(flow, "to"),
        ReadNumbers(flow, "receivers"),
        flow.GetProperty("answered").GetBoolean(),
        flow.GetProperty("stream").GetBoolean(),
        flow.TryGetProperty("bytes", out JsonElement bytes) ? bytes.GetInt64() : null,
        Number(flow, "expectedPackets"))
    {
        Pool = PoolOf(flow),
        Requests = flow.TryGetProperty("requests", out JsonElement requests) ? ReadRequests(requests) : null,
    };

    private static RequestSchedule ReadRequests(JsonElement requests) =>
        new(new SimTime(requests.GetProperty("start").GetInt64()), new SimDuration(requests.GetProperty("interval").GetInt64()),
            requests.TryGetProperty("count", out JsonElement count) ? count.GetInt64() : null);

    private static void WriteProgram(Utf8JsonWriter json, TracedProgram program)
    {
        json.WriteString("name", program.Name);
        json.WriteNumber("node", program.Node);
        if (program.Pool is { } pool) json.WriteString("pool", pool);
        if (program.Kind is { } kind) json.WriteString("kind", kind);
    }

    private static TracedProgram ReadProgram(JsonElement program) => new(
        Text(program, "name"), Number(program, "node"), program.TryGetProperty("kind", out JsonElement kind) ? kind.GetString() : null)
    {
        Pool = PoolOf(program),
    };

    private static string? PoolOf(JsonElement member) => member.TryGetProperty("pool", out JsonElement pool) ? pool.GetString() : null;

    private static void WriteGroup(Utf8JsonWriter json, TracedGroup group)
    {
        json.WriteString("name", group.Name);
        json.WriteString("address", group.Address.ToString());
        WriteNumbers(json, "members", group.Members);
    }

    private static TracedGroup ReadGroup(JsonElement group) =>
        new(Text(group, "name"), Address(Text(group, "address")), ReadNumbers(group, "members"));

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static int[] ReadNumbers(JsonElement element, string name) => [.. Items(element, name).Select(number => number.GetInt32())];

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) => element.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static Ipv4Address Address(string? text) =>
        Ipv4Address.TryParse(text, out Ipv4Address address) ? address : throw new FormatException($"'{text}' is no address");

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
