using NetComm.Reporting.Diagrams.Timeline;

namespace NetComm.Reporting.Sections.Faults;

/// <summary>
/// Works out from a scenario's faults what was not as at first, and for how long: a row for each link, LAN, host, router and membership.
/// </summary>
internal sealed class FaultTimeline
{
    private readonly Scenario _scenario;
    private readonly double _end;
    private readonly List<Subject> _subjects = [];

    private FaultTimeline(Scenario scenario, SimTime end)
    {
        _scenario = scenario;
        _end = end.TotalSeconds;
        foreach (Fault fault in scenario.Faults.Where(fault => fault.At <= end)) Take(fault.Change, fault.At.TotalSeconds);
    }

    /// <summary>
    /// The rows, in the order in which their subjects first changed; below them the flows, which are silent while their sender is down.
    /// </summary>
    /// <param name="sending">Per flow the span in which it was active; null where it never began.</param>
    public static IReadOnlyList<TimelineRow.Spans> Of(Scenario scenario, SimTime end, IReadOnlyList<(SimTime From, SimTime To)?> sending)
    {
        if (!scenario.Faults.Any(fault => fault.At <= end)) return [];
        var timeline = new FaultTimeline(scenario, end);
        return
        [
            .. timeline._subjects.Select(subject => subject.ToRow(timeline._end)),
            .. scenario.Flows
                .Select((flow, i) => sending[i] is { } span ? timeline.RowOf(flow, span.From.TotalSeconds, span.To.TotalSeconds) : null)
                .OfType<TimelineRow.Spans>(),
        ];
    }

    private void Take(FaultChange change, double at)
    {
        switch (change)
        {
            case FaultChange.LinkDown down:
                Find(_scenario.Links[down.Medium].Name).Begin(SpanKind.Down, at, "down");
                break;
            case FaultChange.LinkUp up:
                Find(_scenario.Links[up.Medium].Name).End(SpanKind.Down, at);
                break;
            case FaultChange.Partition partition:
                Find(Outage.Partition).Begin(SpanKind.Down, at, partition.Text);
                break;
            case FaultChange.Heal:
                Find(Outage.Partition).End(SpanKind.Down, at);
                break;
            case FaultChange.LinkSet set:
                Change(set, at);
                break;
            case FaultChange.NodeCrash crash:
                Find(_scenario.Nodes[crash.Node].Name).Begin(SpanKind.Down, at, "crashed");
                break;
            case FaultChange.NodeRestart restart:
                Find(_scenario.Nodes[restart.Node].Name).End(SpanKind.Down, at);
                break;
            case FaultChange.GroupJoin join:
                Member(join.Node, join.Group).Begin(SpanKind.Member, at, "member");
                break;
            case FaultChange.GroupLeave leave:
                Member(leave.Node, leave.Group).End(SpanKind.Member, at);
                break;
        }
    }

    private void Change(FaultChange.LinkSet set, double at)
    {
        LinkOrLan medium = _scenario.Links[set.Medium];
        Subject subject = Find(medium.Name);
        (LinkProperties, LinkProperties, int) first =
            medium switch
            {
                Link link => (link.Forward, link.Backward, link.Cost),
                Lan lan => (lan.Properties, lan.Properties, lan.Cost),
                _ =>
                throw new InvalidOperationException($"No properties for {medium}.")
            };
        subject.Properties ??= first;
        subject.Properties =
            (set.Forward.ApplyTo(subject.Properties.Value.Forward), medium is Lan
                ? set.Forward.ApplyTo(subject.Properties.Value.Backward) : set.Backward.ApplyTo(subject.Properties.Value.Backward),
                set.Cost ?? subject.Properties.Value.Cost);
        subject.End(SpanKind.Changed, at);
        if (subject.Properties != first) subject.Begin(SpanKind.Changed, at, set.Text);
    }

    /// <summary>Who is a member from the start is one from 0 on.</summary>
    private Subject Member(int node, int group)
    {
        string name = $"{_scenario.Nodes[node].Name} in {_scenario.Groups[group].Name}";
        if (_subjects.Find(subject => subject.Name == name) is { } known) return known;
        Subject member = Find(name);
        if (_scenario.Groups[group].Members.Contains(node)) member.Begin(SpanKind.Member, 0, "member");
        return member;
    }

    private Subject Find(string name)
    {
        if (_subjects.Find(subject => subject.Name == name) is { } known) return known;
        _subjects.Add(new Subject(name));
        return _subjects[^1];
    }

    private TimelineRow.Spans RowOf(Flow flow, double from, double to)
    {
        var spans = new List<Span>();
        IReadOnlyList<Span> crashes = _subjects.Find(subject => subject.Name == _scenario.Nodes[flow.From].Name)?.ToRow(_end).All ?? [];
        foreach (Span crash in crashes.Where(span => span.Text == "crashed" && span.To > from && span.From < to))
        {
            if (crash.From > from) spans.Add(new Span(from, crash.From, SpanKind.Active, "active"));
            from = crash.To;
        }
        if (from < to || (from == to && spans.Count == 0)) spans.Add(new Span(from, to, SpanKind.Active, "active"));
        return new TimelineRow.Spans($"flow {flow.Name}", spans);
    }

    private sealed class Subject(string name)
    {
        private readonly List<Span> _ended = [];
        private readonly List<Span> _open = [];

        public string Name => name;

        public (LinkProperties Forward, LinkProperties Backward, int Cost)? Properties { get; set; }

        public void Begin(SpanKind kind, double at, string text)
        {
            if (!_open.Exists(span => span.Kind == kind)) _open.Add(new Span(at, at, kind, text));
        }

        public void End(SpanKind kind, double at)
        {
            _ended.AddRange(_open.Where(span => span.Kind == kind && span.From < at).Select(span => span with { To = at }));
            _open.RemoveAll(span => span.Kind == kind);
        }

        public TimelineRow.Spans ToRow(double end) => new(name, [.. _ended, .. _open.Select(span => span with { To = end })]);
    }
}
