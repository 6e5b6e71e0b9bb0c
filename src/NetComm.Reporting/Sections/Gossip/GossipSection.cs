namespace NetComm.Reporting.Sections.Gossip;

/// <summary>The section on how rumours spread: how many peers know each after each round.</summary>
internal sealed class GossipSection(ReportedRun run) : ReportSection
{
    /// <summary>Series that one chart tells apart.</summary>
    private const int MostRumours = 6;

    private const string PeerKind = "gossip-peer";

    private readonly GossipFold _fold = new(run.Header);

    public override IReadOnlyList<ITraceFold> Folds => [_fold];

    public override Section? Build(ReportContext context) =>
        Of(_fold.Rumours, run.Measured.Apps.Count(app => app.Kind == PeerKind));

    internal static Section? Of(IReadOnlyList<Rumour> rumours, int peers)
    {
        if (rumours.Count == 0) return null;
        Rumour[] shown = [.. rumours.Take(MostRumours)];
        var chart = new Chart
        {
            Title = "Peers that know the rumour, by round",
            Description = $"How many of {peers} gossip peers have learnt a rumour by the end of each round.",
            X = new Axis("Round", Unit.Count) { From = 0, To = Math.Max(1, shown.Max(rumour => rumour.Rounds.Max())) },
            Y = new Axis("Peers that know it", Unit.Count) { From = 0, To = peers },
            Series = [.. shown.Select(rumour => Series.Line(rumour.Text, Spread(rumour.Rounds)))],
        };
        string more = rumours.Count > shown.Length ? $" Of {rumours.Count} rumours, the first {shown.Length} are shown." : "";
        string caption =
            $"At first the number of peers that know the rumour multiplies from round to round; towards the end most messages reach " +
                $"peers that know it already, and the curve levels off.{more}";
        return new Section("gossip", "How the rumour spread", [new Picture("gossip-picture", "charts/gossip.svg", chart, caption)]);
    }

    /// <summary>For each round from 0 to the last, how many have learnt it by then.</summary>
    private static ChartPoint[] Spread(IReadOnlyList<long> rounds)
    {
        long last = rounds.Max();
        return [.. rounds.Distinct().Append(last).Order().Distinct()
            .Select(round => new ChartPoint(round, rounds.Count(one => one <= round)))];
    }
}

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
/// <param name="Rounds">The rounds in which peers learnt it, one for each peer, in the order in which they did.</param>
internal sealed record Rumour(string Text, IReadOnlyList<long> Rounds);
