using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using static System.FormattableString;

namespace NetComm.Reporting.Sections.Theories;

/// <summary>The section on theories: what each says, what it assumes, and whether the run kept to it.</summary>
internal sealed class TheorySection(ReportedRun run) : ReportSection
{
    /// <inheritdoc/>
    public override Section? Build(ReportContext context) => Of(TheoryReports.Of(run.AllGrades, run.Measured));

    /// <summary>Null where no theory was asked for.</summary>
    internal static Section? Of(IReadOnlyList<TheoryReport> theories) =>
        theories.Count == 0 ? null
            : new Section("theory", "Theory beside measurement", [.. theories.Select((theory, i) => PartOf(theory, $"theory-{i + 1}"))]);

    private static Block.Part PartOf(TheoryReport report, string id)
    {
        TheoryText text = TheoryText.Of(report.Theory);
        var blocks = new List<Block>
        {
            new Block.Facts(
            [
                ("Measured", ResultOf(report)),
                ("Theory", text.Formula),
                ("Here", text.Parameters),
                ("It assumes", $"{text.Assumes} The scenario was checked for it."),
                ("The test", TestOf(report.Theory)),
                ("Source", text.Source),
            ]),
        };
        if (report.Theory is BurstLoss bursts && report.Bursts.Any(count => count > 0))
            blocks.Add(
                new Picture($"{id}-bursts", $"charts/{id}-bursts.svg", BurstChart(report, bursts),
                    "How many packets were lost in a row, beside the geometric distribution r(1 − r)ⁿ⁻¹."));
        return new Block.Part(id, $"{text.Name}: {report.Subject}", blocks);
    }

    private static RichText ResultOf(TheoryReport report) => report.Passed switch
    {
        true => $"{report.Outcome}: " + RichText.Good("as theory says"),
        false => $"{report.Outcome}: " + RichText.Bad("not as theory says"),
        null => report.Outcome,
    };

    private static string TestOf(Theory theory) => theory switch
    {
        BurstLoss =>
            "The interval holds 99.9 % of right runs. Losses depend on the ones before, so it comes from the chain's own variance; two " +
            "figures share the error (Bonferroni).",
        MathisRate => "The band is that of the approximation, not of chance.",
        _ => "The interval holds 99.9 % of right runs. A packet's fate depends on the ones before it, so the error comes from the means " +
            "of long batches (batch means, Student's t).",
    };

    private static Chart BurstChart(TheoryReport report, BurstLoss theory)
    {
        int last = report.Bursts.Count - 1;
        int longest = Enumerable.Range(1, last).Last(length => report.Bursts[length] > 0);
        double all = report.Bursts.Sum();
        int[] lengths = [.. Enumerable.Range(1, longest)];
        return new Chart
        {
            Title = $"{report.Subject}: packets lost in a row",
            Description =
                "Share of the bursts of loss by their length: measured as bars, the geometric distribution of mean "
                + Invariant($"{theory.MeanBurst:0.##} as points.")
                + (longest == last ? $" Those of {last} packets or more are one bar." : ""),
            X = new Axis("Packets in the burst", Unit.Count) { From = 0, To = longest + 1 },
            Y = new Axis("Bursts", Unit.Share) { From = 0 },
            Series =
            [
                Series.Bars(Invariant($"measured, {all:0} bursts"),
                    [.. lengths.Select(length => new ChartPoint(length - 0.4, report.Bursts[length] / all))], 0.8) with { Style = 0 },
                Series.Points(
                    "geometric",
                    [.. lengths
                        .Select(length => new ChartPoint(
                        length, length == last ? theory.ShareOfBurstsFrom(length) : theory.ShareOfBursts(length)))]) with { Style = 1 },
            ],
        };
    }
}
