using System.Globalization;
using NetComm.Reporting;
using Spectre.Console;

namespace NetComm.Cli.Comparing;

/// <summary>A comparison on a terminal: figures side by side, and of both modes where they part.</summary>
internal sealed class CompareView(IAnsiConsole console)
{
    /// <summary>Shows it, and where its files are.</summary>
    public void Show(RunComparison comparison, string place)
    {
        console.MarkupLine($"[bold]{Markup.Escape(Printable.Of(comparison.Title))}[/]");
        if (comparison.Machine is null) ShowRuns(comparison);
        else ShowModes(comparison.Sides[0].Runs);
        foreach (string flow in comparison.Flows) ShowFlow(comparison, flow);
        if (comparison.Machine is { } machine) ShowMachine(machine);
        console.WriteLine(Printable.Of($"{Outcome(comparison)}: {Displayed.Path(RunFiles.FirstToOpen(place))}"));
    }

    private void ShowRuns(RunComparison comparison)
    {
        foreach ((int number, ComparedSide side) in comparison.Sides.Index())
        {
            RunFigures run = side.Runs[0];
            string mode = run.Mode == RunMode.Loopback ? "loopback" : "simulated";
            console.WriteLine(Printable.Of(string.Create(CultureInfo.InvariantCulture,
                $"{number + 1}  {side.Name}: {run.File}, {mode}, seed {run.Seed}{(run.IsComplete ? "" : ", incomplete")}")));
        }
    }

    private void ShowModes(IReadOnlyList<RunFigures> runs)
    {
        string interval = runs.Count > 1 ? "mean ± 95 % interval" : "one run has no interval";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{runs.Count} × simulated, {runs.Count} × on real sockets, seeds from {runs[0].Seed}; {interval}"));
    }

    private void ShowFlow(RunComparison comparison, string flow)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(Printable.Of(flow))}[/]");
        int[] sides = [.. Enumerable.Range(0, comparison.Sides.Count)];
        MetricDefinition[] metrics = [.. comparison.MetricsOf(flow).Where(metric => sides.Any(side => IsTelling(side, metric)))];
        if (metrics.Length == 0) console.WriteLine("  nothing was measured");
        else
        {
            string TitleOf(int side) => comparison.Machine is null
                ? (side + 1).ToString(CultureInfo.InvariantCulture) : comparison.Sides[side].Name;
            FittedTable.Show(console, new FittedColumn("figure", [.. metrics.Select(metric => metric.Name ?? metric.Key)]),
            [
                .. sides.Select(side => new FittedColumn(TitleOf(side), [.. metrics.Select(metric => Cell(side, metric))])),
                .. sides.Skip(1).Select(side => new FittedColumn(
                    sides.Length == 2 ? "difference" : $"{TitleOf(side)} − 1", [.. metrics.Select(metric => Above(side, metric))])),
            ]);
        }

        if (comparison.Machine is null) return;
        IReadOnlyList<ModeVerdict> verdicts = ModeVerdict.Of(comparison, flow);
        foreach (ModeVerdict verdict in verdicts) console.WriteLine(Printable.Of(VerdictSentence.Of(verdict)));
        console.MarkupLine($"[bold]{Markup.Escape(Printable.Of(VerdictSentence.Of(flow, verdicts)))}[/]");

        // What is 0 in all runs tells nothing; the report has it too.
        bool IsTelling(int side, MetricDefinition metric) => comparison.At(side, flow, metric) is { } found && found.Mean != 0;

        string Cell(int side, MetricDefinition metric) => ShownEstimate.Of(comparison.At(side, flow, metric), metric);

        string Above(int side, MetricDefinition metric) => ShownEstimate.Above(comparison.AboveFirst(side, flow, metric), metric);
    }

    private void ShowMachine(MachineFacts machine)
    {
        console.WriteLine();
        console.WriteLine(VerdictSentence.Of(machine.Echo));
        foreach (string sentence in machine.WithoutEffect.Concat(machine.Notes))
            console.MarkupLine($"[yellow]note[/] {Markup.Escape(Printable.Of(sentence))}");
    }

    private static string Outcome(RunComparison comparison)
    {
        if (!comparison.IsComplete) return "some runs are incomplete";
        RunFigures[] runs = [.. comparison.Sides.SelectMany(side => side.Runs)];
        int failed = runs.Count(run => run.HasFailed);
        return failed == 0 ? "compared" : $"in {DigitGroups.Of(failed)} of {DigitGroups.Of(runs.Length)} runs an expectation failed";
    }
}
