using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NetComm.Cli.Tests.Commands;

/// <summary>A sweep over several processes gives the same bytes as in one, whoever comes, goes or is killed meanwhile.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Folder = "remote";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Lossy = SampleScenarios.Lucky +
        """
        sweep:
          vary: { links.wire.loss: [1 %, 10 %, 30 %] }
          replications: 200
          measure: [ask.loss, ask.latency.p95]

        """;

    private readonly Workplace _place = new();
    private readonly List<Process> _started = [];
    private readonly string _address = FreeAddress();

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _place.Dispose();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void Workers_give_the_same_bytes_as_one_process(int workers, bool encrypted)
    {
        Whole();
        string[] secret = encrypted ? ["--secret", NewSecret("secret")] : [];
        Process coordinator = Coordinate(secret);

        Process[] all = [.. Enumerable.Range(0, workers).Select(_ => Join(secret))];

        Assert.All(all.Prepend(coordinator), process => Assert.Equal(0, StatusOf(process)));
        AssertSame();
    }

    // The worker starts in another folder, in which nothing is.
    [Fact]
    public void Files_that_the_scenario_names_travel_with_the_work()
    {
        File.WriteAllText(_place["call.csv"], "time_s,size_bytes\n0,100\n0.01,200\n0.02,300\n");
        File.WriteAllText(_place["map.graphml"], """
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
              <graph edgedefault="undirected"><node id="0"/><node id="1"/><node id="2"/><edge source="0" target="1"/><edge source="1" target="2"/></graph>
            </graphml>

            """);
        Directory.CreateDirectory(_place["elsewhere"]);
        Whole(Named);

        Process coordinator = Start(["sweep", _place.Scenario(Named), "--out", Folder, "--remote", _address]);
        Outcome worker = _place.RunIn("elsewhere", "worker", "--join", _address, "--cores", "1");

        Assert.Equal((0, 0), (worker.Status, StatusOf(coordinator)));
        AssertSame();
        Assert.Contains(",3\n", File.ReadAllText(_place[$"{Folder}/runs.csv"]), StringComparison.Ordinal);
    }

    private const string Named = """
        scenario: What a file holds
        topology: { file: map.graphml, rate: 1 Mbps, delay: 1 ms }
        flows: [ { name: call, from: h1, to: h3, traffic: { kind: trace, file: call.csv } } ]
        sweep: { vary: { topology.delay: [1 ms, 2 ms] }, measure: [call.received] }

        """;

    [SkippableFact]
    public void The_runs_of_a_killed_worker_are_done_by_others_and_one_may_join_late()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        Whole();
        Process coordinator = Coordinate();
        Process killed = Join();
        WaitForRuns(20);
        killed.Kill();

        Process late = Join();

        Assert.Equal(0, StatusOf(coordinator));
        Assert.Equal(0, StatusOf(late));
        Assert.Matches(": [1-9][0-9]* of its runs go to others", Errors(coordinator));
        AssertSame();
    }

    [SkippableFact]
    public void A_worker_that_stood_still_for_a_while_joins_again()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        string kill = ExternalTool.Require("kill");
        Process coordinator = Coordinate();
        Process worker = Join();
        WaitForRuns(5);

        Process.Start(kill, ["-STOP", $"{worker.Id}"])!.WaitForExit();
        string said = Said(coordinator, "cannot be reached");
        Process.Start(kill, ["-CONT", $"{worker.Id}"])!.WaitForExit();

        Assert.EndsWith("waiting for another worker", said, StringComparison.Ordinal);
        Assert.Equal([0, 0], [StatusOf(coordinator), StatusOf(worker)]);
    }

    [SkippableFact]
    public void A_killed_coordinator_is_resumed_and_its_worker_finds_it_again()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        Whole();
        Process first = Coordinate();
        Process worker = Join();
        WaitForRuns(20);
        first.Kill();
        first.WaitForExit();

        Process second = Coordinate("--resume");

        Assert.Equal(0, StatusOf(second));
        Assert.Equal(0, StatusOf(worker));
        AssertSame();
    }

    [SkippableFact]
    public void A_worker_that_is_asked_to_end_leaves_at_once()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on this system");
        string kill = ExternalTool.Require("kill");
        Process coordinator = Coordinate();
        Process worker = Join();
        WaitForRuns(5);

        Process.Start(kill, ["-TERM", $"{worker.Id}"])!.WaitForExit();

        Assert.Equal(130, StatusOf(worker));
        Assert.EndsWith("waiting for another worker", Said(coordinator, "has left"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_secret_is_told_at_both_ends_and_the_sweep_goes_on_with_those_that_have_it()
    {
        string secret = NewSecret("secret");
        Process coordinator = Coordinate("--secret", secret);
        Process stranger = Join("--secret", NewSecret("other"));
        Assert.Equal(2, StatusOf(stranger));

        Process worker = Join("--secret", secret);

        Assert.Equal([0, 0], [StatusOf(coordinator), StatusOf(worker)]);
        Assert.Contains("does not take this worker: the sweep has another secret, or none", Errors(stranger), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1 was turned away: it has no secret, or another one", Errors(coordinator), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_without_the_secret_is_told_at_the_sweep()
    {
        Process coordinator = Coordinate("--secret", NewSecret("secret"));
        Join();

        Assert.StartsWith("127.0.0.1 ", Said(coordinator, "was turned away"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1:4711", "is open to other machines, which takes a secret: make one by 'netcomm secret FILE'")]
    [InlineData("127.0.0.1", "must be HOST:PORT such as '127.0.0.1:4711'")]
    [InlineData("0.0.0.0:4711", "must be one address, at which others find it")]
    [InlineData("no.such.host.invalid:4711", "must name a host that is known")]
    public void A_place_that_cannot_be_used_is_told(string place, string message)
    {
        Outcome worker = _place.Run("worker", "--join", place);
        Outcome sweep = _place.Run("sweep", _place.Scenario(Lossy), "--remote", place);

        Assert.Equal((2, 2), (worker.Status, sweep.Status));
        Assert.Contains(message, worker.Errors, StringComparison.Ordinal);
        Assert.Contains(message, sweep.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--remote")]
    [InlineData("--secret")]
    public void A_secret_that_is_missing_or_has_no_use_is_told(string option)
    {
        Outcome outcome = option == "--remote"
            ? _place.Run("sweep", _place.Scenario(Lossy), "--remote", _address, "--secret", "none")
            : _place.Run("sweep", _place.Scenario(Lossy), "--secret", NewSecret("secret"));

        Assert.Equal(2, outcome.Status);
        Assert.Contains(
            option == "--remote" ? "there is no secret 'none'" : "--secret is for --remote", outcome.Errors, StringComparison.Ordinal);
    }

    /// <summary>Three machines in a LAN, as far as the system can tell: network namespaces, joined by a bridge.</summary>
    [SkippableFact]
    public void Three_machines_with_one_secret_give_the_same_bytes_as_one()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no network namespaces on this system");
        string unshare = ExternalTool.Require("unshare");
        ExternalTool.Require("ip");
        Whole();
        NewSecret("secret");
        File.WriteAllText(_place["machines.sh"], Machines);

        Outcome outcome = _place.RunProgram(
            unshare, "-rnm", "sh", "machines.sh", Workplace.Command, _place.Scenario(Lossy));

        Assert.Equal((0, ""), (outcome.Status, outcome.Errors));
        AssertSame();
    }

    private const string Machines = """
        set -e
        mount -t tmpfs tmpfs /run
        ip link add lan type bridge
        ip link set lan up
        for i in 1 2 3; do
            ip netns add m$i
            ip link add v$i type veth peer name eth0 netns m$i
            ip link set v$i master lan up
            ip -n m$i addr add 10.9.0.$i/24 dev eth0
            ip -n m$i link set eth0 up
        done
        timeout 120 ip netns exec m1 dotnet $1 sweep $2 --out remote --remote 10.9.0.1:4711 --secret secret --quiet & sweep=$!
        timeout 120 ip netns exec m2 dotnet $1 worker --join 10.9.0.1:4711 --secret secret --cores 1 & second=$!
        timeout 120 ip netns exec m3 dotnet $1 worker --join 10.9.0.1:4711 --secret secret --cores 1
        wait $sweep
        wait $second

        """;

    [Fact]
    public void A_taken_port_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        Outcome outcome = _place.Run("sweep", _place.Scenario(Lossy), "--remote", listener.LocalEndpoint.ToString()!);

        Assert.Equal(3, outcome.Status);
        Assert.Contains($"{listener.LocalEndpoint} cannot be listened at", outcome.Errors, StringComparison.Ordinal);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    private void Whole(string? text = null)
    {
        Outcome whole = _place.Run("sweep", _place.Scenario(text ?? Lossy), "--out", "whole", "--quiet");
        Assert.True(whole.Status == 0, whole.Errors);
    }

    private Process Coordinate(params string[] more) =>
        Start(["sweep", _place.Scenario(Lossy), "--out", Folder, "--remote", _address, .. more]);

    private Process Join(params string[] more) => Start(["worker", "--join", _address, "--cores", "1", .. more]);

    private string NewSecret(string name)
    {
        Assert.Equal(0, _place.Run("secret", name).Status);
        return name;
    }

    private Process Start(params string[] arguments)
    {
        Process process = _place.Start(arguments);
        _started.Add(process);
        return process;
    }

    private void WaitForRuns(int count)
    {
        string journal = _place[$"{Folder}-incomplete/runs.jsonl"];
        var watch = Stopwatch.StartNew();
        while (!File.Exists(journal) || Lines(journal) <= count)
        {
            Assert.True(watch.Elapsed < Patience, "no worker does anything");
            Thread.Sleep(20);
        }
    }

    private static int Lines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream).ReadToEnd().Count(c => c == '\n');
    }

    private static int StatusOf(Process process)
    {
        Assert.True(process.WaitForExit(Patience), "it does not end");
        return process.ExitCode;
    }

    /// <summary>The next line that holds these words.</summary>
    private static string Said(Process process, string words)
    {
        string said;
        do said = process.StandardError.ReadLine() ?? throw new InvalidOperationException("It ended.");
        while (!said.Contains(words, StringComparison.Ordinal));
        return said;
    }

    private static string Errors(Process process) => process.StandardError.ReadToEnd();

    private void AssertSame()
    {
        Assert.Equal(_place.FilesIn("whole"), _place.FilesIn(Folder));
        Assert.All(_place.FilesIn("whole"), file =>
            Assert.True(File.ReadAllBytes(_place[$"whole/{file}"]).AsSpan().SequenceEqual(File.ReadAllBytes(_place[$"{Folder}/{file}"])), file));
    }
}
