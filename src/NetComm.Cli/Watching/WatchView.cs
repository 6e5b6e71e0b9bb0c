using System.Globalization;
using System.Text;
using NetComm.Scenarios;
using Spectre.Console;

namespace NetComm.Cli.Watching;

/// <summary>The figures of the last run or the mistakes of the last save, on the screen and on the page.</summary>
/// <param name="screen">A terminal is cleared for each; else each stands below the one before.</param>
/// <param name="file">The scenario as people name it.</param>
/// <param name="page">Null where the machine lets none be served.</param>
internal sealed class WatchView(Screen screen, string file, WatchPage? page)
{
    private int _saves;
    private bool _hasRun;

    public ProgressView Progress { get; } = new(screen.IsWatched ? screen.Out : null);

    public void Begin(RunPlan plan) => page?.Tell(new WatchState("running", $"{plan.Scenario.Title} runs …"));

    public void Show(WrittenRun written)
    {
        Clear();
        _hasRun = true;
        FinishedRun run = written.Run;
        foreach (string missing in run.Result.Missing) screen.Tell($"{file}: {missing}");
        foreach (string warning in run.Scenario.Warnings) screen.Out.WriteLine(Printable.Of($"{file}: {warning}"));
        if (run.Result.HasBegun) new SummaryView(screen.Out).Show(run, written.Folder);
        else new SummaryView(screen.Out).ShowUnbegun(run, written.Folder);
        page?.Tell(
            new WatchState(run.Status == ExitStatus.Passed ? "passed" : "failed", $"{run.Scenario.Title}: {SummaryView.Outcome(run)}"),
            written.Folder);
        ShowFoot();
    }

    public void ShowMistakes(IReadOnlyList<Problem> problems)
    {
        Clear();
        foreach (Problem problem in problems) screen.Tell(problem);
        string count = problems.Count == 1 ? "a mistake" : string.Create(CultureInfo.InvariantCulture, $"{problems.Count} mistakes");
        var text = new StringBuilder();
        foreach (Problem problem in problems) text.AppendLine(problem.Render());
        string below = _hasRun ? "; what stands below is the run before" : "";
        page?.Tell(new WatchState("mistakes", $"{file} has {count}{below}") { Details = text.ToString() });
        screen.Out.WriteLine($"\n{Printable.Of(file)} has {count}; nothing ran");
        ShowFoot();
    }

    private void Clear()
    {
        if (screen.IsWatched) screen.Out.Clear();
        else if (_saves > 0) screen.Out.WriteLine();
        _saves++;
    }

    private void ShowFoot()
    {
        screen.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"\nwatching, save {_saves}: the next one runs it again, Ctrl-C ends"));
        if (page is not null) screen.Out.WriteLine($"the report, which follows: {page.Address}");
    }
}
