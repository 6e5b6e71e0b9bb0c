namespace NetComm.Network;

/// <summary>
/// Source trees under static routing: the routes from the source to each member, laid over each other. Ties are decided alike for all
/// members, so the routes never part and meet again, and each link direction carries a packet once.
/// </summary>
internal sealed class MulticastTreeBuilder(Scenario scenario, NetworkState map, Memberships members)
{
    private readonly NetworkInterface[] _interfaces = [.. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
    private readonly Dictionary<(int Source, int Group), MulticastTree> _trees = [];
    private long _mapVersion;
    private long _memberVersion;

    internal MulticastTree Of(int source, int group)
    {
        if (_mapVersion != map.Version || _memberVersion != members.Version)
        {
            _trees.Clear();
            (_mapVersion, _memberVersion) = (map.Version, members.Version);
        }

        if (!_trees.TryGetValue((source, group), out MulticastTree? tree)) _trees[(source, group)] = tree = Build(source, group);
        return tree;
    }

    private MulticastTree Build(int source, int group)
    {
        var tree = new MulticastTree();
        var reached = new HashSet<int> { source };
        foreach (int member in members.MembersOf(group))
        {
            if (member != source && !TryReach(tree, reached, source, member)) tree.LacksMembers = true;
        }

        return tree;
    }

    // Routes to members beyond a failure may not fit those of the others: such a route joins the tree where it last meets it.
    private bool TryReach(MulticastTree tree, HashSet<int> reached, int source, int member)
    {
        var path = new List<NextHop>();
        int branch = 0;
        for (int at = source; at != member;)
        {
            if (reached.Contains(at)) branch = path.Count;
            NextHop hop = map.Next(at, member);
            if (!hop.HasNeighbour || path.Count > _interfaces.Length) return false;
            path.Add(hop);
            at = _interfaces[hop.Neighbour].Node;
        }

        if (reached.Contains(member)) return true;
        foreach (NextHop hop in path.Skip(branch))
        {
            NetworkInterface next = _interfaces[hop.Neighbour];
            tree.Add(_interfaces[hop.Interface].Node, hop.Interface, next.Medium, next.Port);
            reached.Add(next.Node);
        }

        return true;
    }
}
