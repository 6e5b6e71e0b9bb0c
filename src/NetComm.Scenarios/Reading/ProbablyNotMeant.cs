using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading;

/// <summary>Finds what is no mistake, but probably not meant, each as a sentence.</summary>
internal static class ProbablyNotMeant
{
    /// <summary>The note in which lessons say in which modes they come out as they expect.</summary>
    private const string Modes = "x-modes";

    /// <summary>Flows that are told one by one: each is looked for through the whole network.</summary>
    private const int MostTold = 10;

    public static IReadOnlyList<string> In(ResolveContext draft, IReadOnlyList<Flow> flows) =>
        [.. UndeclaredMode(draft), .. WaysThatAreNone(draft, flows)];

    private static IEnumerable<string> UndeclaredMode(ResolveContext draft)
    {
        string[] declared = draft.Root[Modes] switch
        {
            YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Value)],
            YamlScalar { IsNull: false } text => text.Value.Split(',', StringSplitOptions.TrimEntries),
            _ => [],
        };
        string mode = draft.IsLoopback ? "loopback" : "simulated";
        if (declared.Length == 0 || declared.Contains(mode)) yield break;
        string where = draft.IsLoopback ? "on real sockets" : "in virtual time";
        yield return $"it runs {where}, but is made for {string.Join(" and ", declared)} ({Modes}): what it expects may fail here";
    }

    /// <summary>Flows whose packets reach nobody, since only routers forward.</summary>
    private static IEnumerable<string> WaysThatAreNone(ResolveContext draft, IReadOnlyList<Flow> flows)
    {
        int[] islands = Islands(draft);
        int told = 0, others = 0;
        foreach (Flow flow in flows)
        {
            HashSet<int> reached = [.. draft.Nodes[flow.From].Media.Select(medium => islands[medium])];
            bool Reaches(int node) => draft.Nodes[node].Media.Exists(medium => reached.Contains(islands[medium]));
            int[] lost = [.. flow.Receivers.Where(one => one != flow.From && !Reaches(one))];
            if (lost.Length == 0 || (flow.Cast == Cast.Anycast && lost.Length < flow.Receivers.Count)) continue;
            if (++told > MostTold)
            {
                others++;
                continue;
            }

            int[] before = NodesBefore(draft, flow.From);
            string way = $"from '{draft.Nodes[flow.From].Name}' to '{draft.Nodes[lost[0]].Name}'";
            yield return before[lost[0]] < 0 ? $"flow '{flow.Name}': no links lead {way}"
                : $"flow '{flow.Name}': nothing gets {way}: '{HostBetween(draft, before, lost[0])}' between them is a host, and hosts do " +
                    "not forward; make it one of the routers";
        }

        if (others > 0) yield return FormattableString.Invariant($"{others} more {(others == 1 ? "flow reaches" : "flows reach")} nobody");
    }

    /// <summary>For each link or LAN a number that those share between which routers forward.</summary>
    private static int[] Islands(ResolveContext draft)
    {
        int[] parents = [.. Enumerable.Range(0, draft.Media.Count)];
        int Root(int medium)
        {
            while (parents[medium] != medium) medium = parents[medium] = parents[parents[medium]];
            return medium;
        }

        foreach (UnresolvedNode router in draft.Nodes.Where(node => node.Kind == NodeKind.Router))
        {
            foreach (int medium in router.Media.Skip(1)) parents[Root(medium)] = Root(router.Media[0]);
        }

        return [.. Enumerable.Range(0, draft.Media.Count).Select(Root)];
    }

    /// <summary>For each node the one before it on a shortest way, if hosts forwarded too; −1 where there is none.</summary>
    private static int[] NodesBefore(ResolveContext draft, int from)
    {
        int[] before = new int[draft.Nodes.Count];
        Array.Fill(before, -1);
        before[from] = from;
        var seen = new HashSet<int>();
        var next = new Queue<int>([from]);
        while (next.TryDequeue(out int node))
        {
            foreach (UnresolvedNode other in draft.Nodes[node].Media.Where(seen.Add).SelectMany(medium => draft.Media[medium].Members)
                .Where(other => before[other.Index] < 0))
            {
                before[other.Index] = node;
                next.Enqueue(other.Index);
            }
        }

        return before;
    }

    private static string HostBetween(ResolveContext draft, int[] before, int to)
    {
        int node = before[to];
        while (draft.Nodes[node].Kind == NodeKind.Router) node = before[node];
        return draft.Nodes[node].Name;
    }
}
