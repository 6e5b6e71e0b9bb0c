using System.IO.Compression;
using System.Text;

namespace NetComm.Tracing.Tests.Files;

/// <summary>Whatever a trace file holds, a trace comes out of it or a sentence.</summary>
public sealed class TraceFileFuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\0", "\\u0000", "null", "-1", "9223372036854775807", "1e9", "true", "\"time\"",
        "\"event\"", "\"packet\":", "\"text\":\"\"", "\"base64\":\"AA==\"", "RunEnded", "PacketSent", "ControlSent", "SegmentSent",
        "#9", "#-1", "#2147483647", "alice", "\uD83D\uDE00",
    ];

    private readonly string[][] _traces = [LinesOf(SampleTrace.Build().Trace()), .. Runs().Select(LinesOf)];

    [Fact]
    public void Whatever_the_header_says_a_trace_or_a_sentence_comes_out() => Campaign.Run("trace headers", 2000, (number, random) =>
    {
        string[] lines = [.. _traces[number % _traces.Length]];
        lines[0] = Mutations.Json(lines[0], random);

        Read(lines);
    });

    [Fact]
    public void Whatever_the_lines_say_a_trace_or_a_sentence_comes_out() => Campaign.Run("trace lines", 3000, (number, random) =>
    {
        string[] lines = [.. _traces[number % _traces.Length]];
        int line = 1 + random.Below(lines.Length - 2), other = 1 + random.Below(lines.Length - 2);
        switch (random.Below(5))
        {
            case 0:
                lines[line] = Mutations.Text(lines[line], random, Pieces);
                break;
            case 1:
                (lines[line], lines[other]) = (lines[other], lines[line]);
                break;
            case 2:
                lines = [.. lines[..line], .. lines[(line + 1)..]];
                break;
            default:
                lines[line] = Mutations.Json(lines[line], random);
                break;
        }

        Read(lines);
    });

    [Fact]
    public void Whatever_the_bytes_a_trace_or_a_sentence_comes_out()
    {
        byte[] whole = Zipped(_traces[0]);
        Campaign.Run("trace bytes", 2000, (_, random) => Read(Mutations.Bytes(whole, random)));
    }

    private static IEnumerable<Trace> Runs()
    {
        foreach (int shape in (int[])[3, 8, 12]) yield return RandomRuns.Of(shape);
        yield return RandomRuns.OfGroups(5);
        yield return RandomRuns.OfRequests(2);
    }

    /// <summary>Not too many: what is read is read thousands of times.</summary>
    private static string[] LinesOf(Trace trace)
    {
        using var stream = new MemoryStream();
        TraceFile.Write(stream, trace);
        stream.Position = 0;
        using var unzipped = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        string[] lines = unzipped.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Take(200), .. lines.Skip(200).TakeLast(1), ""];
    }

    private static void Read(string[] lines) => Read(Zipped(lines));

    private static void Read(byte[] bytes)
    {
        try
        {
            using Trace trace = TraceFile.Read(new MemoryStream(bytes), "trace.jsonl.gz", expected: null);
        }
        catch (TraceFileException refused)
        {
            Assert.StartsWith("trace.jsonl.gz: ", refused.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Zipped(string[] lines)
    {
        using var stream = new MemoryStream();
        using (var zipped = new GZipStream(stream, CompressionLevel.Fastest))
            zipped.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return stream.ToArray();
    }
}
