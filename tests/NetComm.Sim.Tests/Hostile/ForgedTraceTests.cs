using System.IO.Compression;
using System.Text;
using NetComm.Analysis;
using NetComm.Reporting;
using NetComm.Scenarios;
using NetComm.Sim.Tests.Architecture;
using NetComm.Tracing;

namespace NetComm.Sim.Tests.Hostile;

/// <summary>A trace whose hashes somebody has made fit: what is read of it can be measured, reported, captured and replayed.</summary>
public sealed class ForgedTraceTests : IDisposable
{
    private static readonly string[] Lessons =
    [
        "2-four-casts/4-multicast", "4-sockets/2-tcp-exchange", "6-reliable-streams/1-handshake-and-close",
        "7-applications/1-http-keep-alive",
    ];

    private static readonly (Scenario Scenario, string[] Lines)[] Runs =
    [
        .. ((int[])[3, 8, 11]).Select(shape => RandomNetworks.Of(shape, out _)).Select(WithLines),
        .. Lessons.Select(lesson => ScenarioReader.Read(SourceFiles.PathOf($"scenarios/{lesson}.yaml"))).Select(WithLines),
    ];

    private int _used;

    private readonly string _folder = Directory.CreateTempSubdirectory("netcomm-forged-").FullName;

    [Fact]
    public void What_is_read_of_a_forged_header_can_be_used()
    {
        Campaign.Run("forged headers", 60, (number, random) =>
        {
            (Scenario scenario, string[] lines) = Runs[number % Runs.Length];

            Use(scenario, [Mutations.Json(lines[0], random), .. lines[1..]]);
        });

        Assert.NotEqual(0, _used);
    }

    [Fact]
    public void What_is_read_of_forged_lines_can_be_used()
    {
        Campaign.Run("forged lines", 100, (number, random) =>
        {
            (Scenario scenario, string[] lines) = Runs[number % Runs.Length];
            lines = [.. lines];
            for (int i = 0; i < 1 + random.Below(3); i++)
            {
                int line = 1 + random.Below(lines.Length - 2), other = 1 + random.Below(lines.Length - 2);
                if (random.Below(4) == 0) (lines[line], lines[other]) = (lines[other], lines[line]);
                else lines[line] = Mutations.Json(lines[line], random);
            }

            Use(scenario, lines);
        });

        Assert.NotEqual(0, _used);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Use(Scenario scenario, string[] lines)
    {
        string file = Path.Combine(_folder, "trace.jsonl.gz");
        foreach (string name in (string[])["captures", "charts", "series"])
            if (Directory.Exists(Path.Combine(_folder, name))) Directory.Delete(Path.Combine(_folder, name), recursive: true);
        using (FileStream stream = File.Create(file))
        using (var zipped = new GZipStream(stream, CompressionLevel.Fastest))
            zipped.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        try
        {
            using Trace trace = TraceFile.Read(file);
            if (TraceHeaderFit.Fault(trace.Header, scenario) is not null) return;
            _used++;
            Measurements measured = Measurements.From(trace, scenario.AllExpectations);
            ReportWriter.Write(scenario, trace, measured, [], [], complete: true, "1.0", ReportFormat.Html, _folder);
            CaptureWriter.Write(Path.Combine(_folder, "captures"), trace, new CaptureOptions { Places = CapturePlaces.All }, scenario);
            _ = Replay.Of(scenario, trace);
        }
        catch (TraceFileException refused)
        {
            Assert.StartsWith("trace.jsonl.gz: ", refused.Message, StringComparison.Ordinal);
        }
    }

    private static (Scenario Scenario, string[] Lines) WithLines(Scenario scenario)
    {
        using Trace trace = Simulation.Run(scenario).Trace;
        using var stream = new MemoryStream();
        TraceFile.Write(stream, trace);
        stream.Position = 0;
        using var unzipped = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        return (scenario, unzipped.ReadToEnd().Split('\n'));
    }
}
