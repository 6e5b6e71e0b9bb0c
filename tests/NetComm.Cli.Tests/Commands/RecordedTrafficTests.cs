namespace NetComm.Cli.Tests.Commands;

/// <summary>Runs that play a file have all that they need in their folder.</summary>
[Collection(RealSockets.Collection)]
public sealed class RecordedTrafficTests : IDisposable
{
    private const string Network = """
        scenario: A call again
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob], rate: 1 Mbps, delay: 10 ms } ]

        """;

    private const string Real = Network + """
        mode: loopback
        flows:
          - { name: call, from: alice, to: bob, traffic: { kind: poisson, rate: 300 packets/s, size: { distribution: uniform, min: 9 B, max: 99 B } }, count: 20 }

        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public void The_capture_of_a_run_on_real_sockets_is_played_in_both_modes()
    {
        Assert.Equal(0, _place.Run("run", _place.Scenario(Real, "real.yaml"), "--out", "real", "--quiet").Status);
        string again = _place.Scenario(
            Network + """
            flows:
              - { name: call, from: alice, to: bob, traffic: { kind: trace, file: real/captures/alice.pcapng } }
              - { name: chat, transport: tcp, from: alice, to: bob, traffic: { kind: trace, file: real/captures/alice.pcapng } }
            expect: [ call.received == 20, chat.received == 20 ]

            """, "again.yaml");

        Outcome simulated = _place.Run("run", again, "--out", "simulated");
        Outcome loopback = _place.Run("run", again, "--mode", "loopback", "--out", "loopback", "--quiet");

        Assert.True(simulated.Status == 0, simulated.Output + simulated.Errors);
        Assert.True(loopback.Status == 0, loopback.Output + loopback.Errors);
        foreach (string run in (string[])["simulated", "loopback"])
        {
            Assert.Equal(SizesIn("real", "call"), SizesIn(run, "call"));
            Assert.Equal(SizesIn("real", "call"), SizesIn(run, "chat"));
        }

        Assert.All(GapsIn("simulated").Zip(CapturedGaps()), gaps => Assert.Equal(gaps.Second, gaps.First, 1e-6));
    }

    [Fact]
    public void A_run_is_repeated_from_its_folder_alone_and_another_file_is_another_run()
    {
        Write("captures/call.csv", "0,100\n0.01,200\n");
        _place.Scenario(Playing("../captures/call.csv"), "lab/call.yaml");
        Assert.Equal(0, _place.Run("run", "lab/call.yaml", "--out", "run").Status);
        Directory.Delete(_place["captures"], recursive: true);

        Outcome replayed = _place.Run("replay", "run");
        Outcome rendered = _place.Run("report", "run");
        Outcome again = _place.Run("run", "run/scenario.yaml", "--out", "again");

        Assert.Equal($"same: {RunContent.Hash(_place["run"])}\n", replayed.Output);
        Assert.Equal((0, 0), (rendered.Status, again.Status));
        Assert.Equal(["..%2Fcaptures%2Fcall.csv"], _place.FilesIn("run/files"));
        Assert.Equal(RunContent.Hash(_place["run"]), RunContent.Hash(_place["again"]));
    }

    [Fact]
    public void Shards_of_a_sweep_take_their_files_with_them()
    {
        Write("few.csv", "0,100\n");
        Write("many.csv", "0,100\n0.1,100\n0.2,100\n");
        string file = _place.Scenario(
            Playing("few.csv") + "sweep: { vary: { flows.call.traffic.file: [few.csv, many.csv] }, measure: [call.sent] }\n", "sweep.yaml");
        for (int shard = 1; shard <= 2; shard++)
            Assert.Equal(0, _place.Run("sweep", file, "--shard", $"{shard}/2", "--out", "part", "--quiet").Status);
        File.Delete(_place["few.csv"]);
        File.Delete(_place["many.csv"]);

        Outcome merged = _place.Run("merge", "part-shard-1-of-2", "part-shard-2-of-2", "--out", "whole", "--quiet");

        Assert.Equal((0, ""), (merged.Status, merged.Errors));
        Assert.Equal(["few.csv", "many.csv"], _place.FilesIn("whole/files"));
        Assert.Equal(["point,replication,seed,flows.call.traffic.file,call.sent", "1,1,1,few.csv,1", "2,1,1,many.csv,3"],
            File.ReadAllLines(_place["whole/runs.csv"]));
    }

    [Fact]
    public void What_is_handed_in_plays_no_file_from_outside_its_folder()
    {
        Write("class/secret.csv", "0,100\n");
        Write("class/anna/own.csv", "0,100\n");
        _place.Scenario(Playing("own.csv"), "class/anna/lab.yaml");
        Directory.CreateDirectory(_place["class/ben"]);
        _place.Scenario(Playing("../secret.csv"), "class/ben/lab.yaml");
        string rubric = _place.Scenario("rubric: One\nexpect: [ { check: call.sent == 1, points: 2 } ]\n", "rubric.yaml");

        _place.Run("grade", "class", "--rubric", rubric, "--out", "grades");

        string[] rows = File.ReadAllLines(_place["grades/grades.csv"]);
        Assert.StartsWith("anna/lab.yaml,anna,,2,2,100,graded", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("anna/own.csv,anna,,0,2,0,part of another", rows[2], StringComparison.Ordinal);
        Assert.Contains("ben/lab.yaml,ben,,0,2,0,errors", rows[3], StringComparison.Ordinal);
        Assert.Contains("'../secret.csv': it is outside the folder of the file that is graded",
            File.ReadAllText(_place["grades/ben/lab.yaml/errors.txt"]), StringComparison.Ordinal);
    }

    private static string Playing(string file) =>
        Network + $"flows: [ {{ name: call, from: alice, to: bob, traffic: {{ kind: trace, file: {file} }} }} ]\n";

    private void Write(string name, string packets)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_place[name])!);
        File.WriteAllText(_place[name], "time_s,size_bytes\n" + packets);
        Directory.CreateDirectory(_place["lab"]);
    }

    private string[] SizesIn(string run, string flow) => [.. Rows(run, flow).Select(row => row["bytes"])];

    private static IEnumerable<double> Gaps(IEnumerable<string> times)
    {
        double[] sent = [.. times.Select(time => double.Parse(time, System.Globalization.CultureInfo.InvariantCulture))];
        return sent.Skip(1).Zip(sent, (later, earlier) => later - earlier);
    }

    private IEnumerable<double> GapsIn(string run) => Gaps(Rows(run, "call").Select(row => row["sent_s"]));

    // A packet has its capture's time, which is later than its send call where the link was busy.
    private IEnumerable<double> CapturedGaps()
    {
        (int exitCode, string times, string errors) = ExternalTool.Run(
            "tshark",
            ["-r", _place["real/captures/alice.pcapng"], "-Y", "udp.dstport == 9000", "-T", "fields", "-e", "frame.time_relative"]);
        Assert.True(exitCode == 0, errors);
        return Gaps(times.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private IEnumerable<Dictionary<string, string>> Rows(string run, string flow)
    {
        string[] lines = File.ReadAllLines(_place[$"{run}/packets.csv"]);
        string[] names = lines[0].Split(',');
        return lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary()).Where(row => row["flow"] == flow);
    }
}
