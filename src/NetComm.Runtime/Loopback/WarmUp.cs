namespace NetComm.Runtime.Loopback;

/// <summary>
/// A short run before the measured one. .NET compiles each method when it is first called, which takes tens of milliseconds: without it
/// they would be the latency of the first packets.
/// </summary>
internal static class WarmUp
{
    private const int Port = 49_999;
    private static readonly SimDuration Interval = SimDuration.FromMicroseconds(250);
    private static readonly PayloadSize Size = PayloadSize.Of(200);

    /// <summary>Two hosts that do what the scenario's flows do: a hundred packets there and back, streams, and groups.</summary>
    internal static Scenario For(Scenario scenario)
    {
        var network = new Ipv4Network(Ipv4Address.FromOctets(10, 254, 254, 0), 24);
        NetworkInterface[] ends =
            [.. Enumerable.Range(0, 2).Select(n => new NetworkInterface(n, n, new(network.Address.Value + (uint)n + 1), network, 0, n))];
        var link = new LinkProperties { Rate = Bandwidth.FromMegabits(1000), Delay = SimDuration.FromMicroseconds(100) };
        Flow packets = FlowOf(0, ends, new Traffic.Constant(Interval, Size)) with { Count = 200 };
        Flow requests = FlowOf(1, ends, new Traffic.RequestResponse(Interval, Size, Size)) with { Count = 100 };
        Flow stream = FlowOf(2, ends, new Traffic.Bulk()) with { Transport = Transport.Tcp, Bytes = 500_000 };
        var group = new MulticastGroup(0, "group", Ipv4Address.FromOctets(239, 255, 112, 8), [1]);
        Flow[] all =
        [
            packets, requests,
            .. scenario.Flows.Any(flow => flow.Transport == Transport.Tcp) ? [stream] : Array.Empty<Flow>(),
            .. scenario.Flows.Any(flow => flow.Cast == Cast.Multicast) ? [ToGroup(group, packets)] : Array.Empty<Flow>(),
        ];
        return new Scenario
        {
            Title = "Warm-up",
            FileName = "warm-up.yaml",
            Source = "",
            Duration = SimDuration.FromMilliseconds(100),
            Nodes = [.. ends.Select(end => new Node(end.Node, $"h{end.Node}", NodeKind.Host, External: false, [end]))],
            Links = [new Link(0, "wire", network, 1, ends, link, link)],
            Groups = all.Any(flow => flow.Cast == Cast.Multicast) ? [group] : [],
            Flows = [.. all.Select((flow, index) => flow with { Index = index })],
        };
    }

    private static Flow ToGroup(MulticastGroup group, Flow like) =>
        like with { Name = group.Name, Cast = Cast.Multicast, To = group.Name, Destination = group.Address, Port = Port + 3, Order = 3 };

    private static Flow FlowOf(int index, NetworkInterface[] ends, Traffic traffic) => new()
    {
        Index = index,
        Name = $"flow{index}",
        Cast = Cast.Unicast,
        Transport = Transport.Udp,
        From = 0,
        To = "h1",
        Destination = ends[1].Address,
        Receivers = [1],
        Traffic = traffic,
        Port = Port + index,
        Order = index,
    };
}
