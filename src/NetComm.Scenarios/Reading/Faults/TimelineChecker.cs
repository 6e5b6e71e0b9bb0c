using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Faults;

/// <summary>Reports what is impossible at its time in a timeline: a crash of a host that is down, a second join, ….</summary>
internal sealed class TimelineChecker(ResolveContext draft, IReadOnlyList<LinkOrLan> media)
{
    private readonly Dictionary<int, LinkProperties> _shared = media.OfType<Lan>().Where(lan => lan.Medium == LanMedium.Shared)
        .ToDictionary(lan => lan.Index, lan => lan.Properties);
    private readonly Dictionary<int, SimTime> _downSince = [];
    private readonly HashSet<(int Group, int Node)> _members =
        [.. from pair in draft.GroupByName from member in pair.Value.Members select (pair.Value.Index, member)];

    public void Check(IEnumerable<DatedChange> changes)
    {
        foreach (DatedChange change in changes)
        {
            if (Fault(change) is { } fault) draft.Problem(change.Span, $"{change.Title}: {fault}");
        }
    }

    /// <summary>Applies the change. Returns why it is impossible; null where it is not.</summary>
    private string? Fault(DatedChange dated) => dated.Change switch
    {
        FaultChange.NodeCrash crash => _downSince.TryAdd(crash.Node, dated.At)
            ? null : $"{Name(crash.Node)} cannot crash at {dated.At}: {Down(crash.Node)}",
        FaultChange.NodeRestart restart => _downSince.Remove(restart.Node)
            ? null : $"{Name(restart.Node)} cannot restart at {dated.At}: it has not crashed",
        FaultChange.GroupJoin join when _downSince.ContainsKey(join.Node) =>
            $"{Name(join.Node)} cannot join a group at {dated.At}: {Down(join.Node)}",
        FaultChange.GroupLeave leave when _downSince.ContainsKey(leave.Node) =>
            $"{Name(leave.Node)} cannot leave a group at {dated.At}: {Down(leave.Node)}",
        FaultChange.GroupJoin join => _members.Add((join.Group, join.Node))
            ? null : $"{Name(join.Node)} cannot join {Group(join.Group)} at {dated.At}: it is a member already",
        FaultChange.GroupLeave leave => _members.Remove((leave.Group, leave.Node))
            ? null : $"{Name(leave.Node)} cannot leave {Group(leave.Group)} at {dated.At}: it is no member then",
        FaultChange.LinkSet set when _shared.TryGetValue(set.Medium, out LinkProperties? before) =>
            SharedMediumRules.Fault(_shared[set.Medium] = set.Forward.ApplyTo(before)),
        _ => null,
    };

    private string Name(int node) => $"'{draft.Nodes[node].Name}'";

    private string Group(int group) => $"'{draft.GroupByName.Values.First(each => each.Index == group).Name}'";

    private string Down(int node) => $"it has crashed at {_downSince[node]} and not restarted";
}
