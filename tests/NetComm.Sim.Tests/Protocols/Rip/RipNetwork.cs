using NetComm.Sim.Model;
using NetComm.Sim.Packets;
using NetComm.Sim.Protocols.Rip;

namespace NetComm.Sim.Tests.Protocols.Rip;

/// <summary>
/// Routers joined by networks of two or more of them, random from a seed. Network s is 10.0.s.0/24, and router r has the address 10.0.s.(r + 1) there.
/// </summary>
internal sealed class RipNetwork
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(5);

    private readonly EventQueue _queue = new();
    private readonly List<(int[] Routers, int Cost)> _segments;
    private readonly bool[] _isUp;
    private readonly List<int>[] _segmentsOf;
    private readonly RipRouter[] _routers;

    public RipNetwork(int seed)
    {
        var luck = RandomStream.For(seed, "shape");
        var count = 2 + Below(luck, 6);
        _segments = [.. RandomSegments(luck, count)];
        _isUp = [.. _segments.Select(_ => true)];
        _segmentsOf = [.. Enumerable.Range(0, count).Select(r => Enumerable.Range(0, _segments.Count).Where(s => _segments[s].Routers.Contains(r)).ToList())];
        _routers = [.. Enumerable.Range(0, count).Select(r => new RipRouter([.. _segmentsOf[r].Select(s => Interface(r, s))], RandomStream.For(seed, $"rip:{r}")))];
        foreach (var (router, r) in _routers.Select((router, r) => (router, r)))
            _queue.At(At(Below(luck, 3000) / 1000.0), () => Do(r, () => router.Start(_queue.Now)));
    }

    public int Segments => _segments.Count;

    public static SimTime At(double seconds) => MachineDriver.At(seconds);

    public void RunUntil(double seconds) => _queue.RunUntil(At(seconds));

    public void Set(int segment, bool isUp)
    {
        _isUp[segment] = isUp;
        foreach (var r in _segments[segment].Routers)
        {
            var number = _segmentsOf[r].IndexOf(segment);
            Do(r, () =>
            {
                if (isUp)
                    _routers[r].InterfaceUp(number, _queue.Now);
                else
                    _routers[r].InterfaceDown(number, _queue.Now);
            });
        }
    }

    /// <summary>What each router knows: <c>r2 10.0.1.0/24: 3 by 10.0.4.1</c>.</summary>
    public IEnumerable<string> Known() =>
        from r in Enumerable.Range(0, _routers.Length)
        from s in Enumerable.Range(0, _segments.Count)
        let route = _routers[r].Lookup(AddressOf(98, s))
        where route is not null
        select $"r{r} {NetworkOf(s)}: {route.Metric} by {(route.NextHop is { } hop ? hop.ToString() : "itself")}";

    /// <summary>The same by shortest paths over the map.</summary>
    public IEnumerable<string> Expected() =>
        from s in Enumerable.Range(0, _segments.Count)
        let metrics = Metrics(s)
        from r in Enumerable.Range(0, _routers.Length)
        where metrics[r] < RipEntry.Infinity
        orderby r, s
        let hops = from over in _segmentsOf[r]
                   where _isUp[over]
                   from other in _segments[over].Routers
                   where other != r && metrics[other] + _segments[over].Cost == metrics[r]
                   orderby AddressOf(other, over)
                   select AddressOf(other, over).ToString()
        let isConnected = _isUp[s] && _segments[s].Routers.Contains(r)
        select $"r{r} {NetworkOf(s)}: {metrics[r]} by {(isConnected ? "itself" : hops.First())}";

    private static IEnumerable<(int[] Routers, int Cost)> RandomSegments(RandomStream luck, int count)
    {
        for (var r = 1; r < count; r++)
            yield return ([Below(luck, r), r], 1 + Below(luck, 2));
        for (var more = Below(luck, 4); more > 0; more--)
        {
            int[] some = [.. Enumerable.Range(0, count).Where(_ => luck.NextDouble() < 0.4)];
            if (some.Length > 0)
                yield return (some, 1 + Below(luck, 2));
        }
    }

    private static int Below(RandomStream luck, int limit) => (int)(luck.NextDouble() * limit);

    private static Ipv4Network NetworkOf(int segment) => new(Ipv4Address.FromOctets(10, 0, (byte)segment, 0), 24);

    private static Ipv4Address AddressOf(int router, int segment) => Ipv4Address.FromOctets(10, 0, (byte)segment, (byte)(router + 1));

    private RipInterface Interface(int router, int segment) => new(AddressOf(router, segment), NetworkOf(segment), _segments[segment].Cost);

    /// <summary>Dijkstra's algorithm from the routers of the network outwards.</summary>
    private int[] Metrics(int segment)
    {
        int[] metrics = [.. _routers.Select((_, r) => _isUp[segment] && _segments[segment].Routers.Contains(r) ? _segments[segment].Cost : 1000)];
        SortedSet<int> open = [.. Enumerable.Range(0, _routers.Length)];
        while (open.Count > 0)
        {
            var nearest = open.MinBy(r => (metrics[r], r));
            open.Remove(nearest);
            foreach (var s in _segmentsOf[nearest].Where(s => _isUp[s]))
            {
                foreach (var r in _segments[s].Routers.Where(open.Contains))
                    metrics[r] = Math.Min(metrics[r], metrics[nearest] + _segments[s].Cost);
            }
        }

        return metrics;
    }

    private void Do(int router, Action action)
    {
        action();
        Carry(router);
    }

    private void Carry(int router)
    {
        foreach (var send in _routers[router].Take().OfType<RipEffect.Send>())
            Transmit(router, send);
        _queue.Wake(_routers[router], () => Carry(router));
    }

    private void Transmit(int router, RipEffect.Send send)
    {
        var segment = _segmentsOf[router][send.Interface];
        Assert.True(_isUp[segment], "A router sends over an interface that is down.");
        var bytes = new byte[send.Message.Size];
        send.Message.Write(bytes);
        foreach (var r in _segments[segment].Routers.Where(r => r != router && (send.Destination.IsMulticast || AddressOf(r, segment) == send.Destination)))
            _queue.At(_queue.Now + Delay, () => Deliver(r, segment, AddressOf(router, segment), bytes));
    }

    private void Deliver(int router, int segment, Ipv4Address source, byte[] bytes)
    {
        if (!_isUp[segment])
            return;
        Assert.Equal(Defect.None, RipMessage.Read(bytes, out var message));
        Do(router, () => _routers[router].Received(_segmentsOf[router].IndexOf(segment), message!, source, RipMessage.Port, _queue.Now));
    }
}
