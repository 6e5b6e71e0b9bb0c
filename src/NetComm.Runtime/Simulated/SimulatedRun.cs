using NetComm.Runtime.Apps;
using NetComm.Runtime.Simulated.Nodes;

namespace NetComm.Runtime.Simulated;

/// <summary>Runs a scenario in virtual time: the same scenario and seed give the same trace, bit for bit, on every machine.</summary>
public static class SimulatedRun
{
    private const int StepsBetweenLooks = 1 << 16;

    /// <summary>Runs it to its end. Where an actor fails, which is a bug of ours, the run ends there, incomplete, and says so.</summary>
    public static RunOutcome Of(Scenario scenario, RunOptions? options = null)
    {
        SimulationSystem simulation = ActorRuntime.TakeSimulation();
        RunOutcome outcome = Of(scenario, options ?? new RunOptions(), simulation);
        ActorRuntime.GiveBack(simulation);
        return outcome;
    }

    /// <summary>Runs it on a system that has no other run meanwhile.</summary>
    internal static RunOutcome Of(Scenario scenario, RunOptions options, SimulationSystem simulation)
    {
        simulation.BeginRun();
        using CancellationTokenRegistration cancelled = options.Cancellation.Register(simulation.Stop);
        using var trace = new TraceRecorder(TraceHeader.Of(scenario), options.KeepTrace, [.. options.Folds])
        {
            DigestsInline = options.DigestsInline,
        };
        var clock = new SimulatedClock(simulation);
        if (scenario.Order is { } order) clock.Shuffle(RandomStream.For(scenario.Seed, $"order:{order}"));
        var progress = new RunProgress(options.MaxPackets, simulation.Stop);
        var run = new RunContext(scenario, clock, trace, new PacketPool(), progress, scenario.Resolve);
        var network = new SimulatedNetwork(run, clock);
        var failures = new List<string>();
        IActorRef log = simulation.System.ActorOf(ActorProps.Of(() => new LogActor(options.Log)), "log");
        IActorRef director = simulation.System.ActorOf(ActorProps.Of(() => new RunFailuresActor(network, failures)), "director");

        bool isBuilt = Build(simulation, network, director);
        simulation.Drain();
        SimTime end = scenario.Duration is { } duration ? SimTime.Zero + duration : SimTime.Never;
        bool complete = Steps(simulation, network, trace, options, end, failures);
        trace.Write(TraceEvents.At(clock.Now, TraceEventKind.RunEnded, 0));
        if (progress.IsUsedUp) failures.Add(options.UsedUp(clock.Now));
        cancelled.Dispose();
        simulation.EndRun(log, director);
        Trace finished = trace.Finish();
        if (trace.Failure is { } full) failures.Add(RunOptions.NotKept(finished, full));
        IReadOnlyList<string> notes = run.Connections.Sentences(clock.Now);
        return new RunOutcome(finished, complete && trace.Failure is null, failures, notes, isBuilt ? network.PacketHops : 0);
    }

    /// <summary>False where the run was stopped meanwhile.</summary>
    private static bool Build(SimulationSystem simulation, SimulatedNetwork network, IActorRef director)
    {
        Scenario scenario = network.Run.Scenario;
        simulation.System.ActorOf(ActorProps.Of(() => new NetworkActor(network, director)), "network");
        simulation.Drain();
        if (simulation.IsStopped) return false;
        if (network.HasControlPlane)
        {
            foreach (IActorRef node in network.Nodes) node.Tell(new NodeCommand.Start());
        }

        IActorRef timeline = simulation.System.ActorOf(ActorProps.Of(() => new TimelineActor(network)), "timeline");
        foreach (Fault fault in scenario.Faults) network.Clock.At(fault.At, timeline, fault);
        IReadOnlyList<HostedApp> apps = AppFactory.Of(network.Run, director);
        foreach ((SimTime start, HostedApp app) in AppFactory.InOrderOfStart(apps))
            network.Clock.At(start, network.Nodes[app.Node], new AppCommand.Begin(app));
        foreach (HostedApp app in apps) network.Nodes[app.Node].Tell(new AppCommand.Run(app), director);
        return true;
    }

    /// <summary>False where the run was cancelled, or failed.</summary>
    private static bool Steps(
        SimulationSystem simulation, SimulatedNetwork network, TraceRecorder trace, RunOptions options, SimTime end, List<string> failures)
    {
        SimulatedClock clock = network.Clock;
        RunProgress progress = network.Run.Progress;
        int untilLook = StepsBetweenLooks;
        while (!simulation.IsStopped)
        {
            if (progress.IsOver || failures.Count > 0) return failures.Count == 0;
            if (!clock.Step(end))
            {
                if (end != SimTime.Never) clock.SkipTo(end);
                return failures.Count == 0;
            }

            if (--untilLook > 0) continue;
            untilLook = StepsBetweenLooks;
            options.OnProgress?.Invoke(clock.Now, trace.Events);
            if (trace.Failure is not null) return false;
        }

        return false;
    }
}
