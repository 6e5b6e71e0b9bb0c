using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Run;

/// <summary>The sections on the run as a whole.</summary>
internal static class RunSections
{
    /// <summary>The rubric beside a graded run's report.</summary>
    public const string RubricFile = "rubric.yaml";

    /// <summary>What the run is there to teach; null where the scenario has no text.</summary>
    public static Section? Lesson(ReportModel report) =>
        report.Lesson.Length == 0 ? null : new Section("lesson", "Lesson", [new Block.Lesson(report.Lesson)]);

    /// <summary>The scenario.</summary>
    public static Section Asked(ReportModel report) => new("asked", "What was asked",
    [
        new Block.Paragraph("The scenario " + RichText.Code(report.FileName) + ", as it was run:"),
        new Block.Listing(
            "Scenario file", report.Lesson.Length == 0 ? report.Source : ScenarioListing.WithoutLesson(report.Source), "yaml"),
    ]);

    /// <summary>What to know before trusting the figures; null where there is nothing.</summary>
    public static Section? Notes(ReportModel report) =>
        report.Notes.Count == 0
            ? null : new Section("notes", "Before you trust the figures",
            [new Block.Bullets([.. report.Notes.Select(note => (RichText)note)])]) { IsAside = true };

    /// <summary>How anybody gets the same run.</summary>
    public static Section Reproduction(ReportModel report) => new("again", "Run it again",
    [
        new Block.Paragraph(report.Rubric is null
            ? "In the folder of this report, which holds the scenario as it was run:"
            : "In the folder of this report, which holds the scenario as it was run and the rubric:"),
        new Block.Listing("Command", CommandsOf(report), "sh"),
        new Block.Paragraph(report.Mode == RunMode.Simulated
            ? "The same scenario, seed and version give the same run, down to the trace hash, on any machine."
            : "A loopback run uses real sockets and the wall clock: figures differ a little from run to run, and so does the trace hash."),
        new Block.Facts(
        [
            ("Run time", Figure.Of(report.Seconds, Unit.Seconds)),
            ("Events", Figure.Of(report.Events)),
            ("Trace hash", RichText.Code(report.TraceHash)),
            ("Version", $"NetComm.Sim {report.Version}"),
        ]),
        new Block.Paragraph(
            "Beside this report: the charts as files in " + RichText.Code("charts/") + ", all figures in " + RichText.Code("summary.json")
                + ", each packet in "
            + RichText.Code("packets.csv") + ", a capture for Wireshark in " + RichText.Code("capture.pcapng") + "."),
    ]);

    private static string CommandsOf(ReportModel report)
    {
        string run = report.Rubric is null
            ? $"netcomm run scenario.yaml --mode {ModeOf(report)} --seed {report.Seed} --out ../again"
            : $"netcomm grade . --rubric {RubricFile} --out ../again    # the points: ../again/grades.md";
        return report.Mode == RunMode.Simulated ? $"{run}\nnetcomm replay .    # the same, held against the trace hash" : run;
    }

    /// <summary>The mode as the command line names it.</summary>
    public static string ModeOf(ReportModel report) => report.Mode == RunMode.Simulated ? "simulated" : "loopback";
}
