using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetComm.Tracing;

/// <summary>The first line of a trace file: <see cref="TraceHeaderReader"/> reads it back.</summary>
internal static class TraceHeaderJson
{
    /// <summary>Of a direction's end at a LAN's switch.</summary>
    internal const int NoNode = -1;

    public const string Schema = "netcomm/trace/1";

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

    /// <summary>Of its line, without the line's end.</summary>
    public static string HashOf(TraceHeader header) => HashOf(Write(header).AsSpan()[..^1]);

    public static string HashOf(ReadOnlySpan<byte> line) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(line));

    private static void WriteNode(Utf8JsonWriter json, TracedNode node)
    {
        json.WriteString("name", node.Name);
        json.WriteString("kind", Lower(node.Kind));
        json.WriteStartArray("addresses");
        foreach (Ipv4Address address in node.Addresses) json.WriteStringValue(address.ToString());
        json.WriteEndArray();
    }

    private static void WriteInterface(Utf8JsonWriter json, TracedInterface at)
    {
        json.WriteNumber("node", at.Node);
        json.WriteString("address", at.Address.ToString());
        json.WriteNumber("medium", at.Medium);
    }

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

    private static void WriteFlow(Utf8JsonWriter json, TracedFlow flow)
    {
        json.WriteString("name", flow.Name);
        if (flow.Pool is { } pool) json.WriteString("pool", pool);
        json.WriteString("cast", Lower(flow.Cast));
        json.WriteString("transport", Lower(flow.Transport));
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

    private static void WriteProgram(Utf8JsonWriter json, TracedProgram program)
    {
        json.WriteString("name", program.Name);
        json.WriteNumber("node", program.Node);
        if (program.Pool is { } pool) json.WriteString("pool", pool);
        if (program.Kind is { } kind) json.WriteString("kind", kind);
    }

    private static void WriteGroup(Utf8JsonWriter json, TracedGroup group)
    {
        json.WriteString("name", group.Name);
        json.WriteString("address", group.Address.ToString());
        WriteNumbers(json, "members", group.Members);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    internal static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
