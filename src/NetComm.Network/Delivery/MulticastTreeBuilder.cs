namespace NetComm.Network;

/// <summary>
/// Source trees under static routing: the routes from the source to each member, laid over each other. Ties are decided alike for all
/// members, so the routes never part and meet again, and each link direction carries a packet once.
/// </summary>
internal sealed class MulticastTreeBuilder
{
    private readonly NetworkInterface[] _interfaces;
    private readonly NetworkState _map;
    private readonly Memberships _members;
    private readonly Dictionary<(int Source, int Group), MulticastTree> _trees = [];
    private long _mapVersion;
    private long _memberVersion;

    internal MulticastTreeBuilder(Scenario scenario, NetworkState map, Memberships members)
    {
        _interfaces = [.. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        _map = map;
        _members = members;
    }

    /// <summary>The tree from a node to the members of a group, as things stand.</summary>
    internal MulticastTree Of(int source, int group)
    {
        if (_mapVersion != _map.Version || _memberVersion != _members.Version)
        {
            _trees.Clear();
            (_mapVersion, _memberVersion) = (_map.Version, _members.Version);
        }

        if (!_trees.TryGetValue((source, group), out MulticastTree? tree)) _trees[(source, group)] = tree = Build(source, group);
        return tree;
    }

    private MulticastTree Build(int source, int group)
    {
        var tree = new MulticastTree();
        var reached = new HashSet<int> { source };
        foreach (int member in _members.MembersOf(group))
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
            NextHop hop = _map.Next(at, member);
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
