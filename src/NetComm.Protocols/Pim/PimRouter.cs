namespace NetComm.Protocols.Pim;

/// <summary>A router's PIM in dense mode (RFC 3973): packets of a new source go everywhere, until routers prune themselves off.</summary>
/// <remarks>
/// Not modelled: state refresh, so a pruned tree is flooded again every 210 s; other times in hellos than the defaults; scope boundaries. A
/// neighbour that is new or has restarted gets packets again although it was pruned before. After a change of route only the new upstream
/// neighbour gets a message.
/// </remarks>
internal sealed class PimRouter : ProtocolMachine<PimEffect>
{
    private static readonly IReadOnlyList<int> Nowhere = [];

    private readonly PimLinks _links;
    private readonly Func<Ipv4Address, PimRoute?> _routeTo;
    private readonly Dictionary<ulong, PimTree> _trees = [];

    /// <param name="interfaces">Their addresses, numbered from 0 as they stand here; all are up.</param>
    /// <param name="routeTo">The current unicast route to a source; null: none.</param>
    public PimRouter(IReadOnlyList<Ipv4Address> interfaces, Func<Ipv4Address, PimRoute?> routeTo, RandomStream random)
    {
        _links = new(interfaces, random, Effects);
        _routeTo = routeTo;
    }

    public override SimTime? NextTimer => _links.Timers.Next;

    /// <summary>Sends a hello over each interface within 5 s.</summary>
    public void Start(SimTime now)
    {
        for (int i = 0; i < _links.Count; i++) _links.OweHello(i, now);
    }

    public IReadOnlyCollection<Ipv4Address> NeighboursOn(int number) => _links.NeighboursOn(number);

    public PimTree? TreeOf(Ipv4Address source, Ipv4Address group) => _trees.GetValueOrDefault(KeyOf(source, group));

    /// <summary>The interfaces that a packet is sent out of. None if it fails the RPF check, or for 224.0.0.0/24.</summary>
    public IReadOnlyList<int> Data(Ipv4Address source, Ipv4Address group, int arrival, SimTime now)
    {
        if (group.Value >> 8 == 0xE00000) return Nowhere;
        PimTree tree = TreeFor(source, group, now);
        if (tree.Route is null) return Nowhere;
        if (tree.Route.Interface != arrival)
        {
            tree.AssertOn(arrival).DataArrived(now);
            return Nowhere;
        }

        tree.KeepFrom(now);
        if (tree.Outgoing.Count == 0) tree.Upstream.DataArrived(now);
        return tree.Outgoing;
    }

    public void MembershipChanged(int number, Ipv4Address group, bool hasMembers, SimTime now)
    {
        _links.SetMembers(number, group, hasMembers);
        foreach (PimTree tree in Trees(tree => tree.Group == group)) tree.Refresh(now);
    }

    public void RouteChanged(Ipv4Address source, SimTime now) => Reroute(Trees(tree => tree.Source == source), now);

    public void RoutesChanged(SimTime now) => Reroute(Trees(), now);

    /// <summary>The interface is down. Changed routes are reported separately.</summary>
    public void InterfaceDown(int number, SimTime now)
    {
        _links.Down(number);
        foreach (PimTree tree in Trees()) tree.InterfaceChanged(number, now);
    }

    public void InterfaceUp(int number, SimTime now)
    {
        _links.Up(number, now);
        foreach (PimTree tree in Trees()) tree.InterfaceChanged(number, now);
    }

    /// <summary>A message that arrived over an interface. From routers not known yet only hellos are accepted.</summary>
    public void Received(int number, PimMessage message, Ipv4Address from, SimTime now)
    {
        if (!_links.IsUp(number) || from == _links.AddressOf(number)) return;
        if (message is PimMessage.Hello hello) HeardHello(number, hello, from, now);
        else if (_links.IsNeighbour(number, from)) Handle(number, message, from, now);
    }

    public override void TimerExpired(SimTime now)
    {
        while (_links.Timers.TryTake(now, out PimTimer timer))
        {
            if (timer.Kind == PimTimerKind.Hello) _links.SendHello(timer.Interface, now);
            else if (timer.Kind == PimTimerKind.Neighbour) Lost(timer.Interface, timer.Source, now);
            else Expired(timer, _trees[KeyOf(timer.Source, timer.Group)], now);
        }
    }

    private static bool Concerns(PimTree tree, int number, uint upstream) =>
        number == tree.UpstreamInterface && upstream == tree.UpstreamNeighbour?.Value;

    /// <summary>One number, so that a packet's tree is found quickly; ordered by source and then group.</summary>
    private static ulong KeyOf(Ipv4Address source, Ipv4Address group) => (ulong)source.Value << 32 | group.Value;

    private PimTree TreeFor(Ipv4Address source, Ipv4Address group, SimTime now)
    {
        if (!_trees.TryGetValue(KeyOf(source, group), out PimTree? tree))
            _trees.Add(KeyOf(source, group), tree = new(source, group, _routeTo(source), _links, now));
        return tree;
    }

    private List<PimTree> Trees(Predicate<PimTree>? which = null) =>
        [.. _trees.Where(entry => which is null || which(entry.Value)).OrderBy(entry => entry.Key).Select(entry => entry.Value)];

    private void Reroute(IEnumerable<PimTree> trees, SimTime now)
    {
        foreach (PimTree tree in trees)
        {
            if (_routeTo(tree.Source) is var route && route != tree.Route) tree.Reroute(route, now);
        }
    }

    private void HeardHello(int number, PimMessage.Hello hello, Ipv4Address from, SimTime now)
    {
        if (hello.HoldTime == SimDuration.Zero)
        {
            Lost(number, from, now);
        }
        else if (_links.HeardHello(number, from, hello, now))
        {
            foreach (PimTree tree in Trees()) tree.NeighbourChanged(number, from, isThere: true, now);
        }
    }

    private void Lost(int number, Ipv4Address neighbour, SimTime now)
    {
        _links.Forget(number, neighbour);
        foreach (PimTree tree in Trees()) tree.NeighbourChanged(number, neighbour, isThere: false, now);
    }

    private void Handle(int number, PimMessage message, Ipv4Address from, SimTime now)
    {
        switch (message)
        {
            case PimMessage.JoinPrune prune:
                foreach (PimGroup group in prune.Groups) HeardJoinPrune(number, prune, group, now);
                break;
            case PimMessage.Graft graft:
                _links.Send(number, new PimMessage.GraftAck(from.Value, graft.Groups), from, now);
                foreach (PimTree tree in KnownTrees(graft.Groups)) Asked(tree, number, now);
                break;
            case PimMessage.GraftAck graft:
                foreach (PimTree tree in KnownTrees(graft.Groups).Where(tree => Concerns(tree, number, from.Value)))
                    tree.Upstream.GraftConfirmed();
                break;
            case PimMessage.Assert assert:
                PimTree asserted = TreeFor(new(assert.Source), new(assert.Group), now);
                asserted.AssertOn(number).Received(new(assert.MetricPreference, assert.Metric, from), now);
                asserted.Refresh(now);
                break;
        }
    }

    /// <summary>A join or prune to this router, or to its own upstream neighbour.</summary>
    private void HeardJoinPrune(int number, PimMessage.JoinPrune message, PimGroup group, SimTime now)
    {
        bool isToThis = message.UpstreamNeighbour == _links.AddressOf(number).Value;
        foreach (PimTree tree in KnownTrees([group]))
        {
            if (isToThis) Asked(tree, number, now);
            else if (Concerns(tree, number, message.UpstreamNeighbour)) tree.Upstream.JoinSeen();
        }

        foreach (uint source in group.Pruned)
        {
            if (isToThis) Pruned(TreeFor(new(source), new(group.Group), now), number, message.HoldTime, now);
            else if (TreeOf(new(source), new(group.Group)) is { } tree && Concerns(tree, number, message.UpstreamNeighbour))
                tree.Upstream.PruneSeen(now);
        }
    }

    private IEnumerable<PimTree> KnownTrees(IReadOnlyList<PimGroup> groups) =>
        from @group in groups
        from source in @group.Joined
        let tree = TreeOf(new(source), new(@group.Group))
        where tree is not null
        select tree;

    private static void Asked(PimTree tree, int number, SimTime now)
    {
        tree.AssertOn(number).Asked(now);
        tree.DownstreamOf(number).Resume();
        tree.Refresh(now);
    }

    private static void Pruned(PimTree tree, int number, SimDuration holdTime, SimTime now)
    {
        tree.AssertOn(number).Asked(now);
        if (number == tree.UpstreamInterface) return;
        tree.DownstreamOf(number).PruneReceived(holdTime, now);
        tree.Refresh(now);
    }

    private void Expired(PimTimer timer, PimTree tree, SimTime now)
    {
        switch (timer.Kind)
        {
            case PimTimerKind.Source when tree.HasEnded(now):
                tree.Stop();
                _trees.Remove(KeyOf(tree.Source, tree.Group));
                return;
            case PimTimerKind.GraftRetry:
                tree.Upstream.GraftRetryExpired(now);
                break;
            case PimTimerKind.Override:
                tree.Upstream.OverrideExpired(now);
                break;
            case PimTimerKind.PrunePending:
                tree.DownstreamOf(timer.Interface).PrunePendingExpired(now);
                break;
            case PimTimerKind.Prune:
                tree.DownstreamOf(timer.Interface).Resume();
                break;
            case PimTimerKind.Assert:
                tree.AssertOn(timer.Interface).Forget();
                break;
        }

        tree.Refresh(now);
    }
}

internal abstract record PimEffect
{
    public sealed record Send(int Interface, PimMessage Message, Ipv4Address Destination) : PimEffect;
}

/// <summary>The route to a source: packets of the source are accepted from its interface only.</summary>
/// <param name="Neighbour">The next router; null: the source is on the interface's own network.</param>
internal sealed record PimRoute(int Interface, Ipv4Address? Neighbour, int Metric);
