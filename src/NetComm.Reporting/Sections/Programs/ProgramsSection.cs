using NetComm.Analysis;

namespace NetComm.Reporting.Sections.Programs;

/// <summary>What became of programs and apps, and what they said.</summary>
internal sealed class ProgramsSection(ReportedRun run) : ReportSection
{
    public const string Id = "programs";

    private readonly PrintedLines _printed = new(run.Header);

    public override IReadOnlyList<ITraceFold> Folds => [_printed];

    public override Section? Build(ReportContext context) => Of(ProgramReport.AllOf(run.Measured), _printed.First, _printed.Count);

    internal static Section? Of(IReadOnlyList<ProgramReport> programs, IReadOnlyList<PrintedLine> printed, long printedCount)
    {
        if (programs.Count == 0) return null;
        string heading = HeadingOf(programs);
        var blocks = new List<Block>
        {
            Table.Of(
                $"How the {heading.ToLowerInvariant()} ended",
                [new("Name", false), new("Kind", false), new("Host", false), new("Result", false)],
                programs,
                program => [program.Name, program.Kind ?? "program", program.Host, EndOf(program)]),
        };
        if (printed.Count > 0)
            blocks.Add(Table.Of(
                "What they printed",
                [new("Time"), new("Name", false), new("Line", false)],
                printed,
                line => [Figure.Of(line.Seconds, Unit.Seconds), line.Program, RichText.Code(line.Text)]));
        if (printedCount > printed.Count)
            blocks.Add(
                new Block.Paragraph($"And {Figure.Count(printedCount - printed.Count)} more lines: see summary.json."));
        return new Section(Id, heading, blocks);
    }

    private static string HeadingOf(IReadOnlyList<ProgramReport> programs) =>
        programs.All(program => program.Kind is null) ? "Programs"
            : programs.All(program => program.Kind is not null) ? "Apps" : "Programs and apps";

    private static RichText EndOf(ProgramReport program) => program switch
    {
        { Failure: { } failure } => RichText.Bad("failed: ") + RichText.Code(failure),
        { Completed: true } => "completed",
        _ => "still running at the end",
    };
}

/// <param name="Failure">Why it did not: an errno name, or what its <c>expect</c> found; null where it did not fail.</param>
internal sealed record ProgramReport(string Name, string Host, bool Completed, string? Failure)
{
    /// <summary>An app's kind; null for a program.</summary>
    public string? Kind { get; init; }

    /// <summary>The programs of a run, then its apps.</summary>
    public static IReadOnlyList<ProgramReport> AllOf(Measurements measured) =>
        [.. measured.Programs.Concat(measured.Apps)
            .Select(p => new ProgramReport(p.Name, p.Host, p.Completed, p.Failure) { Kind = p.Kind })];
}

/// <summary>Gathers from a trace what programs printed.</summary>
internal sealed class PrintedLines(TraceHeader header) : ITraceFold
{
    /// <summary>Lines beyond it stand in summary.json only.</summary>
    private const int MostLines = 1000;

    private readonly List<PrintedLine> _first = [];

    /// <summary>In order; of very many lines the first.</summary>
    public IReadOnlyList<PrintedLine> First => _first;

    public long Count { get; private set; }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            if (slots[i].Kind != TraceEventKind.ProgramPrinted || Count++ >= MostLines) continue;
            var printed = new ProgramStateChanged(slots[i]);
            _first.Add(new PrintedLine(
                slots[i].Time.TotalSeconds, header.NameOf(printed.Program, printed.Connection), TraceBytes.TextBehind(slots, i)));
        }
    }
}

internal sealed record PrintedLine(double Seconds, string Program, string Text);
