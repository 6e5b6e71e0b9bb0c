using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Programs;

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
            ProgramId program = new ProgramStateChanged(slots[i]).Program;
            _first.Add(new PrintedLine(
                slots[i].Time.TotalSeconds, header.Programs[program.Index].Name, TraceBytes.TextBehind(slots, i)));
        }
    }
}

/// <summary>A line that a program printed.</summary>
/// <param name="Seconds">When, since the run began.</param>
internal sealed record PrintedLine(double Seconds, string Program, string Text);
