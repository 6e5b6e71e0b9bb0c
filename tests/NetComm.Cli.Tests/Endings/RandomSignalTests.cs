using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace NetComm.Cli.Tests.Endings;

/// <summary>
/// Ctrl-C, a request to end and kill −9 at random instants of a command: what stands in its place then is whole or marked incomplete, the
/// next command works, and nothing is left in the folder for temporary files. A hidden folder beside the place may be left, which the next
/// command clears.
/// </summary>
public sealed class RandomSignalTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>What CI has the time for; with NETCOMM_LONG=1 (.ci/long) a hundred.</summary>
    private static readonly int Signals = Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? 100 : 4;

    private const string Busy = """
        scenario: Many packets
        seed: 1
        hosts: { a: {}, b: {}, c: {} }
        routers: [r]
        links: [ { between: [a, r], rate: 20 Mbps, delay: 1 ms, loss: 1 % }, { between: [r, b], rate: 20 Mbps, delay: 1 ms }, { between: [r, c] } ]
        flows:
          - { name: data, from: a, to: b, traffic: { kind: poisson, rate: 2000 packets/s, size: 300 B }, count: 20000 }
          - { name: bulk, from: c, to: b, traffic: { kind: bulk, bytes: 5 MB } }
        sweep: { vary: { flows.data.count: [100, 5000, 10000] }, replications: 3, measure: [ data.loss ] }
        """;

    private static readonly string[][] Commands =
    [
        ["run", "busy.yaml", "--quiet", "--out", "out/run"],
        ["run", "busy.yaml", "--quiet", "--out", "out/run", "--format", "all", "--capture", "all"],
        ["run", "real.yaml", "--quiet", "--out", "out/real"],
        ["sweep", "busy.yaml", "--quiet", "--out", "out/sweep"],
        ["grade", "class", "--rubric", "rubric.yaml", "--quiet", "--out", "out/grade"],
        ["report", "earlier"],
    ];

    /// <summary>130 too where the signal comes before the command listens for it: 128 and the number of the signal.</summary>
    private static readonly int[] Ends = [0, 1, 130, 143, 137];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public void Whatever_a_signal_hits_is_whole_or_marked_and_nothing_is_left()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no such signals on this system");
        Prepare();
        TimeSpan[] whole = [.. Commands.Select(Time)];
        var random = new Random(20_261_201);
        TimeSpan slowest = TimeSpan.Zero;
        int uncleared = 0;
        var statuses = new SortedDictionary<int, int>();
        for (int i = 0; i < Signals; i++)
        {
            int which = random.Next(Commands.Length);
            string signal = new[] { "INT", "TERM", "KILL" }[random.Next(3)];
            TimeSpan delay = whole[which] * (random.NextDouble() * 1.05);
            string what = $"signal {i}: {signal} after {delay.TotalSeconds:0.000} s to {string.Join(' ', Commands[which])}";

            (int status, TimeSpan took, string hidden) = Signal(Commands[which], signal, ref whole[which], delay);

            Assert.True(Ends.Contains(status), $"{what}: status {status}");
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (signal != "KILL" && took > slowest) slowest = took;
            AssertWholeOrMarked(what);
            if (signal != "KILL" && Hidden().Any(folder => folder.Contains(hidden, StringComparison.Ordinal))) uncleared++;
            Assert.True(Directory.GetFileSystemEntries(_place["tmp"]).Length == 0, $"{what}: something is left in the temporary folder");
        }

        output.WriteLine(
            $"{Signals} signals; slowest end after INT or TERM {slowest.TotalSeconds:0.00} s; statuses {string.Join(", ", statuses)}; " +
            $"{uncleared} times INT or TERM left a hidden folder to the next command");
        foreach (string[] command in Commands) Assert.InRange(Run(command).Status, 0, 1);
        Assert.Empty(Hidden());
        Assert.Empty(Directory.GetFileSystemEntries(_place["tmp"]));
    }

    private void Prepare()
    {
        foreach (string folder in (string[])["tmp", "class"]) Directory.CreateDirectory(_place[folder]);
        _place.Scenario(Busy, "busy.yaml");
        _place.Scenario(Busy, "class/anna.yaml");
        _place.Scenario(Busy.Replace("count: 20000", "count: 500", StringComparison.Ordinal), "class/bert.yaml");
        _place.Scenario(
            Busy.Replace("seed: 1", "mode: loopback", StringComparison.Ordinal)
                .Replace("count: 20000", "count: 1000", StringComparison.Ordinal),
            "real.yaml");
        _place.Scenario("rubric: All\nexpect: [ data.loss < 5 % ]\n", "rubric.yaml");
        Assert.Equal(0, Run(["run", "busy.yaml", "--quiet", "--out", "earlier"]).Status);
    }

    private TimeSpan Time(string[] command)
    {
        var watch = Stopwatch.StartNew();
        Assert.InRange(Run(command).Status, 0, 1);
        return watch.Elapsed;
    }

    private Outcome Run(string[] command) => _place.Run([("TMPDIR", _place["tmp"]), ("DOTNET_EnableDiagnostics", "0")], command);

    /// <param name="whole">How long the command takes; set anew where it ends before the signal.</param>
    /// <param name="delay">When the signal comes.</param>
    private (int Status, TimeSpan Took, string Hidden) Signal(string[] command, string signal, ref TimeSpan whole, TimeSpan delay)
    {
        // A runtime that is killed leaves a socket of its diagnostics in the temporary folder.
        using Process process = _place.StartListening([("TMPDIR", _place["tmp"]), ("DOTNET_EnableDiagnostics", "0")], command);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        var watch = Stopwatch.StartNew();
        if (process.WaitForExit(delay)) whole = watch.Elapsed;
        watch.Restart();
        if (!process.HasExited) Process.Start("kill", [$"-{signal}", $"{process.Id}"])!.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), $"it goes on in spite of {signal}");
        return (process.ExitCode, watch.Elapsed, $".{process.Id}.");
    }

    /// <summary>Folders that a command makes before they have their names.</summary>
    private string[] Hidden() =>
        [.. new[] { _place.Folder, _place["out"] }.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder, ".*"))];

    private void AssertWholeOrMarked(string what)
    {
        foreach (string run in new[] { "out/run", "out/real", "earlier" }.Where(run => Directory.Exists(_place[run])))
        {
            Assert.True(IsComplete(run), $"{what}: {run} is not complete");
            foreach (string file in (string[])["trace.jsonl.gz", "report.html", "packets.csv", "captures/a.pcapng"])
                Assert.True(File.Exists(_place[$"{run}/{file}"]), $"{what}: {run} has no {file}");
        }

        foreach (string run in new[] { "out/run-incomplete", "out/real-incomplete", "earlier-incomplete" })
            Assert.False(IsComplete(run), $"{what}: {run} says that it is complete");
        AssertWholeFiles(what);
        Assert.False(
            Directory.Exists(_place["out/sweep"]) && !File.Exists(_place["out/sweep/sweep.json"]), $"{what}: the sweep has no figures");
        Assert.False(
            Directory.Exists(_place["out/grade"]) && !File.Exists(_place["out/grade/grades.csv"]), $"{what}: the class has no grades");
    }

    private bool IsComplete(string run)
    {
        string file = _place[$"{run}/summary.json"];
        if (!File.Exists(file)) return false;
        using var summary = JsonDocument.Parse(File.ReadAllText(file));
        return summary.RootElement.GetProperty("complete").GetBoolean();
    }

    // A sweep that was cut off may have files under way beside its journal: it is resumed or cleared as a whole.
    private void AssertWholeFiles(string what)
    {
        foreach (string folder in (string[])["out/run", "out/run-incomplete", "out/real", "out/real-incomplete", "earlier", "out/grade"])
        {
            foreach (string file in _place.FilesIn(folder))
            {
                string path = _place[$"{folder}/{file}"];
                string? end = Path.GetExtension(file) switch { ".svg" => "</svg>\n", ".html" => "</html>\n", ".csv" => "\n", _ => null };
                if (end is not null) Assert.True(EndsWith(path, end), $"{what}: {folder}/{file} is not whole");
            }
        }
    }

    private static bool EndsWith(string path, string end)
    {
        using FileStream file = File.OpenRead(path);
        var last = new byte[end.Length];
        if (file.Length < end.Length) return false;
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(last);
        return System.Text.Encoding.UTF8.GetString(last) == end;
    }
}
