using System.Globalization;
using System.Text;
using System.Text.Json;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Diagrams.Topology;
using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Player;

/// <summary>
/// A recording as the script reads it: times are nanoseconds, each counted from the one before, as the numbers of packets are; what there
/// is much of stands in columns. The default encoder writes neither &lt; nor &amp;, so that no text can end the element around it.
/// </summary>
internal static class RecordingJson
{
    /// <summary>Of a payload of which only the size counts: enough to read whose it is.</summary>
    private const int ShownOfFiller = 32;

    /// <summary>Of what a program sent.</summary>
    private const int ShownOfProgram = 256;

    public static string Of(Recording recording, NetworkPlan plan, IReadOnlyList<PlayerView> views)
    {
        var addresses = new LanAddresses(recording.Header);
        var builder = new FrameBuilder(recording.Header, addresses, madeUpBytes: null);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("end", Nanoseconds(recording.End));
            WriteNetwork(json, recording, plan);
            json.WriteStartArray("views");
            foreach (PlayerView view in views) view.WriteTo(json);
            json.WriteEndArray();
            WritePackets(json, recording, builder);
            WriteHops(json, recording, builder);
            WriteMoments(json, recording);
            WriteSockets(json, recording);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteNetwork(Utf8JsonWriter json, Recording recording, NetworkPlan plan)
    {
        TraceHeader header = recording.Header;
        var graph = PlanGraph.Of(plan);
        Rows(json, "nodes",
            header.Nodes
                .Select((node, i) =>
                (object[])[node.Name, node.Kind == NodeKind.Router
                    ? "router" : "host", graph.VertexOf(i), string.Join(", ", node.Addresses)]));
        Rows(json, "directions", header.Directions
            .Select(way => (object[])[way.Name, way.From, way.To, graph.EdgeOf(way.Index), way.Index % 2]));
        Rows(json, "owners",
            plan.PathOf.Select(path => (object[])[path.Key, FlowPathStyle.Of(path.Value).Colour, FlowPathStyle.Of(path.Value).Tone.Dark]));
    }

    private static void WritePackets(Utf8JsonWriter json, Recording recording, FrameBuilder builder)
    {
        var firstHops = new CapturedFrame?[recording.Packets.Count];
        foreach (PlayedHop hop in recording.Hops) firstHops[hop.Packet] ??= hop.Frame;
        IReadOnlyList<PlayedPacket> packets = recording.Packets;
        json.WriteStartObject("packets");
        Column(json, "number", packets.Select((packet, i) => packet.Number - (i == 0 ? 0 : packets[i - 1].Number)));
        Column(json, "label", packets.Select(packet => packet.Label));
        Column(json, "owner", packets.Select(packet => packet.Owner));
        Column(json, "size", packets.Select(packet => (long)packet.Bytes));
        json.WriteStartArray("bytes");
        for (int i = 0; i < firstHops.Length; i++)
            if (firstHops[i] is { } frame) json.WriteBase64StringValue(Shown(frame, builder));
            else json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The beginning of the packet, without an Ethernet header: it has another on each LAN.</summary>
    private static ReadOnlySpan<byte> Shown(CapturedFrame frame, FrameBuilder builder)
    {
        ReadOnlySpan<byte> packet = builder.BuildPacket(frame);
        const int ipAndUdp = 28;
        int most = frame.Packet switch
        {
            CapturedPacket.Datagram datagram => ipAndUdp + (datagram.Payload is null ? ShownOfFiller : ShownOfProgram),
            CapturedPacket.Fragment => ipAndUdp + ShownOfFiller,
            CapturedPacket.Segment segment => 20 + segment.Header.Length + (segment.Payload is null ? ShownOfFiller : ShownOfProgram),
            CapturedPacket.Arp => ipAndUdp,
            _ => ShownOfProgram,
        };
        return packet[..Math.Min(most, packet.Length)];
    }

    private static void WriteHops(Utf8JsonWriter json, Recording recording, FrameBuilder builder)
    {
        var headers = new List<string>();
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        int IndexOf(CapturedFrame? frame)
        {
            if (frame?.Crossing is null) return -1;
            string text = Convert.ToBase64String(builder.BuildEthernet(frame));
            if (indexOf.TryAdd(text, headers.Count)) headers.Add(text);
            return indexOf[text];
        }

        IReadOnlyList<PlayedHop> hops = recording.Hops;
        json.WriteStartObject("hops");
        Column(json, "direction", hops.Select(hop => (long)hop.Direction.Index));
        Column(json, "packet", hops.Select(hop => (long)hop.Packet));
        Column(json, "transmission", hops.Select(TransmissionOf));
        Column(json, "ttl", hops.Select(hop => (long)hop.TimeToLive));
        Column(json, "ethernet", hops.Select(hop => (long)IndexOf(hop.Frame)));
        Column(json, "loss", hops.Select(LossOf));
        Column(json, "copies", hops.Index().Where(hop => hop.Item.IsCopy).Select(hop => (long)hop.Index));
        Column(json, "tries", hops.Index().Where(hop => hop.Item.Collisions > 0).Select(hop => (long)hop.Index));
        json.WriteEndObject();
        Column(json, "ethernet", headers);
    }

    private static string LossOf(PlayedHop hop) =>
        hop.Collisions > 0 ? string.Create(CultureInfo.InvariantCulture, $"collision {hop.Collisions} of 16 at most")
            : hop.Loss == DropReason.None ? "" : DropReasonText.Of(hop.Loss);

    /// <summary>In nanoseconds; 0 where it never began.</summary>
    private static long TransmissionOf(PlayedHop hop) =>
        hop.Sent.IsUndecided ? 0 : Nanoseconds(hop.Sent.Departure) - Nanoseconds(hop.Sent.Start);

    /// <summary>A number each: five times the index, and the kind.</summary>
    private static void WriteMoments(Utf8JsonWriter json, Recording recording)
    {
        IReadOnlyList<PlaybackStep> moments = recording.Moments;
        json.WriteStartObject("moments");
        Column(json, "time", moments.Select((moment, i) => Nanoseconds(moment.Time) - (i == 0 ? 0 : Nanoseconds(moments[i - 1].Time))));
        Column(json, "what", moments.Select(moment => (5L * moment.Index) + (long)moment.Kind));
        json.WriteEndObject();
        Rows(json, "events", recording.Events.Select(other =>
            (object[])[(int)other.Kind, other.Node?.Index ?? -1, other.Packet ?? -1, other.Text]));
    }

    private static void WriteSockets(Utf8JsonWriter json, Recording recording) =>
        Rows(json, "sockets", recording.Sockets.Select(row => (object[])
        [
            row.Node.Index, row.Protocol, row.Local, row.Peer, row.Owner, Nanoseconds(row.Opened), row.Closed is { } closed
                ? Nanoseconds(closed) : -1L,
            row.States.Select(state => new object[] { Nanoseconds(state.Since), state.State }).ToArray(),
        ]));

    private static long Nanoseconds(SimTime time) => time.Picoseconds / 1000;

    private static void Column(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Column(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Rows(Utf8JsonWriter json, string name, IEnumerable<object[]> rows)
    {
        json.WriteStartArray(name);
        foreach (object[] row in rows) JsonSerializer.Serialize(json, row);
        json.WriteEndArray();
    }
}
