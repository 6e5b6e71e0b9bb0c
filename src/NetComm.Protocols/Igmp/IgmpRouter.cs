namespace NetComm.Protocols.Igmp;

/// <summary>
/// The router's part of IGMPv3 on one of its interfaces (RFC 3376 §6): it learns which groups have members on that network, sends general
/// queries while it is the querier, and two queries, 1 s apart, for a group that a member left, before the membership ends.
/// </summary>
/// <remarks>
/// Members of version 2 are handled as in §7.3.2: their report excludes no source, their leave includes none. As nothing filters by source,
/// the group's compatibility mode would change nothing else, and is not kept. Groups of 224.0.0.0/24 are ignored. Not modelled: source
/// filters, version 1, queries of version 2 (version 2 hosts understand those of version 3), other values than the defaults.
/// </remarks>
internal sealed class IgmpRouter(Ipv4Address address) : ProtocolMachine<IgmpEffect>
{
    private readonly IgmpQuerier _querier = new(address);
    private readonly TimerTable<(Timer Kind, Ipv4Address Group)> _timers = new();
    private readonly Dictionary<Ipv4Address, Membership> _members = [];

    /// <remarks>Timers of one instant expire in this order: there is no query for a membership that ends.</remarks>
    private enum Timer
    {
        Membership,
        LastMemberQuery,
    }

    public bool IsQuerier => _querier.IsQuerier;

    public override SimTime? NextTimer => (_querier.NextTimer, _timers.Next) switch
    {
        ({ } asking, { } group) => asking < group ? asking : group,
        var (asking, group) => asking ?? group,
    };

    public bool HasMembers(Ipv4Address group) => _members.ContainsKey(group);

    /// <summary>The first of the two startup queries.</summary>
    public void Start(SimTime now) => _querier.Start(Effects, now);

    /// <summary>Membership that is known to all when the run begins, as if reported now.</summary>
    public void PreJoined(IEnumerable<Ipv4Address> groups, SimTime now)
    {
        foreach (Ipv4Address group in groups.Where(group => !group.IsLocalGroup()).Order()) Joined(group, now);
    }

    public void Received(IgmpMessage message, Ipv4Address source, SimTime now)
    {
        switch (message)
        {
            case IgmpMessage.QueryV3 query:
                HeardQuery(new(query.Group), source, query.SuppressRouterProcessing, now);
                break;
            case IgmpMessage.QueryV2 query:
                HeardQuery(new(query.Group), source, suppressed: false, now);
                break;
            default:
                HeardReport(message, now);
                break;
        }
    }

    public override void TimerExpired(SimTime now)
    {
        _querier.TimerExpired(Effects, now);
        while (_timers.TryTake(now, out (Timer Kind, Ipv4Address Group) timer))
        {
            if (timer.Kind == Timer.Membership) End(timer.Group);
            else AskForLastMember(timer.Group, now);
        }
    }

    private void HeardReport(IgmpMessage message, SimTime now)
    {
        foreach ((Ipv4Address group, bool joins) in message.Changes())
        {
            if (joins) Joined(group, now);
            else Left(group, now);
        }
    }

    private void Joined(Ipv4Address group, SimTime now)
    {
        _timers.Set((Timer.Membership, group), now + IgmpTiming.GroupMembershipInterval);
        if (_members.TryGetValue(group, out Membership? known))
        {
            known.IsInDoubt = false;
            return;
        }

        _members.Add(group, new());
        Effects.Add(new IgmpEffect.MembershipChanged(group, HasMembers: true));
    }

    /// <summary>A repeated leave starts no further queries while some are pending (RFC 2236 §7, 'Checking Membership').</summary>
    private void Left(Ipv4Address group, SimTime now)
    {
        if (!IsQuerier || !_members.TryGetValue(group, out Membership? members) || members.IsInDoubt) return;
        members.IsInDoubt = true;
        members.QueriesLeft = IgmpTiming.LastMemberQueryCount;
        Lower(group, now);
        AskForLastMember(group, now);
    }

    /// <summary>§6.6.3.1: after an answer the remaining queries keep other routers' timers as they are.</summary>
    private void AskForLastMember(Ipv4Address group, SimTime now)
    {
        Membership members = _members[group];
        var query = new IgmpMessage.QueryV3(
            group.Value, IgmpTiming.LastMemberQueryInterval, IgmpTiming.Robustness, IgmpTiming.QueryInterval, [])
        {
            SuppressRouterProcessing = !members.IsInDoubt,
        };
        Effects.Add(new IgmpEffect.Send(query, group));
        if (--members.QueriesLeft > 0) _timers.Set((Timer.LastMemberQuery, group), now + IgmpTiming.LastMemberQueryInterval);
    }

    /// <summary>§6.6.1: a query for one group lowers the group's timer on every router of the network.</summary>
    private void HeardQuery(Ipv4Address group, Ipv4Address source, bool suppressed, SimTime now)
    {
        _querier.QueryReceived(source, now);
        if (!suppressed && HasMembers(group)) Lower(group, now);
    }

    private void Lower(Ipv4Address group, SimTime now)
    {
        SimTime soon = now + IgmpTiming.LastMemberQueryTime;
        if (soon < _timers[(Timer.Membership, group)]) _timers.Set((Timer.Membership, group), soon);
    }

    private void End(Ipv4Address group)
    {
        _members.Remove(group);
        _timers.Cancel((Timer.LastMemberQuery, group));
        Effects.Add(new IgmpEffect.MembershipChanged(group, HasMembers: false));
    }

    /// <summary>What is known of a group, apart from the time at which it ends.</summary>
    private sealed class Membership
    {
        /// <summary>A member left, and no other has answered yet.</summary>
        public bool IsInDoubt { get; set; }

        public int QueriesLeft { get; set; }
    }
}
