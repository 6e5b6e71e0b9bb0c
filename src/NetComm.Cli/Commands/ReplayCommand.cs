using System.CommandLine;
using NetComm.Runtime;
using NetComm.Sim;
using NetComm.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary>
/// <c>netcomm replay RUN</c>: runs again from a run's folder. A simulated run must give the same trace, event by event; what a run of real
/// sockets sent is played in simulation.
/// </summary>
internal sealed class ReplayCommand : Command
{
    private const string NoMore = "(no more events)";

    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a finished run." };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Of a loopback run: change a value of its scenario for the replay: links.core.loss=5%",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Write the new run to this folder. Default: nothing is written.",
        HelpName = "DIR",
    };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public ReplayCommand(Screen screen, Interruption interruption)
        : base("replay", "Repeat a simulated run and compare both, event by event; play in simulation what a loopback run sent.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.RefuseEmpty(_run);
        OptionParsers.RefuseEmpty(_out);
        Add(_run);
        Add(_set);
        Add(_out);
        SetAction(async parsed =>
            (int)await ReplayAsync(EarlierRun.In(parsed.GetRequiredValue(_run)), parsed.GetValue(_set)!, parsed.GetValue(_out)));
    }

    private Task<ExitStatus> ReplayAsync(EarlierRun earlier, string[] settings, string? place)
    {
        if (!earlier.Summary.Complete)
            throw new UsageException($"'{earlier.Folder}' is an incomplete run: it cannot be told where a replay should end");
        if (earlier.Summary.Mode == RunMode.Loopback) return PlayAsync(earlier, settings, place);
        if (settings.Length > 0)
        {
            throw new UsageException(
                "--set is for replays of loopback runs: a simulated run must come out the same; change it with netcomm run … --set");
        }

        return RepeatAsync(earlier, place);
    }

    private async Task<ExitStatus> RepeatAsync(EarlierRun earlier, string? place)
    {
        // What it is compared with must be whole: 'same' speaks of the run's files too.
        using Trace? recorded = earlier.ReadRecorded();
        Scenario scenario = earlier.ReadScenario(recorded);
        using Trace? kept = earlier.HasTrace ? earlier.ReadTrace(scenario) : null;
        FinishedRun again = (await RunAsync(earlier, scenario, recorded, place, earlier.HasTrace)).Run;
        using Trace replayed = again.Result.Trace;
        if (!again.Complete) return again.Status;
        if (replayed.Hash == earlier.Summary.TraceHash)
        {
            _screen.Out.WriteLine($"same: {replayed.Hash}");
            return ExitStatus.Passed;
        }

        PrintDeparture(earlier, kept, replayed);
        return ExitStatus.ExpectationFailed;
    }

    private async Task<ExitStatus> PlayAsync(EarlierRun earlier, string[] settings, string? place)
    {
        if (earlier.ReadScenario(recorded: null).Nodes.FirstOrDefault(node => node.External) is { } outside)
            throw new UsageException($"host '{outside.Name}' is external: in a replay nobody stands for the program outside");
        Scenario scenario = earlier.ReadSimulated(settings);
        if (settings.Length > 0) RequireSameTraffic(earlier.ReadSimulated([]), scenario);
        using Trace recorded = earlier.ReadTrace();
        (FinishedRun run, string? folder) = await RunAsync(earlier, Replay.Of(scenario, recorded), recorded, place, keepsTrace: false);
        using Trace replayed = run.Result.Trace;
        new ReplayView(_screen.Out).Show(run, folder);
        return run.Status;
    }

    /// <summary>What is sent was recorded: a setting that changes it would have no effect.</summary>
    private static void RequireSameTraffic(Scenario asRecorded, Scenario changed)
    {
        foreach ((Flow was, Flow flow) in asRecorded.Flows.Zip(changed.Flows))
        {
            Flow free = was with
            {
                Destination = flow.Destination,
                Receivers = flow.Receivers,
                Tcp = flow.Tcp,
                Ttl = flow.Ttl,
                Dscp = flow.Dscp,
            };
            if (free == flow) continue;
            throw new UsageException(
                $"--set: a replay sends what flow '{flow.Name}' sent, at the same times; of a flow only to, ttl, dscp and tcp can change");
        }
    }

    private async Task<(FinishedRun Run, string? Folder)> RunAsync(
        EarlierRun earlier, Scenario scenario, Trace? recorded, string? place, bool keepsTrace)
    {
        // The earlier run was complete, with whatever it was allowed: so is this one.
        var progress = new ProgressView(_screen.IsWatched ? _screen.Out : null);
        if (place is not null)
        {
            RunPlan plan = RunPlan.For(scenario, place, earlier.ReadRubric(), recorded) with { MaxPackets = long.MaxValue };
            WrittenRun written = await WrittenRun.OfAsync(plan, progress, logOnError: false, _interruption);
            return (written.Run, written.Folder);
        }

        var options = new RunOptions { KeepTrace = keepsTrace, MaxPackets = long.MaxValue, Cancellation = _interruption.Token };
        options = progress.Watched(options, scenario);
        return (await progress.ShowAsync(scenario, () => ScenarioRun.OfAsync(scenario, options, recorded)), null);
    }

    private void PrintDeparture(EarlierRun earlier, Trace? kept, Trace replayed)
    {
        _screen.Out.WriteLine($"different: the run's hash was {earlier.Summary.TraceHash}, the replay's is {replayed.Hash}");
        if (kept is null)
        {
            _screen.Out.WriteLine($"where they part cannot be shown: the run kept no {RunFiles.Trace}");
            return;
        }

        if (TraceDifference.Between(kept, replayed) is not { } difference) return;
        _screen.Out.WriteLine($"they part at event {difference.Number}");
        _screen.Out.WriteLine($"  run:    {Printable.Of(difference.First ?? NoMore)}");
        _screen.Out.WriteLine($"  replay: {Printable.Of(difference.Second ?? NoMore)}");
    }
}
