using System.Text.RegularExpressions;
using NetComm.Tracing;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>Every scenario that ships for both modes runs on real sockets as it says.</summary>
[Collection(RealSockets.Collection)]
public sealed partial class LoopbackScenarioTests
{
    /// <summary>Those that last longest in real time: with NETCOMM_LONG=1 (.ci/long) only.</summary>
    private static readonly string[] Lasting =
        Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? []
            : ["1-first-steps/3-lossy-link.yaml", "2-four-casts/2-broadcast.yaml", "11-larger-networks/3-network-of-a-country.yaml"];

    public static TheoryData<string> EveryScenarioForBothModes =>
    [
        .. ScenarioShelf.Files.Except(Lasting)
            .Where(file => ScenarioShelf.Note(file, "x-modes").EndsWith("loopback", StringComparison.Ordinal)),
    ];

    /// <summary>How fast a busy machine is, is no matter of right or wrong.</summary>
    [Theory]
    [MemberData(nameof(EveryScenarioForBothModes))]
    public void But_for_its_times_it_comes_true_on_real_sockets_too(string file)
    {
        using var place = new Workplace();

        Outcome outcome = place.Run("run", ScenarioShelf.PathOf(file), "--mode", "loopback", "--out", "run");

        Assert.All(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Live(), line));
        Assert.Contains("expectations passed", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            outcome.Output.Split('\n'), line => line.StartsWith("✗ ", StringComparison.Ordinal) && !OfTimes().IsMatch(line));
        using Trace kept = TraceFile.Read(place["run/trace.jsonl.gz"]);
        Assert.Contains(kept.Hash, File.ReadAllText(place["run/summary.json"]), StringComparison.Ordinal);
    }

    /// <summary>What a server or program said while the run went on, or a further line of it.</summary>
    [GeneratedRegex(@"^(?:[ \d]{4,}\.\d{3} s  \S+: | {12})")]
    private static partial Regex Live();

    [GeneratedRegex(@"\.(latency|utilisation|jitter|throughput|goodput)\b")]
    private static partial Regex OfTimes();
}
