using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Gossip;

/// <summary>Gathers from a trace in which round each gossip peer learnt each rumour.</summary>
internal sealed class GossipFold(TraceHeader header) : ITraceFold
{
    private readonly Dictionary<string, List<long>> _rounds = new(StringComparer.Ordinal);
    private readonly List<Rumour> _rumours = [];

    public IReadOnlyList<Rumour> Rumours => _rumours;

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            if (slots[i].Kind != TraceEventKind.ProgramCalled) continue;
            var called = new ProgramCalled(slots[i]);
            if (header.Programs[called.Program.Index].Kind is not null) Learn(TraceBytes.TextBehind(slots, i), called.Number);
        }
    }

    private void Learn(string report, long round)
    {
        if (!report.StartsWith(AppReport.Learnt, StringComparison.Ordinal)) return;
        string text = report[AppReport.Learnt.Length..];
        if (!_rounds.TryGetValue(text, out List<long>? rounds))
        {
            _rounds[text] = rounds = [];
            _rumours.Add(new Rumour(text, rounds));
        }

        rounds.Add(round);
    }
}

/// <summary>How a rumour spread among gossip peers.</summary>
/// <param name="Text">What it was.</param>
/// <param name="Rounds">The rounds in which peers learnt it, one for each peer, in the order in which they did.</param>
internal sealed record Rumour(string Text, IReadOnlyList<long> Rounds);
