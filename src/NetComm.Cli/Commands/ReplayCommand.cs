using System.CommandLine;
using NetComm.Runtime;
using NetComm.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm replay RUN</c>: runs again from a run's folder. A simulated run must give the same trace, event by event.</summary>
internal sealed class ReplayCommand : Command
{
    private const string NoMore = "(no more events)";

    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a finished run." };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Write the new run to this folder. Default: nothing is written.",
        HelpName = "DIR",
    };
    private readonly Screen _screen;

    public ReplayCommand(Screen screen)
        : base("replay", "Repeat a run from its folder and compare both, event by event.")
    {
        _screen = screen;
        OptionParsers.RefuseEmpty(_run);
        OptionParsers.RefuseEmpty(_out);
        Add(_run);
        Add(_out);
        SetAction(async parsed => (int)await ReplayAsync(EarlierRun.In(parsed.GetRequiredValue(_run)), parsed.GetValue(_out)));
    }

    private async Task<ExitStatus> ReplayAsync(EarlierRun earlier, string? place)
    {
        if (earlier.Summary.Mode == RunMode.Loopback) throw new UsageException("replaying a loopback run is not supported yet");
        if (!earlier.Summary.Complete)
            throw new UsageException($"'{earlier.Folder}' is an incomplete run: it cannot be told where a replay should end");

        using var interruption = new Interruption();
        Scenario scenario = earlier.ReadScenario();
        var progress = new ProgressView(_screen.IsWatched ? _screen.Out : null);
        var options = new RunOptions { KeepTrace = earlier.HasTrace, Cancellation = interruption.Token };
        FinishedRun again = place is null
            ? await progress.ShowAsync(scenario, () => ScenarioRun.OfAsync(scenario, progress.Watched(options, scenario)))
            : (await WrittenRun.OfAsync(
            RunPlan.For(scenario, place, earlier.ReadRubric()), progress, logOnError: false, interruption.Token)).Run;
        using Trace replayed = again.Result.Trace;
        if (!again.Complete) return again.Status;
        if (replayed.Hash == earlier.Summary.TraceHash)
        {
            _screen.Out.WriteLine($"same: {replayed.Hash}");
            return ExitStatus.Passed;
        }

        PrintDeparture(earlier, replayed);
        return ExitStatus.ExpectationFailed;
    }

    private void PrintDeparture(EarlierRun earlier, Trace replayed)
    {
        _screen.Out.WriteLine($"different: the run's hash was {earlier.Summary.TraceHash}, the replay's is {replayed.Hash}");
        if (!earlier.HasTrace)
        {
            _screen.Out.WriteLine($"where they part cannot be shown: the run kept no {RunFiles.Trace}");
            return;
        }

        using Trace recorded = earlier.ReadTrace();
        if (TraceDifference.Between(recorded, replayed) is not { } difference) return;
        _screen.Out.WriteLine($"they part at event {difference.Number}");
        _screen.Out.WriteLine($"  run:    {Printable.Of(difference.First ?? NoMore)}");
        _screen.Out.WriteLine($"  replay: {Printable.Of(difference.Second ?? NoMore)}");
    }
}
