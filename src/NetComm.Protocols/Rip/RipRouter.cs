namespace NetComm.Protocols.Rip;

/// <summary>
/// A router that runs RIP version 2 (RFC 2453): it sends its neighbours all its routes every 30 ± 5 s and changed ones at once (then at
/// most every 1 to 5 s), and takes the shortest of those that they send. Split horizon with poisoned reverse (§3.4.3); 16 is unreachable.
/// </summary>
/// <remarks>
/// The metric of a network is the sum of the costs of all networks on the way, itself included. At equal metrics the lowest next hop wins.
/// An interface that goes down makes its routes unreachable at once. Not modelled: version 1, authentication, route tags, static routes.
/// </remarks>
internal sealed class RipRouter : ProtocolMachine<RipEffect>
{
    /// <summary>224.0.0.9, all RIP version 2 routers (§4.4).</summary>
    public static readonly Ipv4Address AllRipRouters = Ipv4Address.FromOctets(224, 0, 0, 9);

    private static readonly Ipv4Network NoNetwork = new(Ipv4Address.Any, 0);

    private readonly RipInterface[] _interfaces;
    private readonly bool[] _isUp;
    private readonly RandomStream _random;
    private readonly RipTable _table = new();
    private readonly RipRoute[] _connected;
    private readonly SortedSet<Ipv4Network> _changed = new(RipTable.Order);
    private readonly TimerTable<(Timer Kind, Ipv4Network Network)> _timers = new(
        Comparer<(Timer Kind, Ipv4Network Network)>.Create((left, right) =>
            left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : RipTable.Order.Compare(left.Network, right.Network)));

    private bool _isStarted;

    /// <param name="interfaces">Numbered from 0 as they stand here; all are up.</param>
    public RipRouter(IReadOnlyList<RipInterface> interfaces, RandomStream random)
    {
        _interfaces = [.. interfaces];
        _random = random;
        _isUp = new bool[interfaces.Count];
        Array.Fill(_isUp, true);
        _connected = [.. interfaces.Select((at, i) => new RipRoute(at.Network, i, null, at.Cost, RipOrigin.Connected))];
    }

    /// <remarks>Timers of one instant expire in this order.</remarks>
    private enum Timer
    {
        Timeout,
        Garbage,
        Update,
        Hold,
    }

    /// <summary>All routes by network; those of metric 16 are unreachable and about to be forgotten.</summary>
    public IEnumerable<RipRoute> Routes => _table.Routes;

    public override SimTime? NextTimer => _timers.Next;

    /// <summary>The route to the address, by the longest prefix; null: there is none.</summary>
    public RipRoute? Lookup(Ipv4Address address) => _table.Lookup(address);

    /// <summary>Asks all neighbours for their routes, and sends them its own. Nothing is sent before.</summary>
    public void Start(SimTime now)
    {
        _isStarted = true;
        foreach (int i in UpInterfaces()) Multicast(i, RipMessage.WholeTableRequest);
        SettleConnected(now);
        ScheduleUpdate(now);
        SendTriggeredUpdate(now);
    }

    /// <summary>The interface is down: routes over it become unreachable.</summary>
    public void InterfaceDown(int number, SimTime now)
    {
        if (!_isUp[number]) return;
        _isUp[number] = false;
        foreach (RipRoute route in _table.Routes.Where(route => route.Interface == number).ToList())
            Settle(route.Network, learned: null, now);
        SendTriggeredUpdate(now);
    }

    /// <summary>The interface is up again: its neighbours are asked for their routes.</summary>
    public void InterfaceUp(int number, SimTime now)
    {
        if (_isUp[number]) return;
        _isUp[number] = true;
        Multicast(number, RipMessage.WholeTableRequest);
        SettleConnected(now);
        SendTriggeredUpdate(now);
    }

    /// <summary>Crossing an interface's network costs something else: so do all routes over it, at once.</summary>
    public void CostChanged(int number, int cost, SimTime now)
    {
        int more = cost - _interfaces[number].Cost;
        _interfaces[number] = _interfaces[number] with { Cost = cost };
        _connected[number] = _connected[number] with { Metric = cost };
        foreach (RipRoute route in _table.Routes.Where(route => route.Interface == number).Select(route => Learned(route.Network))
            .OfType<RipRoute>().ToList())
        {
            Settle(route.Network, route with { Metric = Math.Min(route.Metric + more, RipEntry.Infinity) }, now);
        }

        SettleConnected(now);
        SendTriggeredUpdate(now);
    }

    public void Received(int number, RipMessage message, Ipv4Address source, ushort port, SimTime now)
    {
        if (!_isUp[number]) return;
        if (message.Command == RipCommand.Request) Answer(number, message, source, port);
        else if (port == RipMessage.Port && source != _interfaces[number].Address && _interfaces[number].Network.Contains(source))
            HeardRoutes(number, message.Entries, source, now);
        SendTriggeredUpdate(now);
    }

    public override void TimerExpired(SimTime now)
    {
        while (_timers.TryTake(now, out (Timer Kind, Ipv4Network Network) timer))
        {
            switch (timer.Kind)
            {
                case Timer.Timeout:
                    Settle(timer.Network, learned: null, now);
                    break;
                case Timer.Garbage:
                    _table.Remove(timer.Network);
                    break;
                case Timer.Update:
                    _changed.Clear();
                    SendToAll(_table.Routes);
                    ScheduleUpdate(now);
                    break;
                case Timer.Hold:
                    break; // what changed meanwhile is sent below
            }
        }

        SendTriggeredUpdate(now);
    }

    private IEnumerable<int> UpInterfaces() => Enumerable.Range(0, _interfaces.Length).Where(i => _isUp[i]);

    private RipRoute? Learned(Ipv4Network network) =>
        _table[network] is { Origin: RipOrigin.Learned, IsReachable: true } route ? route : null;

    /// <summary>§3.9.2. A next hop that is not on the network that the message came from is ignored (§4.4).</summary>
    private void HeardRoutes(int number, IReadOnlyList<RipEntry> entries, Ipv4Address source, SimTime now)
    {
        foreach (RipEntry entry in entries)
        {
            if (!entry.TryGetNetwork(out Ipv4Network network) || entry.Metric is < 1 or > RipEntry.Infinity) continue;
            var told = new Ipv4Address(entry.NextHop);
            Ipv4Address nextHop = told != Ipv4Address.Any && _interfaces[number].Network.Contains(told) ? told : source;
            if (nextHop == _interfaces[number].Address) continue;
            int metric = Math.Min((int)entry.Metric + _interfaces[number].Cost, RipEntry.Infinity);
            Handle(new(network, number, nextHop, metric, RipOrigin.Learned), now);
        }
    }

    /// <summary>The neighbour that the route came from is always believed; others only if their route is better.</summary>
    private void Handle(RipRoute heard, SimTime now)
    {
        RipRoute? known = Learned(heard.Network);
        if (known is not null && !heard.ComesFromWhere(known) && !heard.IsBetterThan(known)) return;
        if (heard == known) _timers.Set((Timer.Timeout, heard.Network), now + RipTiming.Timeout);
        else Settle(heard.Network, heard, now);
    }

    private void SettleConnected(SimTime now)
    {
        foreach (Ipv4Network network in _connected.Select(route => route.Network).Distinct().Order(RipTable.Order))
            Settle(network, Learned(network), now);
    }

    /// <summary>A connected network needs no learned route; for others the learned one is used.</summary>
    private void Settle(Ipv4Network network, RipRoute? learned, SimTime now)
    {
        RipRoute? best = Array.Find(_connected, route => route.Network == network && _isUp[route.Interface]) ?? learned;
        RipRoute? known = _table[network];
        if (best is { IsReachable: true })
        {
            if (best != known) Install(best, now);
        }
        else if (known is { IsReachable: true })
        {
            Install(known.Unreachable, now);
        }
    }

    private void Install(RipRoute route, SimTime now)
    {
        _table.Set(route);
        _changed.Add(route.Network);
        Effects.Add(new RipEffect.RouteChanged(route));
        _timers.Cancel((Timer.Timeout, route.Network));
        _timers.Cancel((Timer.Garbage, route.Network));
        if (!route.IsReachable) _timers.Set((Timer.Garbage, route.Network), now + RipTiming.GarbageCollection);
        else if (route.Origin == RipOrigin.Learned) _timers.Set((Timer.Timeout, route.Network), now + RipTiming.Timeout);
    }

    private void ScheduleUpdate(SimTime now) =>
        _timers.Set((Timer.Update, NoNetwork), now + _random.Between(RipTiming.ShortestUpdateInterval, RipTiming.LongestUpdateInterval));

    /// <summary>Sends a triggered update, unless the last one was sent less than 1 to 5 s ago (§3.10.1).</summary>
    private void SendTriggeredUpdate(SimTime now)
    {
        if (!_isStarted || _changed.Count == 0 || _timers[(Timer.Hold, NoNetwork)] is not null) return;
        SendToAll([.. _changed.Select(network => _table[network]).OfType<RipRoute>()]);
        _changed.Clear();
        _timers.Set((Timer.Hold, NoNetwork), now + _random.Between(RipTiming.ShortestHold, RipTiming.LongestHold));
    }

    private void SendToAll(IEnumerable<RipRoute> routes)
    {
        foreach (int i in UpInterfaces())
        {
            foreach (RipMessage message in Responses(i, routes)) Multicast(i, message);
        }
    }

    /// <summary>Poisoned reverse: a route that leads out of the interface is unreachable to the neighbours there.</summary>
    private static IEnumerable<RipMessage> Responses(int number, IEnumerable<RipRoute> routes) =>
        from entries in routes.Select(route => RipEntry.For(route.Network, route.Interface == number ? RipEntry.Infinity : route.Metric))
            .Chunk(RipMessage.MaximumEntries)
        select new RipMessage(RipCommand.Response, entries);

    private void Multicast(int number, RipMessage message) =>
        Effects.Add(new RipEffect.Send(number, message, AllRipRouters, RipMessage.Port));

    /// <summary>§3.9.1: the whole table as in an update, or the metrics of the requested entries as they are.</summary>
    private void Answer(int number, RipMessage request, Ipv4Address source, ushort port)
    {
        IEnumerable<RipMessage> answers = request switch
        {
            { AsksForWholeTable: true } => Responses(number, _table.Routes),
            { Entries: [] } => [],
            _ => [new(RipCommand.Response, [.. request.Entries.Select(entry => entry with { Metric = (uint)MetricOf(entry) })])],
        };
        foreach (RipMessage answer in answers) Effects.Add(new RipEffect.Send(number, answer, source, port));
    }

    private int MetricOf(RipEntry entry) => entry.TryGetNetwork(out Ipv4Network network)
        && _table[network] is { } route ? route.Metric : RipEntry.Infinity;
}

internal abstract record RipEffect
{
    /// <summary>Send the message from port 520 over the interface, with a time to live of 1.</summary>
    public sealed record Send(int Interface, RipMessage Message, Ipv4Address Destination, ushort Port) : RipEffect;

    /// <summary>Packets to the network take this route from now on, or none if it is not reachable.</summary>
    public sealed record RouteChanged(RipRoute Route) : RipEffect;
}

/// <summary>An interface of a RIP router: its address, its network, and what crossing that network costs (1 to 15, default 1).</summary>
internal sealed record RipInterface(Ipv4Address Address, Ipv4Network Network, int Cost = 1);
