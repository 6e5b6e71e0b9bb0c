using System.Globalization;
using System.Text;
using NetComm.Analysis;
using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>
/// Delay variation, bursts and response times as anybody would work them out from the rows of packets.csv, in picoseconds.
/// </summary>
internal sealed class NaiveFigures
{
    private readonly string[][] _rows;
    private readonly EventList _events;

    private NaiveFigures(string[][] rows, EventList events) => (_rows, _events) = (rows, events);

    public static NaiveFigures Of(Trace trace)
    {
        using var stream = new MemoryStream();
        PacketsCsv.Write(stream, trace);
        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new NaiveFigures([.. lines.Skip(1).Select(line => line.Split(','))], EventList.Of(trace));
    }

    /// <summary>
    /// By the order of sending: how long each packet of a flow took to a receiver (of requests: to its answer); null where it did not come.
    /// One that was due nowhere has no row.
    /// </summary>
    public IReadOnlyList<(bool Lost, long? Latency, long? Response)> Fates(
        FlowMeasurement flow, TracedFlow traced, int index, string receiver)
    {
        ILookup<string, string[]> own = _rows.Where(row => row[0] == flow.Name).ToLookup(row => row[1]);
        Dictionary<int, long> owners = _events.Of(TraceEventKind.ConversationOpened)
            .ToDictionary(opened => opened.Place, opened => opened.Packet);
        return
        [
            .. _events.Of(TraceEventKind.PacketSent).Where(sent => owners[sent.Place] == index && sent.Extra == 0)
                .Select(sent => Fate(own[new PacketSent(sent).Sequence.ToString(CultureInfo.InvariantCulture)], flow, traced, receiver)),
        ];
    }

    public static (long Pairs, double Mean, long Min, long Max)? Variation(IReadOnlyList<long?> latencies)
    {
        long[] differences = [.. latencies.Zip(latencies.Skip(1), (first, second) => second - first).OfType<long>()];
        return differences.Length == 0 ? null
            : (differences.Length, differences.Average(difference => (double)Math.Abs(difference)), differences.Min(), differences.Max());
    }

    /// <summary>The lengths of the runs of losses.</summary>
    public static long[] Bursts(IEnumerable<bool> lost)
    {
        string text = string.Concat(lost.Select(isLost => isLost ? 'x' : ' '));
        return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(run => (long)run.Length)];
    }

    private static (bool Lost, long? Latency, long? Response) Fate(
        IEnumerable<string[]> rows, FlowMeasurement flow, TracedFlow traced, string receiver)
    {
        string takes = traced.Answered ? flow.From : receiver;
        string[][] own = [.. rows.Where(row => traced.Answered || row[3] == receiver)];
        string[]? came = own.FirstOrDefault(row => row[3] == takes && row[8] == "received");
        bool lost = came is null && own.Any(row => row[8].StartsWith("lost: ", StringComparison.Ordinal));
        if (came is null) return (lost, null, null);
        (long sentAt, long at) = (Picoseconds(rows.First(row => row[2] == flow.From)[4]), Picoseconds(came[5]));
        long? intended = traced.Requests is { } requests
            ? requests.Start.Picoseconds + requests.Interval.Picoseconds * long.Parse(came[1], CultureInfo.InvariantCulture) : null;
        return (false, at - sentAt, at - intended);
    }

    private static long Picoseconds(string seconds) => (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1_000_000_000_000m);
}
