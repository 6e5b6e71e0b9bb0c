using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Igmp;

/// <summary>
/// A switch with two routers at ports 0 and 1, of which one does not ask and is told of by configuration, and hosts at the others, one
/// each. A message takes 1 ms to the switch and 1 ms from it.
/// </summary>
internal sealed class IgmpLan
{
    private const int Routers = 2;

    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(1);

    private readonly EventQueue _queue = new();
    private readonly IgmpSnooping _switch;
    private readonly IgmpRouter[] _routers;
    private readonly IgmpHost[] _hosts;
    private readonly SortedSet<(int Host, Ipv4Address Group)> _joined = [];
    private readonly HashSet<int> _crashed = [];

    public IgmpLan(int seed, int hosts)
    {
        _switch = new(Routers + hosts, asksQueries: true);
        _routers = [.. Enumerable.Range(0, Routers).Select(r => new IgmpRouter(AddressOf(r)))];
        _hosts = [.. Enumerable.Range(0, hosts).Select(h => new IgmpHost(RandomStream.For(seed, $"igmp:{h}")))];
        _switch.SetRouterPort(1);
        _switch.Start(SimTime.Zero);
        CarryFromSwitch();
        for (int r = 0; r < Routers; r++)
        {
            _routers[r].Start(SimTime.Zero);
            Carry(_routers[r], r);
        }
    }

    public SimTime Now => _queue.Now;

    public int Hosts => _hosts.Length;

    public int Queriers => _routers.Count(router => router.IsQuerier);

    public void RunUntil(SimTime end) => _queue.RunUntil(end);

    public void Toggle(int host, Ipv4Address group)
    {
        if (_crashed.Contains(host))
            return;
        if (_joined.Remove((host, group)))
            _hosts[host].Leave(group, _queue.Now);
        else if (_joined.Add((host, group)))
            _hosts[host].Join(group, _queue.Now);
        Carry(_hosts[host], Routers + host);
    }

    /// <summary>The host says nothing any more, not even that it leaves.</summary>
    public void Crash(int host)
    {
        _crashed.Add(host);
        _joined.RemoveWhere(member => member.Host == host);
    }

    /// <summary>What each router and the switch know of the group: <c>r0 r1 2 5</c>.</summary>
    public string Known(Ipv4Address group) =>
        string.Join(
            ' ', [.. Enumerable.Range(0, Routers).Where(r => _routers[r].HasMembers(group)).Select(r => $"r{r}"),
                .. _switch.PortsFor(group).Select(port => $"{port}")]);

    /// <summary>What is so: both routers know, and packets go to both and to the ports of members.</summary>
    public string Expected(Ipv4Address group)
    {
        List<int> ports = _joined.Where(member => member.Group == group).Select(member => Routers + member.Host).ToList();
        return string
            .Join(' ',
            [.. ports.Count > 0 ? ["r0", "r1"] : Array.Empty<string>(),
                .. Enumerable.Range(0, Routers).Concat(ports).Select(port => $"{port}")]);
    }

    private static Ipv4Address AddressOf(int port) => Ipv4Address.FromOctets(10, 0, 0, (byte)(port + 1));

    private void Carry(ProtocolMachine<IgmpEffect> machine, int port)
    {
        foreach (IgmpEffect.Send send in machine.Take().OfType<IgmpEffect.Send>())
        {
            if (!_crashed.Contains(port - Routers))
                _queue.At(_queue.Now + Delay, () => Snoop(port, Bytes(send.Message)));
        }

        _queue.Wake(machine, () => Carry(machine, port));
    }

    private void CarryFromSwitch()
    {
        foreach (IgmpEffect.Send send in _switch.Take().OfType<IgmpEffect.Send>())
        {
            foreach (int port in Enumerable.Range(0, Routers + _hosts.Length))
                _queue.At(_queue.Now + Delay, () => Deliver(port, Bytes(send.Message), Ipv4Address.Any));
        }

        _queue.Wake(_switch, CarryFromSwitch);
    }

    private void Snoop(int port, byte[] bytes)
    {
        foreach (int other in _switch.Received(port, Read(bytes), AddressOf(port), _queue.Now))
            _queue.At(_queue.Now + Delay, () => Deliver(other, bytes, AddressOf(port)));
        CarryFromSwitch();
    }

    private void Deliver(int port, byte[] bytes, Ipv4Address source)
    {
        if (port < Routers)
        {
            _routers[port].Received(Read(bytes), source, _queue.Now);
            Carry(_routers[port], port);
        }
        else if (!_crashed.Contains(port - Routers))
        {
            _hosts[port - Routers].Received(Read(bytes), _queue.Now);
            Carry(_hosts[port - Routers], port);
        }
    }

    private static byte[] Bytes(IgmpMessage message)
    {
        var bytes = new byte[message.Size];
        IgmpFormat.Write(message, bytes);
        return bytes;
    }

    private static IgmpMessage Read(byte[] bytes)
    {
        Assert.Equal(Defect.None, IgmpFormat.Read(bytes, out IgmpMessage? message));
        return message!;
    }
}
