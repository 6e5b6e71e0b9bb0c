using NetComm.Network;

namespace NetComm.Runtime.Loopback;

/// <summary>
/// Which hosts of a loopback run belong to which multicast groups, and since when; from any thread. Who joins is entered once the system
/// has joined as well, and gets what is sent from that instant on.
/// </summary>
internal sealed class GroupMembers
{
    private readonly Lock _gate = new();
    private readonly IClock _clock;
    private readonly Memberships _members = new();
    private readonly Dictionary<(int Node, int Group), SimTime> _since = [];

    /// <summary>The declared members have joined before time 0.</summary>
    internal GroupMembers(Scenario scenario, IClock clock)
    {
        _clock = clock;
        foreach (MulticastGroup group in scenario.Groups)
        {
            foreach (int member in group.Members) Join(member, group.Address);
        }
    }

    internal bool IsMember(int node, Ipv4Address group)
    {
        lock (_gate) return _members.IsMember(node, NumberOf(group));
    }

    /// <summary>The groups that the node belongs to.</summary>
    internal IReadOnlyList<Ipv4Address> GroupsOf(int node)
    {
        lock (_gate) return [.. _members.GroupsOf(node).Select(number => new Ipv4Address((uint)number))];
    }

    /// <summary>The members that had joined when a packet was sent, by index of node, as far as they still are.</summary>
    internal IReadOnlyList<int> MembersSince(Ipv4Address group, SimTime sent)
    {
        int number = NumberOf(group);
        lock (_gate) return [.. _members.MembersOf(number).Where(node => _since[(node, number)] <= sent)];
    }

    /// <summary>Someone on the node, the timeline or a socket, joins. Gives the instant.</summary>
    internal SimTime Join(int node, Ipv4Address group)
    {
        // Under the lock: whoever reads a later time finds the member entered.
        lock (_gate)
        {
            SimTime now = _clock.Now;
            if (_members.Join(node, NumberOf(group))) _since[(node, NumberOf(group))] = now;
            return now;
        }
    }

    /// <summary>Someone on the node leaves. Gives the instant.</summary>
    internal SimTime Leave(int node, Ipv4Address group)
    {
        lock (_gate)
        {
            _members.Leave(node, NumberOf(group));
            return _clock.Now;
        }
    }

    private static int NumberOf(Ipv4Address group) => (int)group.Value;
}
