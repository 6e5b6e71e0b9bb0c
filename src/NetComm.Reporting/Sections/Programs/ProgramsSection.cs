using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Programs;

/// <summary>What became of programs and apps, and what they said.</summary>
internal static class ProgramsSection
{
    /// <summary>The section; null where there are none.</summary>
    public static Section? Of(ReportModel report)
    {
        if (report.Programs.Count == 0) return null;
        string heading = HeadingOf(report.Programs);
        var blocks = new List<Block>
        {
            Table.Of(
                $"How the {heading.ToLowerInvariant()} ended",
                [new("Name", false), new("Kind", false), new("Host", false), new("Result", false)],
                report.Programs,
                program => [program.Name, program.Kind ?? "program", program.Host, EndOf(program)]),
        };
        if (report.Printed.Count > 0)
            blocks.Add(Table.Of(
                "What they printed, in order",
                [new("Time"), new("Name", false), new("Line", false)],
                report.Printed,
                line => [Figure.Of(line.Seconds, Unit.Seconds), line.Program, RichText.Code(line.Text)]));
        if (report.PrintedCount > report.Printed.Count)
            blocks.Add(
                new Block.Paragraph($"And {Figure.Count(report.PrintedCount - report.Printed.Count)} more lines: see summary.json."));
        return new Section("programs", heading, blocks);
    }

    private static string HeadingOf(IReadOnlyList<ProgramReport> programs) =>
        programs.All(program => program.Kind is null) ? "Programs"
            : programs.All(program => program.Kind is not null) ? "Apps" : "Programs and apps";

    private static RichText EndOf(ProgramReport program) => program switch
    {
        { Failure: { } failure } => RichText.Bad("failed: ") + RichText.Code(failure),
        { Completed: true } => "completed",
        _ => "still running when the run ended",
    };
}

/// <summary>What the report says of a program or app.</summary>
/// <param name="Completed">Whether it did all its steps.</param>
/// <param name="Failure">Why it did not: an errno name, or what its <c>expect</c> found; null where it did not fail.</param>
internal sealed record ProgramReport(string Name, string Host, bool Completed, string? Failure)
{
    /// <summary>An app's kind; null for a program.</summary>
    public string? Kind { get; init; }
}

/// <summary>A line that a program printed.</summary>
/// <param name="Seconds">When, since the run began.</param>
internal sealed record PrintedLine(double Seconds, string Program, string Text);
