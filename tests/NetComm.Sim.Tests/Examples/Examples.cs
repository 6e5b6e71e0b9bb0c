using NetComm.Analysis;
using NetComm.Runtime;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Sim.Tests.Examples;

/// <summary>The examples of the package's page, which are run by its tests.</summary>
internal static class Examples
{
    internal static void TwoHosts(TextWriter output)
    {
        Scenario network = new NetworkBuilder()
            .Hosts("alice", "bob")
            .Link("alice", "bob", rate: 10.Mbps(), delay: 20.Milliseconds(), loss: 1.Percent())
            .Flow("alice", "bob", new Traffic.Constant(50.PacketsPerSecond(), PayloadSize.Of(160)), count: 1000)
            .Build(seed: 42);

        RunResult run = Simulation.Run(network);

        FlowMeasurement call = run.Flows[0];
        output.WriteLine($"{call.Received} of {call.Sent} packets arrived, 95 % of them within {call.Latency!.P95}.");
    }

    internal static void GradeAFile(string text, TextWriter output)
    {
        Scenario scenario = ScenarioReader.Parse(text, "ping.yaml");
        RunResult run = Simulation.Run(scenario);
        foreach (Grade grade in run.Grades) output.WriteLine($"{grade.Expectation.Text}: {(grade.Passed == true ? "passed" : "failed")}");
    }

    internal static void VaryTheLoss(TextWriter output)
    {
        foreach (int percent in (int[])[0, 1, 2, 4, 8])
        {
            Scenario network = new NetworkBuilder().Hosts("client", "server")
                .Link("client", "server", rate: 10.Mbps(), delay: 25.Milliseconds(), loss: percent.Percent(), queue: 1000)
                .Flow("client", "server", new Traffic.Bulk(), with: flow => flow with { Bytes = 1_000_000 })
                .Build();
            RunResult run = Simulation.Run(network);
            output.WriteLine($"loss {percent} %: {run.Flows[0].Retransmissions} retransmissions");
        }
    }

    internal static void CountDrops(Scenario network, TextWriter output)
    {
        var drops = new DropCounter();
        Simulation.Run(network, new RunOptions { KeepTrace = false, Folds = [drops] });
        output.WriteLine($"{drops.QueueFull} packets met a full queue, {drops.Other} were lost otherwise.");
    }

    internal static async Task OnRealSocketsAsync(Scenario network, string folder)
    {
        RunResult run = await Simulation.RunAsync(network with { Mode = RunMode.Loopback });
        run.WriteReport(folder);
    }

    /// <summary>Counts what is lost.</summary>
    private sealed class DropCounter : ITraceFold
    {
        internal int QueueFull { get; private set; }

        internal int Other { get; private set; }

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
            {
                if (slots[i].Kind != TraceEventKind.Dropped) continue;
                if (new Dropped(slots[i]).Reason == DropReason.QueueFull) QueueFull++;
                else Other++;
            }
        }
    }
}
