namespace NetComm.Reporting.Sections.Run;

/// <summary>The last section: how anybody gets the same run.</summary>
internal sealed class ReproductionSection : ReportSection
{
    /// <summary>The rubric beside a graded run's report.</summary>
    public const string RubricFile = "rubric.yaml";

    public override Section Build(ReportContext context) => new("again", "Run it again",
    [
        new Block.Paragraph(context.Rubric is null
            ? $"In the folder of this report, which holds the scenario as it was run{(context.IsReplay ? " and what was sent" : "")}, type:"
            : "In the folder of this report, which holds the scenario as it was run and the rubric, type:"),
        new Block.Listing("Command", CommandsOf(context), "sh"),
        new Block.Paragraph(context.Mode == RunMode.Simulated
            ? "The same scenario, seed and version give the same run, down to the trace hash, on any machine."
            : "A loopback run uses real sockets and the wall clock: figures differ a little from run to run, and so does the trace hash."),
        new Block.Facts(
        [
            ("Run time", Figure.Of(context.Seconds, Unit.Seconds)),
            ("Events", Figure.Of(context.Events)),
            ("Trace hash", RichText.Code(context.TraceHash)),
            ("Version", $"NetComm.Sim {context.Version}"),
        ]),
        new Block.Paragraph(
            "In the same folder: the charts as files in " + RichText.Code("charts/") + ", the data of those over time in "
                + RichText.Code("series/") + ", all figures in " + RichText.Code("summary.json")
                + ", each packet in "
            + RichText.Code("packets.csv") + ", captures for Wireshark in " + RichText.Code("captures/") + "."),
    ])
    { IsFolded = true };

    private static string OrderOf(ReportContext context) => context.Order is { } order ? $" --order {order}" : "";

    private static string CommandsOf(ReportContext context)
    {
        string run = context.Rubric is null
            ? $"netcomm run scenario.yaml --mode {context.ModeName} --seed {context.Seed}{OrderOf(context)} --out ../again"
            : $"netcomm grade {context.GradedFile} --rubric {RubricFile} --out ../again    # the points: ../again/grades.md";
        if (context.IsReplay) return "netcomm replay .    # the same, compared with the trace hash";
        return context.Mode == RunMode.Simulated ? $"{run}\nnetcomm replay .    # the same, compared with the trace hash" : run;
    }
}
