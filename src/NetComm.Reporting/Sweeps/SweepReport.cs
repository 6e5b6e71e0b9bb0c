using System.Globalization;
using NetComm.Analysis;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Sections.Run;

namespace NetComm.Reporting;

/// <summary>Writes <c>report.html</c> and <c>charts/*.svg</c> of a sweep: each figure against what was varied.</summary>
public static class SweepReport
{
    /// <summary>Writes the report into a sweep's folder.</summary>
    /// <param name="results">All runs.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="folder">Where to; it exists.</param>
    public static void Write(SweepResults results, string version, string folder) =>
        ReportFiles.Write(DocumentOf(results, version), new ScottPlotRenderer(), ReportFormat.Html, folder);

    /// <summary>The report before it is a page.</summary>
    internal static ReportDocument DocumentOf(SweepResults results, string version)
    {
        Sweep sweep = results.Sweep;
        var stems = new FileStems();
        var sections = new List<Section>();
        for (int figure = 0; figure < sweep.Figures.Count; figure++) sections.Add(FigureSection(results, figure, stems));
        if (sweep.Scenario.Description.Length > 0)
            sections.Add(new Section("lesson", "Lesson", [new Block.Lesson(sweep.Scenario.Description)]));
        sections.Add(ScenarioSection(sweep));
        sections.Add(AgainSection(sweep, version));
        return new ReportDocument
        {
            Title = sweep.Scenario.Title,
            Kind = KindOf(results),
            Verdicts = results.Unsure is { } unsure ? [VerdictOf(results), new Verdict($"{Capital(unsure)}.", null)] : [VerdictOf(results)],
            Sections = sections,
        };
    }

    private static string KindOf(SweepResults results)
    {
        Sweep sweep = results.Sweep;
        string mode = sweep.Scenario.Mode == RunMode.Loopback ? "loopback" : "simulated";
        string varied = sweep.Keys.Count == 0 ? "only the seed differs" : $"varied: {string.Join(", ", sweep.Keys)}";
        string runs = $"{Count(results.Runs.Count(), "run")} of {Count(sweep.Points.Count, "point")}";
        return $"Sweep of {sweep.Scenario.FileName} · {mode} · {runs} · {varied}";
    }

    private static Verdict VerdictOf(SweepResults results)
    {
        int runs = results.Runs.Count();
        int incomplete = results.Incomplete;
        if (incomplete > 0) return new Verdict($"{incomplete} of {Count(runs, "run")} did not come to their end.", false);
        IReadOnlyList<Expectation> expected = results.Sweep.Scenario.Expectations;
        if (expected.Count == 0) return new Verdict($"All {Count(runs, "run")} came to their end.", null);
        int passed = results.Passed;
        return new Verdict($"{passed} of {Count(runs, "run")} passed all expectations.", passed == runs)
        {
            Points =
            [
                .. expected.Select((one, i) => RichText.Code(one.Text) +
                    $" held in {results.Runs.Count(run => run.Grades[i] == true)} of {Count(runs, "run")}"),
            ],
        };
    }

    private static Section FigureSection(SweepResults results, int figure, FileStems stems)
    {
        Sweep sweep = results.Sweep;
        string id = string.Create(CultureInfo.InvariantCulture, $"figure-{figure + 1}");
        string stem = stems.Take(string.Concat(sweep.Figures[figure].Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')));
        var charts = new SweepCharts(results, figure, id, stem);
        return new Section(id, sweep.Figures[figure].Name,
            [new Block.Paragraph($"{Capital(sweep.Figures[figure].Definition.Meaning)}."), .. charts.All(), TableOf(results, figure)]);
    }

    private static Table TableOf(SweepResults results, int figure)
    {
        Sweep sweep = results.Sweep;
        SweepFigure of = sweep.Figures[figure];
        bool compares = sweep.Points.Count > 1;
        Table.Column[] numbered = compares ? [new("Point")] : [];
        Table.Column[] compared = compares ? [new("Above the first point")] : [];
        bool hasTheory = Enumerable.Range(0, sweep.Points.Count).Any(point => results.TheoryAt(point, figure) is not null);
        Table.Column[] predicted = hasTheory ? [new("Theory")] : [];
        RichText Shown(double? value) => MetricText.Show(value, of);
        return Table.Of(
            $"{of.Name} at each point",
            [.. numbered, .. sweep.Keys.Select(key => new Table.Column(key)), new("Runs"), new("Mean"), new("95 % interval"), .. predicted,
                new("Standard deviation"), .. compared],
            Enumerable.Range(0, sweep.Points.Count),
            point =>
            {
                Estimate? found = results.At(point, figure);
                Estimate? above = point > 0 ? results.AboveFirst(point, figure) : null;
                return
                [
                    .. compares ? (RichText[])[Figure.Of(point + 1)] : [],
                    .. sweep.Points[point].Values.Select(value => RichText.OneLine(value.Text)),
                    Figure.Of(found?.Count ?? 0), Shown(found?.Mean), IntervalOf(found, of),
                    .. hasTheory ? (RichText[])[Shown(results.TheoryAt(point, figure))] : [], Shown(found?.StandardDeviation),
                    .. compares ? (RichText[])[above is null ? Figure.None : Shown(above.Mean) + PlusMinus(above, of)] : [],
                ];
            });
    }

    private static RichText IntervalOf(Estimate? found, SweepFigure of) => found?.HalfWidth is null
        ? Figure.None : MetricText.Show(found.Low, of) + " to " + MetricText.Show(found.High, of);

    private static RichText PlusMinus(Estimate found, SweepFigure of) =>
        found.HalfWidth is { } half ? " ± " + MetricText.Show(half, of) : RichText.None;

    private static Section ScenarioSection(Sweep sweep) => new("scenario", "Scenario",
    [
        new Block.Paragraph("The scenario " + RichText.Code(sweep.Scenario.FileName) + ", before values were varied:"),
        new Block.Listing("Scenario file", sweep.Scenario.Description.Length == 0
            ? sweep.Scenario.Source : ScenarioListing.WithoutLesson(sweep.Scenario.Source), "yaml"),
    ])
    { IsFolded = true };

    private static Section AgainSection(Sweep sweep, string version)
    {
        string values = string.Concat(sweep.Keys.Zip(sweep.Points[^1].Values, (key, value) => $" --set '{key}={value.Text}'"));
        return new Section("again", "Run it again",
        [
            new Block.Paragraph("In the folder of this report, which holds the scenario, type:"),
            new Block.Listing("Command", "netcomm sweep scenario.yaml --out ../again", "sh"),
            new Block.Paragraph(
                "Replication r runs with the scenario's seed + r − 1, whatever the point: points differ by what was varied, and not by " +
                "luck. A single run with its whole report, here the last point's first:"),
            new Block.Listing("Command", string.Create(CultureInfo.InvariantCulture,
                $"netcomm run scenario.yaml --seed {sweep.Scenario.Seed}{values} --out ../one"), "sh"),
            new Block.Paragraph("In the same folder: every run in " + RichText.Code("runs.csv") + ", the points in "
                + RichText.Code("points.csv") + ", both in " + RichText.Code("sweep.json") + ", the charts in " + RichText.Code("charts/")
                + $". Made by NetComm.Sim {version}."),
        ])
        { IsFolded = true };
    }

    private static string Count(int count, string noun) => $"{Figure.Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
