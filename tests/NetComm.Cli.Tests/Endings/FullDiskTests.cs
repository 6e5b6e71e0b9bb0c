using System.Text.Json;

namespace NetComm.Cli.Tests.Endings;

/// <summary>
/// What happens where a disk is full, at each file that a command writes: a real file system of so many bytes or files, in a mount
/// namespace of its own.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly Workplace _place = new();

    private const string Fifty = """
        scenario: Fifty packets
        hosts: { a: {}, b: {} }
        links: [ { between: [a, b], rate: 1 Mbps, delay: 1 ms } ]
        flows: [ { name: data, from: a, to: b, traffic: { kind: poisson, rate: 100 packets/s, size: 100 B }, count: 50 } ]
        sweep: { vary: { seed: [1, 2, 3] }, measure: [data.received] }
        """;

    /// <summary>Mounts a small disk with an earlier run on it, and runs a command whose output goes there.</summary>
    private const string OnSmallDisk = """
        mount -t tmpfs -o "$1" tmpfs disk || exit 99
        mkdir disk/out && cp -r earlier/. disk/out || exit 98
        shift
        timeout -s KILL 30 "$@"
        status=$?
        mkdir after && cp -r disk/out/. after
        exit $status

        """;

    public static TheoryData<string> Limits => new(
        "size=16k", "size=24k", "size=48k", "size=160k", "size=240k", "nr_inodes=8", "nr_inodes=10", "nr_inodes=14", "nr_inodes=18");

    [SkippableTheory]
    [MemberData(nameof(Limits))]
    public void A_run_on_a_full_disk_ends_with_a_sentence_and_calls_nothing_complete(string limit)
    {
        Outcome outcome = Run(limit, "run", _place.Scenario(Fifty), "--quiet", "--out", "disk/out/x");

        Assert.Equal(3, outcome.Status);
        Assert.StartsWith("cannot go on: ", outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of netcomm", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(_place["after/x/run.log"]));
        AssertNothingIsHalfWritten();
        string summary = _place["after/x-incomplete/summary.json"];
        if (!File.Exists(summary)) return;
        using var read = JsonDocument.Parse(File.ReadAllText(summary));
        Assert.False(read.RootElement.GetProperty("complete").GetBoolean());
        Assert.False(File.Exists(_place["after/x-incomplete/report.html"]), "the report would say that the run is complete");
    }

    [SkippableTheory]
    [InlineData("sweep", "size=16k")]
    [InlineData("sweep", "nr_inodes=9")]
    [InlineData("compare", "size=24k")]
    [InlineData("grade", "size=48k")]
    public void Other_commands_end_with_a_sentence_too(string command, string limit)
    {
        Directory.CreateDirectory(_place["class"]);
        string file = _place.Scenario(Fifty, command == "grade" ? "class/anna.yaml" : "small.yaml");
        File.WriteAllText(_place["rubric.yaml"], "rubric: All\nexpect: [ data.received == 50 ]\n");
        string[] what = command == "grade" ? ["class", "--rubric", "rubric.yaml"] : [file];

        Outcome outcome = Run(limit, [command, .. what, "--quiet", "--out", "disk/out/y"]);

        Assert.Equal(3, outcome.Status);
        Assert.NotEqual("", outcome.Errors);
        Assert.DoesNotContain("fault of netcomm", outcome.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place["after/y"]), "what lacks files would seem whole");
    }

    [SkippableFact]
    public void What_a_killed_process_left_is_cleared_by_the_next_run()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "no process has the number 4194305 on Linux");
        string ending = $"{Environment.MachineName}.4194305";
        Directory.CreateDirectory(_place[$"out/.x.{ending}.part"]);
        Directory.CreateDirectory(_place[$"out/.y.{ending}.old"]);
        File.WriteAllText(_place[$"out/.y.{ending}.old/run.log"], "kept");
        Directory.CreateDirectory(_place["out/.x.elsewhere.7.part"]);

        Outcome first = _place.Run("run", _place.Scenario(Fifty), "--quiet", "--no-report", "--out", "out/x");
        Outcome second = _place.Run("run", _place.Scenario("scenario: Wrong\n"), "--quiet", "--out", "out/y");

        Assert.Equal((0, 2), (first.Status, second.Status));
        Assert.Equal([".x.elsewhere.7.part", $".y.{ending}.old", "x"],
            Directory.GetDirectories(_place["out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _place.Dispose();

    private Outcome Run(string limit, params string[] arguments)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there are no mount namespaces on this system");
        string unshare = ExternalTool.Require("unshare");
        foreach (string folder in (string[])["disk", "earlier/x"]) Directory.CreateDirectory(_place[folder]);
        foreach (string file in (string[])["scenario.yaml", "run.log"]) File.WriteAllText(_place["earlier/x/" + file], "kept");
        File.WriteAllText(_place["small-disk.sh"], OnSmallDisk);
        return _place.RunProgram(
            unshare, ["-rm", "sh", "small-disk.sh", limit, "dotnet", Workplace.Command, .. arguments]);
    }

    private void AssertNothingIsHalfWritten()
    {
        foreach (string svg in _place.FilesIn("after/x-incomplete").Where(name => name.EndsWith(".svg", StringComparison.Ordinal)))
            Assert.EndsWith("</svg>\n", File.ReadAllText(_place["after/x-incomplete/" + svg]), StringComparison.Ordinal);
        string scenario = _place["after/x-incomplete/scenario.yaml"];
        if (File.Exists(scenario)) Assert.Equal(Fifty, File.ReadAllText(scenario));
        Assert.DoesNotContain(
            Directory.GetDirectories(_place["after"]), path => Path.GetFileName(path).StartsWith('.'));
    }
}
