using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback;

/// <summary>Which hosts belong to which groups, and since when; from any thread. Who joins gets what is sent from then on.</summary>
internal sealed class GroupMembers
{
    /// <summary>Who left before so many others did has nothing under way any more.</summary>
    private const int MostRemembered = 1024;

    private readonly PathEmulator _paths;
    private readonly IClock _clock;
    private readonly Dictionary<(int Node, int Group), SimTime> _since = [];

    /// <summary>From when until when a host belonged to a group that it has left.</summary>
    private readonly List<(int Node, int Group, SimTime From, SimTime To)> _past = [];

    /// <summary>The declared members have joined before time 0.</summary>
    internal GroupMembers(Scenario scenario, IClock clock, PathEmulator paths)
    {
        _paths = paths;
        _clock = clock;
        foreach (MulticastGroup group in scenario.Groups)
        {
            foreach (int member in group.Members) Join(member, group.Address);
        }
    }

    internal bool IsMember(int node, Ipv4Address group)
    {
        lock (_paths.Gate) return _paths.Members.IsMember(node, _paths.GroupOf(group));
    }

    internal IReadOnlyList<Ipv4Address> GroupsOf(int node)
    {
        lock (_paths.Gate) return [.. _paths.Members.GroupsOf(node).Select(_paths.GroupAddress)];
    }

    /// <summary>The members that had joined when a packet was sent, by index of node, as far as they still are.</summary>
    internal IReadOnlyList<int> MembersSince(Ipv4Address group, SimTime sent)
    {
        lock (_paths.Gate)
        {
            int number = _paths.GroupOf(group);
            return [.. _paths.Members.MembersOf(number).Where(node => _since[(node, number)] <= sent)];
        }
    }

    /// <summary>Those that had joined when a packet was sent and have left since: it was due to them, and they do not get it.</summary>
    internal IReadOnlyList<int> MembersGoneSince(Ipv4Address group, SimTime sent)
    {
        lock (_paths.Gate)
        {
            int number = _paths.GroupOf(group);
            return [.. _past.Where(term => term.Group == number && term.From <= sent && sent < term.To).Select(term => term.Node)];
        }
    }

    /// <summary>Someone on the node, the timeline or a socket, joins. Gives the instant.</summary>
    internal SimTime Join(int node, Ipv4Address group)
    {
        // Under the lock: whoever reads a later time finds the member entered.
        lock (_paths.Gate)
        {
            SimTime now = _clock.Now;
            if (_paths.Members.Join(node, _paths.GroupOf(group))) _since[(node, _paths.GroupOf(group))] = now;
            return now;
        }
    }

    /// <summary>Someone on the node leaves. Gives the instant.</summary>
    internal SimTime Leave(int node, Ipv4Address group)
    {
        lock (_paths.Gate)
        {
            SimTime now = _clock.Now;
            int number = _paths.GroupOf(group);
            bool wasMember = _paths.Members.IsMember(node, number);
            _paths.Members.Leave(node, number);
            if (!wasMember || _paths.Members.IsMember(node, number)) return now;
            if (_past.Count == MostRemembered) _past.RemoveAt(0);
            _past.Add((node, number, _since[(node, number)], now));
            return now;
        }
    }
}
