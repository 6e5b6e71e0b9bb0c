using static System.FormattableString;

namespace NetComm.Reporting.Sections.Theories;

/// <summary>The section on theories: what each says, what it assumes, and whether the run kept to it.</summary>
internal sealed class TheorySection(ReportedRun run) : ReportSection
{
    public const string Id = "theory";

    public override Section? Build(ReportContext context) => Of(TheoryReports.Of(run.AllGrades, run.Measured));

    internal static Section? Of(IReadOnlyList<TheoryReport> theories) =>
        theories.Count == 0 ? null
            : new Section(Id, "Theory and measurement", [.. theories.Select((theory, i) => PartOf(theory, $"theory-{i + 1}"))]);

    private static Block.Part PartOf(TheoryReport report, string id)
    {
        TheoryText text = TheoryText.Of(report.Theory);
        var blocks = new List<Block>
        {
            new Block.Facts(
            [
                ("Measured", ResultOf(report)),
                ("Theory", text.Formula),
                ("Parameters", text.Parameters),
                ("Assumptions", $"{text.Assumes} The scenario was checked for this."),
                ("Test", TestOf(report.Theory)),
                ("Source", text.Source),
            ]),
        };
        if (report.Theory is BurstLoss bursts && report.Bursts.Any(count => count > 0))
            blocks.Add(
                new Picture($"{id}-bursts", $"charts/{id}-bursts.svg", BurstChart(report, bursts),
                    "How many packets were lost in a row, compared with the geometric distribution r(1 − r)ⁿ⁻¹."));
        return new Block.Part(id, $"{text.Name}: {report.Subject}", blocks);
    }

    private static RichText ResultOf(TheoryReport report) => report.Passed switch
    {
        true => $"{report.Outcome}: " + RichText.Good("agrees with the theory"),
        false => $"{report.Outcome}: " + RichText.Bad("does not agree with the theory"),
        null => report.Outcome,
    };

    private static string TestOf(Theory theory) => theory switch
    {
        BurstLoss =>
            "The interval contains 99.9 % of correct runs. Losses depend on earlier ones, so it uses the variance of the Markov chain; " +
            "two figures share the error (Bonferroni).",
        MathisRate => "The band is the error of the approximation, not of chance.",
        _ => "The interval contains 99.9 % of correct runs. A packet's delay or loss depends on the packets before it, so the error is " +
            "estimated from the means of long batches (batch means, Student's t).",
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
                "Share of the loss bursts by length: measured as bars, the geometric distribution with mean "
                + Invariant($"{theory.MeanBurst:0.##} as points.")
                + (longest == last ? $" Bursts of {last} packets or more share one bar." : ""),
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
