using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;

namespace NetComm.Protocols.Tests.Pim;

/// <summary>
/// A random map whose routers speak PIM over it and know the shortest paths, with one source that sends ten packets a second to one group,
/// and members on some networks. Everything takes 5 ms over a network.
/// </summary>
internal sealed class PimNetwork
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(5);
    private static readonly SimDuration Gap = SimDuration.FromMilliseconds(100);
    private static readonly Ipv4Address News = Ipv4Address.FromOctets(239, 0, 0, 1);

    private readonly EventQueue _queue = new();
    private readonly RandomMap _map;
    private readonly RandomStream _luck;
    private readonly PimRouter[] _routers;
    private readonly SortedSet<int> _memberSegments = [];
    private readonly List<Packet> _packets = [];

    public PimNetwork(int seed)
    {
        _map = new(seed);
        _luck = RandomStream.For(seed, "members");
        _routers = [.. Enumerable.Range(0, _map.Routers).Select(r => new PimRouter(
            [.. _map.SegmentsOf[r].Select(s => RandomMap.AddressOf(r, s))], _ => RouteFrom(r), RandomStream.For(seed, $"pim:{r}")))];
        SourceSegment = RandomMap.Below(_luck, Segments);
        for (int r = 0; r < _routers.Length; r++)
        {
            _routers[r].Start(SimTime.Zero);
            Carry(r);
        }
        foreach (int s in Enumerable.Range(0, Segments).Where(_ => _luck.NextDouble() < 0.4))
            SetMembers(s, hasMembers: true);
    }

    public int Segments => _map.Segments.Count;

    public int SourceSegment { get; }

    private Ipv4Address Source => RandomMap.AddressOf(98, SourceSegment);

    public void RunUntil(double seconds) => _queue.RunUntil(MachineDriver.At(seconds));

    /// <summary>The source begins to send, and goes on until then.</summary>
    public void SendUntil(double seconds)
    {
        if (_queue.Now + Gap > MachineDriver.At(seconds))
            return;
        _queue.At(_queue.Now + Gap, () =>
        {
            var packet = new Packet(_queue.Now, [.. _memberSegments], [.. Reachable()]);
            _packets.Add(packet);
            CarryData(packet, from: null, SourceSegment);
            SendUntil(seconds);
        });
    }

    public void ToggleMembers(int segment) => SetMembers(segment, !_memberSegments.Contains(segment));

    public void Set(int segment, bool isUp)
    {
        _map.Set(segment, isUp);
        for (int r = 0; r < _routers.Length; r++)
        {
            int number = _map.SegmentsOf[r].IndexOf(segment);
            if (number >= 0 && isUp)
                _routers[r].InterfaceUp(number, _queue.Now);
            else if (number >= 0)
                _routers[r].InterfaceDown(number, _queue.Now);
            _routers[r].RoutesChanged(_queue.Now);
            Carry(r);
        }
    }

    /// <summary>The networks with members that the packet reached, and those that it should have: <c>1 3</c>.</summary>
    public (string Reached, string Due) DeliveriesAt(double seconds)
    {
        Packet packet = PacketAt(seconds);
        return (string.Join(' ', packet.Due.Where(s => packet.CrossingsOf(s).Count > 0)), string.Join(' ', packet.Due));
    }

    /// <summary>The packets from then to then that did not reach a network with members.</summary>
    public IEnumerable<string> Missed(double first, double last) =>
        from packet in _packets
        where packet.Sent >= MachineDriver.At(first) && packet.Sent <= MachineDriver.At(last)
        from s in packet.Due
        where packet.CrossingsOf(s).Count == 0
        select $"{packet.Sent} to {s}";

    /// <summary>Networks that the packet crossed twice, or for nothing: no members are there, and no router there carried it on.</summary>
    public IEnumerable<string> WasteAt(double seconds)
    {
        Packet packet = PacketAt(seconds);
        for (int s = 0; s < Segments; s++)
        {
            int crossings = packet.CrossingsOf(s).Count;
            if (crossings > 1)
                yield return $"{crossings} times over {s}";
            if (crossings > 0 && s != SourceSegment && !packet.Members.Contains(s)
                && !packet.Crossings.Any(crossing => crossing.TakenFrom == s))
                yield return $"for nothing over {s}";
        }
    }

    private Packet PacketAt(double seconds) => _packets.Last(packet => packet.Sent <= MachineDriver.At(seconds));

    private IEnumerable<int> Reachable() =>
        _map.IsUp(SourceSegment) ? _memberSegments
            .Where(s => s == SourceSegment || (_map.IsUp(s) && _map.Segments[s].Routers.Any(r => RouteFrom(r) is not null))) : [];

    private PimRoute? RouteFrom(int router) =>
        _map.Route(router, SourceSegment) is { } route
            ? new(_map.SegmentsOf[router].IndexOf(route.Over), route.NextHop, route.Metric) : null;

    private void SetMembers(int segment, bool hasMembers)
    {
        if (hasMembers)
            _memberSegments.Add(segment);
        else
            _memberSegments.Remove(segment);
        foreach (int r in _map.Segments[segment].Routers)
        {
            _routers[r].MembershipChanged(_map.SegmentsOf[r].IndexOf(segment), News, hasMembers, _queue.Now);
            Carry(r);
        }
    }

    private void CarryData(Packet packet, int? from, int segment, int takenFrom = -1)
    {
        packet.Crossings.Add((segment, takenFrom));
        Assert.True(packet.Crossings.Count < 1000, "A packet goes round in circles.");
        if (!_map.IsUp(segment))
            return;
        foreach (int r in _map.Segments[segment].Routers.Where(r => r != from))
            _queue.At(_queue.Now + Delay, () => DeliverData(packet, r, segment));
    }

    private void DeliverData(Packet packet, int router, int segment)
    {
        if (!_map.IsUp(segment))
            return;
        foreach (int number in _routers[router].Data(Source, News, _map.SegmentsOf[router].IndexOf(segment), _queue.Now))
            CarryData(packet, router, _map.SegmentsOf[router][number], segment);
        Carry(router);
    }

    private void Carry(int router)
    {
        foreach (PimEffect.Send send in _routers[router].Take().OfType<PimEffect.Send>())
            Transmit(router, send);
        _queue.Wake(_routers[router], () => Carry(router));
    }

    private void Transmit(int router, PimEffect.Send send)
    {
        int segment = _map.SegmentsOf[router][send.Interface];
        var bytes = new byte[send.Message.Size];
        PimFormat.Write(send.Message, bytes);
        foreach (int r in _map.Segments[segment].Routers
            .Where(r => r != router && (send.Destination.IsMulticast || RandomMap.AddressOf(r, segment) == send.Destination)))
            _queue.At(_queue.Now + Delay, () => Deliver(r, segment, RandomMap.AddressOf(router, segment), bytes));
    }

    private void Deliver(int router, int segment, Ipv4Address source, byte[] bytes)
    {
        if (!_map.IsUp(segment))
            return;
        Assert.Equal(Defect.None, PimFormat.Read(bytes, out PimMessage? message));
        _routers[router].Received(_map.SegmentsOf[router].IndexOf(segment), message!, source, _queue.Now);
        Carry(router);
    }

    /// <summary>
    /// A packet, the networks with members when it was sent, those of them that it could reach, and what it crossed, each with the network
    /// it was taken from.
    /// </summary>
    private sealed record Packet(SimTime Sent, int[] Members, int[] Due)
    {
        public List<(int Segment, int TakenFrom)> Crossings { get; } = [];

        public IReadOnlyList<int> CrossingsOf(int segment) =>
            [.. Crossings.Where(crossing => crossing.Segment == segment).Select(crossing => crossing.Segment)];
    }
}
