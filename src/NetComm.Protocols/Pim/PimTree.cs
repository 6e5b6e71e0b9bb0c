namespace NetComm.Protocols.Pim;

/// <summary>What a router knows of the tree from one source to one group: '(S,G)' in RFC 3973 §4.1.</summary>
internal sealed class PimTree
{
    private readonly PimLinks _links;
    private readonly PimDownstream[] _downstream;
    private readonly PimAssert[] _asserts;
    private readonly PimTimer _lifetime;
    private (int Interface, Ipv4Address? Neighbour) _asked;

    public PimTree(Ipv4Address source, Ipv4Address group, PimRoute? route, PimLinks links, SimTime now)
    {
        Source = source;
        Group = group;
        Route = route;
        _links = links;
        _lifetime = new(PimTimerKind.Source, source, group, 0);
        Upstream = new(this, links);
        _downstream = [.. Enumerable.Range(0, links.Count).Select(i => new PimDownstream(this, i, links))];
        _asserts = [.. Enumerable.Range(0, links.Count).Select(i => new PimAssert(this, i, links))];
        Outgoing = FindOutgoing();
        _asked = (UpstreamInterface, UpstreamNeighbour);
        KeepFrom(now);
        links.Timers.Set(_lifetime, now + PimTiming.SourceLifetime);
    }

    public Ipv4Address Source { get; }

    public Ipv4Address Group { get; }

    public PimRoute? Route { get; private set; }

    public PimUpstream Upstream { get; }

    public IReadOnlyList<int> Outgoing { get; private set; }

    public int UpstreamInterface => Route?.Interface ?? -1;

    /// <summary>RPF'(S,G): the next router towards the source, or an assert's winner; null: its own network, or no route.</summary>
    public Ipv4Address? UpstreamNeighbour => Route?.Neighbour is { } neighbour ? _asserts[UpstreamInterface].Winner ?? neighbour : null;

    /// <summary>When the tree was last used: it is forgotten 210 s later.</summary>
    public SimTime LastUse { get; private set; }

    public PimGroup AsJoin => PimGroup.Join(Source.Value, Group.Value);

    public PimGroup AsPrune => PimGroup.Prune(Source.Value, Group.Value);

    public PimDownstream DownstreamOf(int number) => _downstream[number];

    public PimAssert AssertOn(int number) => _asserts[number];

    /// <summary>The timer of the lifetime is set again only when it expires, so that a packet costs no more than this.</summary>
    public void KeepFrom(SimTime now) => LastUse = now;

    /// <summary>Whether the lifetime is over; if not, its timer is set again.</summary>
    public bool HasEnded(SimTime now)
    {
        SimTime end = LastUse + PimTiming.SourceLifetime;
        if (end <= now) return true;
        _links.Timers.Set(_lifetime, end);
        return false;
    }

    /// <summary>Recomputes the outgoing interfaces and the upstream neighbour, and sends that neighbour what has changed.</summary>
    public void Refresh(SimTime now)
    {
        Outgoing = FindOutgoing();
        (int UpstreamInterface, Ipv4Address? UpstreamNeighbour) asked = (UpstreamInterface, UpstreamNeighbour);
        if (asked == _asked)
        {
            Upstream.OutgoingChanged(now);
            return;
        }

        _asked = asked;
        Upstream.NeighbourChanged(now);
    }

    /// <summary>The route has changed. Prunes and asserts of the two interfaces belong to the old one, and are dropped.</summary>
    public void Reroute(PimRoute? route, SimTime now)
    {
        int before = UpstreamInterface;
        Route = route;
        if (before != UpstreamInterface)
        {
            foreach (int number in new[] { before, UpstreamInterface }.Where(number => number >= 0))
            {
                _downstream[number].Resume();
                if (_asserts[number].State == PimAssertState.Loser) _asserts[number].Forget();
            }
        }

        foreach (PimAssert assert in _asserts) assert.RouteChanged(now);
        Refresh(now);
    }

    /// <summary>A neighbour has gone, or is new and has no state.</summary>
    public void NeighbourChanged(int number, Ipv4Address neighbour, bool isThere, SimTime now)
    {
        if (isThere) _downstream[number].Resume();
        if (_asserts[number].Winner == neighbour) _asserts[number].Forget();
        if (number == UpstreamInterface && neighbour == UpstreamNeighbour) Upstream.NeighbourRestarted();
        Refresh(now);
    }

    public void InterfaceChanged(int number, SimTime now)
    {
        _downstream[number].Resume();
        _asserts[number].Forget();
        Refresh(now);
    }

    public void Stop()
    {
        _links.Timers.Cancel(_lifetime);
        Upstream.Stop();
        foreach (PimDownstream downstream in _downstream) downstream.Resume();
        foreach (PimAssert assert in _asserts) assert.Forget();
    }

    /// <summary>olist(S,G), §4.1.3: interfaces with members or unpruned neighbours, but lost asserts and the way back.</summary>
    private IReadOnlyList<int> FindOutgoing() => [.. Enumerable.Range(0, _links.Count).Where(IsOutgoing)];

    private bool IsOutgoing(int number) =>
        Route is not null && number != Route.Interface && _links.IsWanted(number, Group) && _asserts[number].State != PimAssertState.Loser
        && (_downstream[number].State != PimDownstreamState.Pruned || _links.HasMembers(number, Group));
}
