using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>A sweep on a terminal: how far it is, and what its runs say of each point.</summary>
internal sealed class SweepView(IAnsiConsole console)
{
    /// <summary>Points that a screen has room for; the others stand in the files.</summary>
    private const int MostPoints = 40;

    /// <summary>Shows how many runs are done and how long the others take, where a person watches, until all are.</summary>
    public void Watch(string title, Func<(int Done, long Expected)> count, Action<Action> work)
    {
        int before = count().Done;
        var watch = Stopwatch.StartNew();
        console.Status().Spinner(Spinner.Known.Dots).Start(Safe(title), status => work(() =>
        {
            (int done, long expected) = count();
            string left = done == before ? "" : $", {TimeLeft(watch.Elapsed / (done - before) * (expected - done))} left";
            status.Status = Safe(string.Create(CultureInfo.InvariantCulture, $"{title}: {done} of {expected} runs{left}"));
        }));
    }

    /// <summary>Shows the results.</summary>
    public void Show(SweepResults results, string place)
    {
        Sweep sweep = results.Sweep;
        console.MarkupLine($"[bold]{Safe(sweep.Scenario.Title)}[/]");
        int runs = results.Runs.Count();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{runs} runs of {Counted(sweep.Points.Count, "point")}, seeds from {sweep.Scenario.Seed}; mean ± 95 % interval"));
        int[] shown = [.. Enumerable.Range(0, Math.Min(sweep.Points.Count, MostPoints))];
        var names = new FittedColumn("point", [.. shown.Select(point => Printable.Of(NameOf(sweep, point)))]);
        FittedTable.Show(console, names, [.. sweep.Figures.Select((figure, i) => ColumnOf(results, figure, i, shown))]);
        if (shown.Length < sweep.Points.Count)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {sweep.Points.Count - shown.Length} more points"));
        if (results.Unsure is { } unsure) console.WriteLine(Printable.Of(unsure));
        console.WriteLine(Printable.Of($"{Outcome(results)}: {Displayed.Path(place)}"));
    }

    /// <summary>What became of the runs, in a few words.</summary>
    public static string Outcome(SweepResults results)
    {
        int runs = results.Runs.Count();
        int incomplete = results.Incomplete;
        if (incomplete > 0) return string.Create(CultureInfo.InvariantCulture, $"{incomplete} of {runs} runs are incomplete");
        bool isGraded = results.Runs.Any(run => run.Grades.Any(grade => grade is not null));
        int passed = results.Passed;
        return isGraded ? string.Create(CultureInfo.InvariantCulture, $"{passed} of {runs} runs passed all expectations") : "done";
    }

    private static FittedColumn ColumnOf(SweepResults results, SweepFigure figure, int place, int[] points) =>
        new(Printable.Of(figure.Name), [.. points.Select(point => Cell(results.At(point, place), figure))]);

    private static string Cell(Estimate? estimate, SweepFigure figure)
    {
        if (estimate is null) return "–";
        string mean = Figure.Of(estimate.Mean * figure.Definition.KeyUnit, figure.Definition);
        return estimate.HalfWidth is { } half ? $"{mean} ± {Figure.Of(half * figure.Definition.KeyUnit, figure.Definition)}" : mean;
    }

    private static string NameOf(Sweep sweep, int point) => sweep.Keys.Count == 0 ? "all" : sweep.NameOf(point);

    private static string Counted(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string TimeLeft(TimeSpan left) => left.TotalSeconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{left.TotalSeconds:0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{left.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{left.TotalHours:0.0} h"),
    };

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
