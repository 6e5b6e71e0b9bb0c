namespace NetComm.Protocols.Igmp;

/// <summary>
/// What a LAN's switch learns from IGMP messages (RFC 4541): which ports have members of which group (for 260 s), and which lead to routers
/// (for 255 s after a query). Without a querier it can send queries itself, from 0.0.0.0.
/// </summary>
/// <remarks>
/// Members are distinguished by their addresses, so a port gets no more packets as soon as its last known member leaves, without a last
/// query ('fast leave'). RFC 4541 leaves this open, and advises it only where no other member is known. A host of version 2 that sent no
/// report because another on its port had answered loses packets until it answers the router's query for the group. Packets for groups
/// without a report go to routers only, which §2.1.2 (3) allows. Not modelled: VLANs, spanning tree, reports gathered into one.
/// </remarks>
/// <param name="asksQueries">Whether it sends general queries as long as no router does.</param>
internal sealed class IgmpSnooping(int ports, bool asksQueries) : ProtocolMachine<IgmpEffect>
{
    private readonly IReadOnlyList<int> _allPorts = [.. Enumerable.Range(0, ports)];
    private readonly bool[] _isSetAsRouterPort = new bool[ports];
    private readonly IgmpQuerier? _querier = asksQueries ? new(Ipv4Address.Any) : null;
    private readonly TimerTable<(int Port, Ipv4Address Group, Ipv4Address Host)> _members = new();
    private readonly TimerTable<int> _routerPorts = new();
    private readonly Dictionary<Ipv4Address, SortedSet<(int Port, Ipv4Address Host)>> _hosts = [];
    private readonly Dictionary<Ipv4Address, IReadOnlyList<int>> _portsFor = [];

    public override SimTime? NextTimer => Earlier(Earlier(_members.Next, _routerPorts.Next), _querier?.NextTimer);

    /// <summary>Whether the port leads to a router: one that sent a message recently, or one that is configured.</summary>
    public bool IsRouterPort(int port) => _isSetAsRouterPort[port] || _routerPorts[port] is not null;

    /// <summary>Ports for packets to the group, from the lowest: members and routers; all for 224.0.0.0/24 (§2.1.2).</summary>
    public IReadOnlyList<int> PortsFor(Ipv4Address group)
    {
        if (group.IsLocalGroup()) return _allPorts;
        if (!_portsFor.TryGetValue(group, out IReadOnlyList<int>? ports))
            _portsFor[group] = ports = [.. _allPorts.Where(port => IsRouterPort(port) || HasMember(port, group))];
        return ports;
    }

    /// <summary>Sends the first query, if the switch sends queries.</summary>
    public void Start(SimTime now) => _querier?.Start(Effects, now);

    public void PreJoined(int port, Ipv4Address host, IEnumerable<Ipv4Address> groups, SimTime now)
    {
        foreach (Ipv4Address group in groups.Where(group => !group.IsLocalGroup())) Joined(port, group, host, now);
    }

    /// <summary>Returns the ports that it goes on to: queries to all, reports and leaves to routers (§2.1.1), never back.</summary>
    public IReadOnlyList<int> Received(int port, IgmpMessage message, Ipv4Address source, SimTime now)
    {
        if (message is IgmpMessage.QueryV2 or IgmpMessage.QueryV3)
        {
            HeardQuery(port, source, now);
            return [.. _allPorts.Where(other => other != port)];
        }

        foreach ((Ipv4Address group, bool joins) in message.Changes())
        {
            if (joins) Joined(port, group, source, now);
            else Left(port, group, source);
        }

        return [.. _allPorts.Where(other => other != port && IsRouterPort(other))];
    }

    /// <summary>Configures a port that leads to a router (§2.1.1): one that is no querier shows itself only by PIM hellos.</summary>
    public void SetRouterPort(int port)
    {
        _isSetAsRouterPort[port] = true;
        _portsFor.Clear();
    }

    /// <summary>A router sent a message from behind the port: RFC 4541 names queries; PIM hellos carry a hold time as well.</summary>
    public void RouterHeard(int port, SimDuration holdTime, SimTime now)
    {
        if (!IsRouterPort(port)) _portsFor.Clear();
        SimTime until = now + holdTime;
        if (_routerPorts[port] is not { } known || known < until) _routerPorts.Set(port, until);
    }

    /// <summary>The port has gone down: its members and routers are forgotten.</summary>
    public void PortDown(int port)
    {
        _portsFor.Clear();
        _routerPorts.Cancel(port);
        foreach ((Ipv4Address group, SortedSet<(int Port, Ipv4Address Host)>? hosts) in _hosts.OrderBy(entry => entry.Key).ToList())
        {
            foreach ((int Port, Ipv4Address Host) gone in hosts.Where(host => host.Port == port).ToList()) Left(port, group, gone.Host);
        }
    }

    public override void TimerExpired(SimTime now)
    {
        _querier?.TimerExpired(Effects, now);
        while (_routerPorts.TryTake(now, out _)) _portsFor.Clear();
        while (_members.TryTake(now, out (int Port, Ipv4Address Group, Ipv4Address Host) member))
            Left(member.Port, member.Group, member.Host);
    }

    private static SimTime? Earlier(SimTime? left, SimTime? right) => left is null || right < left ? right : left;

    private bool HasMember(int port, Ipv4Address group) =>
        _hosts.TryGetValue(group, out SortedSet<(int Port, Ipv4Address Host)>? hosts)
            && hosts.GetViewBetween((port, new(0)), (port, new(uint.MaxValue))).Count > 0;

    /// <summary>Only queries from an address show a router: those from 0.0.0.0 come from another switch (§2.1.1).</summary>
    private void HeardQuery(int port, Ipv4Address source, SimTime now)
    {
        if (source == Ipv4Address.Any) return;
        _querier?.QueryReceived(source, now);
        RouterHeard(port, IgmpTiming.OtherQuerierPresentInterval, now);
    }

    private void Joined(int port, Ipv4Address group, Ipv4Address host, SimTime now)
    {
        _members.Set((port, group, host), now + IgmpTiming.GroupMembershipInterval);
        if (!_hosts.TryGetValue(group, out SortedSet<(int Port, Ipv4Address Host)>? hosts)) _hosts.Add(group, hosts = []);
        if (hosts.Add((port, host))) _portsFor.Remove(group);
    }

    private void Left(int port, Ipv4Address group, Ipv4Address host)
    {
        _members.Cancel((port, group, host));
        if (!_hosts.TryGetValue(group, out SortedSet<(int Port, Ipv4Address Host)>? hosts) || !hosts.Remove((port, host))) return;
        _portsFor.Remove(group);
        if (hosts.Count == 0) _hosts.Remove(group);
    }
}
