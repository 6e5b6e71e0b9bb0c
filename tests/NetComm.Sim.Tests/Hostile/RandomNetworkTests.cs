using System.Security.Cryptography;
using System.Text;
using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Tracing;
using Xunit.Abstractions;

namespace NetComm.Sim.Tests.Hostile;

/// <summary>What must hold of a run, whatever the network: datagrams, groups, requests and streams on random ones that fail.</summary>
public sealed class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Networks = 60;

    /// <summary>Of each so many a capture is read by tshark, which takes longer to start than a network to run.</summary>
    private const int EachCaptured = 6;

    /// <summary>So long does none take, on however busy a machine.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public void Every_run_ends_and_adds_up_and_comes_out_the_same_again()
    {
        ExternalTool.Require("tshark");
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        Campaign.Run("random networks", Networks, (number, random) =>
        {
            Scenario scenario = Of(number);
            RunResult run = Run(scenario, inline: false);
            using Trace trace = run.Trace;
            all.AppendData(Encoding.ASCII.GetBytes(trace.Hash));

            Assert.True(run.Complete);
            RequireSums(run);
            RequireSameAgain(scenario, trace);
            RequireSameFromFile(trace);
            RequireReplay(scenario, run);
            if (number % EachCaptured == 0) RequireCleanCaptures(trace, scenario, random);
        });

        // .ci/long compares what one core makes of them.
        output.WriteLine($"all networks: {Convert.ToHexStringLower(all.GetHashAndReset())}");
    }

    private static Scenario Of(int number) => (number % 4) switch
    {
        0 => RandomRuns.Datagrams(number),
        1 => RandomRuns.Groups(number),
        2 => RandomRuns.Requests(number),
        _ => RandomRuns.Streams(number),
    };

    private static RunResult Run(Scenario scenario, bool inline)
    {
        using var hang = new CancellationTokenSource(Hang);
        return Simulation.Run(scenario, new RunOptions { Cancellation = hang.Token, DigestsInline = inline });
    }

    private static void RequireSums(RunResult run)
    {
        foreach (FlowMeasurement flow in run.Flows)
        {
            foreach (DeliveryMeasurement one in (DeliveryMeasurement[])[flow, .. flow.Receivers])
                Assert.Equal(one.Due, one.Received + one.Lost + one.InFlight);
        }
    }

    /// <summary>Also where hashing and measuring share the thread, as on one core.</summary>
    private static void RequireSameAgain(Scenario scenario, Trace trace)
    {
        using Trace again = Run(scenario, inline: true).Trace;
        Assert.Null(TraceDifference.Between(trace, again));
        Assert.Equal(trace.Hash, again.Hash);
    }

    private static void RequireSameFromFile(Trace trace)
    {
        using var file = new MemoryStream();
        TraceFile.Write(file, trace);
        file.Position = 0;
        using Trace read = TraceFile.Read(file, "trace.jsonl.gz", new TraceSeal(trace.Hash, trace.Header.Hash, trace.Events));
        Assert.Equal(trace.End, read.End);
    }

    /// <summary>What was sent is sent again, at the same times: no flow has another number of packets.</summary>
    private static void RequireReplay(Scenario scenario, RunResult run)
    {
        RunResult replay = Run(Replay.Of(scenario, run.Trace), inline: true);
        using Trace trace = replay.Trace;
        Assert.True(replay.Complete);
        Assert.Equal(
            run.Flows.Where(flow => flow.Transport == Transport.Udp).Select(flow => (flow.Name, flow.Sent)),
            replay.Flows.Where(flow => flow.Transport == Transport.Udp).Select(flow => (flow.Name, flow.Sent)));
    }

    private static void RequireCleanCaptures(Trace trace, Scenario scenario, RandomStream random)
    {
        using CaptureFolder captures = CaptureFolder.Of(trace, scenario);
        Assert.Empty(captures[random.OneOf(captures.Names)].Complaints());
    }
}
