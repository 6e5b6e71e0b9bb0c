namespace NetComm.Network;

/// <summary>Which nodes belong to which multicast groups. A host is a member while the timeline or a socket on it is.</summary>
internal sealed class Memberships
{
    private readonly Dictionary<(int Group, int Node), int> _counts = [];
    private readonly Dictionary<int, SortedSet<int>> _members = [];

    internal long Version { get; private set; }

    internal bool IsMember(int node, int group) => _counts.ContainsKey((group, node));

    internal IEnumerable<int> MembersOf(int group) => _members.TryGetValue(group, out SortedSet<int>? members) ? members : [];

    internal IEnumerable<int> GroupsOf(int node) => _members.Where(pair => pair.Value.Contains(node)).Select(pair => pair.Key).Order();

    /// <summary>Someone on the node joins; true where the node was no member before.</summary>
    internal bool Join(int node, int group)
    {
        int count = _counts.GetValueOrDefault((group, node));
        _counts[(group, node)] = count + 1;
        if (count > 0) return false;
        if (!_members.TryGetValue(group, out SortedSet<int>? members)) _members[group] = members = [];
        members.Add(node);
        Version++;
        return true;
    }

    /// <summary>Someone on the node leaves; true where it is no member any more.</summary>
    internal bool Leave(int node, int group)
    {
        if (!_counts.TryGetValue((group, node), out int count)) return false;
        if (count > 1)
        {
            _counts[(group, node)] = count - 1;
            return false;
        }

        _counts.Remove((group, node));
        _members[group].Remove(node);
        Version++;
        return true;
    }
}
