using System.Globalization;
using NetComm.Analysis;
using NetComm.Reporting.Charts.Drawing;

namespace NetComm.Reporting;

/// <summary>Writes <c>report.html</c> and <c>charts/*.svg</c> of a comparison: each flow with its figures side by side.</summary>
public static class ComparisonReport
{
    /// <summary>Writes the report into a comparison's folder.</summary>
    /// <param name="comparison">What is compared.</param>
    /// <param name="latencies">Of each side the latencies of its runs; none where their events are not there.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="folder">Where to; it exists.</param>
    public static void Write(
        RunComparison comparison, IReadOnlyList<IReadOnlyList<ComparedLatencies>> latencies, string version, string folder) =>
        ReportFiles.Write(DocumentOf(comparison, latencies, version), new ScottPlotRenderer(), ReportFormat.Html, folder);

    /// <summary>The report before it is a page.</summary>
    internal static ReportDocument DocumentOf(
        RunComparison comparison, IReadOnlyList<IReadOnlyList<ComparedLatencies>> latencies, string version)
    {
        var stems = new FileStems();
        var sections = new List<Section>();
        foreach (string flow in comparison.Flows) sections.Add(FlowSection(comparison, latencies, flow, sections.Count + 1, stems));
        if (comparison.Machine is { } machine) sections.Add(MachineSection(machine));
        sections.Add(RunsSection(comparison, version));
        return new ReportDocument
        {
            Title = comparison.Title,
            Kind = KindOf(comparison),
            Verdicts = [VerdictOf(comparison)],
            Sections = sections,
        };
    }

    private static string KindOf(RunComparison comparison)
    {
        int runs = comparison.Sides[0].Runs.Count;
        return comparison.Machine is null
            ? $"Comparison of {Figure.Count(comparison.Sides.Count)} runs of {comparison.File}"
            : string.Create(CultureInfo.InvariantCulture,
                $"Comparison of {comparison.File} · simulated and on real sockets · {runs} run{(runs == 1 ? "" : "s")} each, " +
                $"seeds from {comparison.Sides[0].Runs[0].Seed}");
    }

    private static Verdict VerdictOf(RunComparison comparison)
    {
        if (!comparison.IsComplete) return new Verdict("Some runs did not come to their end.", false);
        if (comparison.Machine is null) return new Verdict("All runs came to their end.", null);
        return new Verdict("Where simulation and machine part:", null)
        {
            Points = [.. comparison.Flows.Select(flow => (RichText)VerdictSentence.Of(flow, ModeVerdict.Of(comparison, flow)))],
        };
    }

    private static Section FlowSection(
        RunComparison comparison, IReadOnlyList<IReadOnlyList<ComparedLatencies>> latencies, string flow, int number, FileStems stems)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"flow-{number}");
        string stem = stems.Take(string.Concat(flow.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')));
        IReadOnlyList<ModeVerdict> verdicts = comparison.Machine is null ? [] : ModeVerdict.Of(comparison, flow);
        Block[] told = verdicts.Count == 0 ? []
            : [new Block.Bullets([.. verdicts.Select(verdict => (RichText)VerdictSentence.Of(verdict))])];
        return new Section(id, flow,
            [.. told, .. new ComparisonCharts(comparison, latencies, flow, id, stem).All(), TableOf(comparison, flow)]);
    }

    private static Table TableOf(RunComparison comparison, string flow)
    {
        int[] sides = [.. Enumerable.Range(0, comparison.Sides.Count)];
        string NameOf(int side) => comparison.Sides[side].Name;
        string DifferenceOf(int side) => sides.Length == 2 ? "Difference" : $"{NameOf(side)}: difference";
        RichText Shown(int side, MetricDefinition metric) =>
            RichText.OneLine(ShownEstimate.Of(comparison.At(side, flow, metric), metric));
        RichText Above(int side, MetricDefinition metric) =>
            RichText.OneLine(ShownEstimate.Above(comparison.AboveFirst(side, flow, metric), metric));
        return Table.Of(
            sides.Length == 2 ? $"Figures of {flow}; differences are {NameOf(1)} less {NameOf(0)}"
                : $"Figures of {flow}; differences are those to {NameOf(0)}",
            [
                new("Figure", IsNumber: false), .. sides.Select(side => new Table.Column(NameOf(side))),
                .. sides.Skip(1).Select(side => new Table.Column(DifferenceOf(side))),
            ],
            comparison.MetricsOf(flow),
            metric =>
            [
                RichText.Code(metric.Name ?? metric.Key), .. sides.Select(side => Shown(side, metric)),
                .. sides.Skip(1).Select(side => Above(side, metric)),
            ]);
    }

    private static Section MachineSection(MachineFacts machine) => new("machine", "The machine",
    [
        new Block.Paragraph(VerdictSentence.Of(machine.Echo)),
        new Block.Paragraph(
            "An echo has no link, queue or timer in it: it is the least that any program on this machine pays. What a flow is slower by " +
            "beyond that comes from timers that fire late, from the emulation, and from what else the machine does."),
        .. machine.WithoutEffect.Count == 0 ? (Block[])[] :
        [
            new Block.Paragraph("Without effect on real sockets, so that the modes may differ there:"),
            new Block.Bullets([.. machine.WithoutEffect.Select(sentence => (RichText)sentence)]),
        ],
        .. machine.Notes.Count == 0 ? (Block[])[] : [new Block.Bullets([.. machine.Notes.Select(note => (RichText)note)])],
    ]);

    private static Section RunsSection(RunComparison comparison, string version) => new("runs", "Runs",
    [
        Table.Of("The runs that are compared",
            [new("Side", IsNumber: false), new("File", IsNumber: false), new("Mode", IsNumber: false), new("Seed"),
                new("Complete", IsNumber: false), new("Trace hash", IsNumber: false)],
            comparison.Sides.SelectMany(side => side.Runs.Select(run => (side.Name, Run: run))),
            one =>
            [
                one.Name, RichText.Code(one.Run.File), one.Run.Mode == RunMode.Loopback ? "loopback" : "simulated",
                one.Run.Seed.ToString(CultureInfo.InvariantCulture), one.Run.IsComplete ? "yes" : RichText.Bad("no"),
                RichText.Code(one.Run.TraceHash[..Math.Min(one.Run.TraceHash.Length, 19)] + "…"),
            ]),
        new Block.Paragraph(
            "Where there are several runs, a figure is their mean with its 95 % interval (Student's t), and a difference is taken seed " +
            "by seed."),
        new Block.Paragraph("In the same folder: all figures in " + RichText.Code("compare.csv") + " and " + RichText.Code("compare.json")
            + ", the charts in " + RichText.Code("charts/") + $". Made by NetComm.Sim {version}."),
    ])
    { IsFolded = true };
}
