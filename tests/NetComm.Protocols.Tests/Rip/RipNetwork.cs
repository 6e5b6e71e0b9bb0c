using NetComm.Protocols.Ip;
using NetComm.Protocols.Rip;

namespace NetComm.Protocols.Tests.Rip;

/// <summary>A random map whose routers speak RIP, by messages of bytes that take 5 ms.</summary>
internal sealed class RipNetwork
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(5);

    private readonly EventQueue _queue = new();
    private readonly RandomMap _map;
    private readonly RipRouter[] _routers;

    public RipNetwork(int seed)
    {
        _map = new(seed);
        _routers =
            [.. Enumerable.Range(0, _map.Routers)
                .Select(r => new RipRouter([.. _map.SegmentsOf[r].Select(s => Interface(r, s))], RandomStream.For(seed, $"rip:{r}")))];
        var random = RandomStream.For(seed, "start");
        foreach ((RipRouter? router, int r) in _routers.Select((router, r) => (router, r)))
            _queue.At(MachineDriver.At(RandomMap.Below(random, 3000) / 1000.0), () => Do(r, () => router.Start(_queue.Now)));
    }

    public int Segments => _map.Segments.Count;

    public void RunUntil(double seconds) => _queue.RunUntil(MachineDriver.At(seconds));

    public void Set(int segment, bool isUp)
    {
        _map.Set(segment, isUp);
        foreach (int r in _map.Segments[segment].Routers)
        {
            int number = _map.SegmentsOf[r].IndexOf(segment);
            Do(r, () =>
            {
                if (isUp)
                    _routers[r].InterfaceUp(number, _queue.Now);
                else
                    _routers[r].InterfaceDown(number, _queue.Now);
            });
        }
    }

    /// <summary>What each router knows: <c>r2 to 10.0.1.0/24: 3 by 10.0.4.1</c>.</summary>
    public IEnumerable<string> Known() =>
        from r in Enumerable.Range(0, _routers.Length)
        from s in Enumerable.Range(0, Segments)
        let route = _routers[r].Lookup(RandomMap.AddressOf(98, s))
        where route is not null
        select Words(r, s, route.Metric, _map.SegmentsOf[r][route.Interface], route.NextHop);

    /// <summary>The same by shortest paths over the map.</summary>
    public IEnumerable<string> Expected() =>
        from r in Enumerable.Range(0, _routers.Length)
        from s in Enumerable.Range(0, Segments)
        let route = _map.Route(r, s)
        where route is not null
        select Words(r, s, route.Value.Metric, route.Value.Over, route.Value.NextHop);

    private static string Words(int router, int segment, int metric, int over, Ipv4Address? nextHop) =>
        $"r{router} to {RandomMap.NetworkOf(segment)}: {metric} over {RandomMap.NetworkOf(over)}{(nextHop is { } hop ? $" by {hop}" : "")}";

    private RipInterface Interface(int router, int segment) =>
        new(RandomMap.AddressOf(router, segment), RandomMap.NetworkOf(segment), _map.Segments[segment].Cost);

    private void Do(int router, Action action)
    {
        action();
        Carry(router);
    }

    private void Carry(int router)
    {
        foreach (RipEffect.Send send in _routers[router].Take().OfType<RipEffect.Send>())
            Transmit(router, send);
        _queue.Wake(_routers[router], () => Carry(router));
    }

    private void Transmit(int router, RipEffect.Send send)
    {
        int segment = _map.SegmentsOf[router][send.Interface];
        Assert.True(_map.IsUp(segment), "A router sends over an interface that is down.");
        var bytes = new byte[send.Message.Size];
        send.Message.Write(bytes);
        foreach (int r in _map.Segments[segment].Routers
            .Where(r => r != router && (send.Destination.IsMulticast || RandomMap.AddressOf(r, segment) == send.Destination)))
            _queue.At(_queue.Now + Delay, () => Deliver(r, segment, RandomMap.AddressOf(router, segment), bytes));
    }

    private void Deliver(int router, int segment, Ipv4Address source, byte[] bytes)
    {
        if (!_map.IsUp(segment))
            return;
        Assert.Equal(Defect.None, RipMessage.Read(bytes, out RipMessage? message));
        Do(router,
            () => _routers[router].Received(_map.SegmentsOf[router].IndexOf(segment), message!, source, RipMessage.Port, _queue.Now));
    }
}
