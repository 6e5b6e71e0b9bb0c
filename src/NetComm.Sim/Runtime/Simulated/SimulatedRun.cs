using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Hosts;
using NetComm.Sim.Runtime.AkkaHosting;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>Runs a scenario in virtual time: the same scenario and seed give the same trace, bit for bit, on every machine.</summary>
public static class SimulatedRun
{
    private const int StepsBetweenLooks = 1 << 16;

    /// <summary>Runs it to its end. Where an actor fails, which is a bug of ours, the run ends there, incomplete, and says so.</summary>
    public static RunResult Of(Scenario scenario, RunOptions? options = null)
    {
        options ??= new RunOptions();
        using SimulationSystem kernel = ActorRuntime.CreateSimulation("netcomm");
        using var trace = new TraceRecorder(TraceHeader.Of(scenario), options.KeepTrace, [.. options.Folds]);
        var clock = new SimulatedClock(kernel);
        var run = new RunContext(scenario, clock, trace, new PacketPool(), new RunProgress(), scenario.Resolve);
        var network = new SimulatedNetwork(run, clock, trace);
        var failures = new List<string>();
        kernel.System.ActorOf(ActorProps.Of(() => new LogActor(options.Log)), "log");
        IActorRef director = kernel.System.ActorOf(ActorProps.Of(() => new SimulatedDirector(network, failures)), "director");

        Build(kernel, network, director);
        kernel.Drain();
        SimTime end = scenario.Duration is { } duration ? SimTime.Zero + duration : SimTime.Never;
        bool complete = failures.Count == 0 && Steps(network, options, end, failures);
        trace.Write(TraceEvents.At(clock.Now, TraceEventKind.RunEnded, 0));
        return new RunResult(trace.Finish(), complete, failures, [], network.PacketHops);
    }

    private static void Build(SimulationSystem kernel, SimulatedNetwork network, IActorRef director)
    {
        Scenario scenario = network.Run.Scenario;
        foreach (Node node in scenario.Nodes)
        {
            Props props = node.Kind == NodeKind.Host ? ActorProps.Of(() => new HostActor(network, node)) : ActorProps.Of(() => new RouterActor(network, node));
            network.Nodes[node.Index] = kernel.System.ActorOf(props, $"node-{node.Name}");
        }

        foreach (Medium medium in scenario.Media)
        {
            Props props = medium is Link link
                ? ActorProps.Of(() => new LinkActor(network, link))
                : ActorProps.Of(() => new LanActor(network, (Lan)medium));
            network.Media[medium.Index] = kernel.System.ActorOf(props, $"medium-{medium.Index}");

            // An actor makes its wires when it is made, and wires are numbered in that order.
            kernel.Drain();
        }

        if (network.HasControlPlane)
        {
            foreach (IActorRef node in network.Nodes) node.Tell(new NodeCommand.Start());
        }

        IActorRef timeline = kernel.System.ActorOf(ActorProps.Of(() => new TimelineActor(network)), "timeline");
        foreach (Fault fault in scenario.Faults) network.Clock.At(fault.At, timeline, fault);
        Jobs.Create(kernel.System, network.Run, node => network.Nodes[node], director, (start, job) => network.Clock.At(start, job, Job.Begin.Order));
    }

    /// <summary>False where the run was cancelled, or failed.</summary>
    private static bool Steps(SimulatedNetwork network, RunOptions options, SimTime end, List<string> failures)
    {
        SimulatedClock clock = network.Clock;
        RunProgress progress = network.Run.Progress;
        int untilLook = StepsBetweenLooks;
        while (!progress.IsOver && failures.Count == 0)
        {
            if (!clock.Step(end))
            {
                if (end != SimTime.Never) clock.SkipTo(end);
                break;
            }

            if (--untilLook > 0) continue;
            untilLook = StepsBetweenLooks;
            options.OnProgress?.Invoke(clock.Now, network.Trace.Events);
            if (options.Cancellation.IsCancellationRequested) return false;
        }

        return failures.Count == 0;
    }
}
