namespace NetComm.TestSupport;

/// <summary>Random networks, for what must hold on every one.</summary>
internal static class RandomNetworks
{
    /// <summary>
    /// A network drawn from <paramref name="shape"/>: up to five routers and six hosts, links and a LAN, some loss, jitter, corruption and
    /// reordering, faults, flows.
    /// </summary>
    internal static Scenario Of(int shape, out NetworkBuilder network)
    {
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "shape");
        int Below(int n) => (int)(draw.NextDouble() * n);
        int routers = 1 + Below(5), hosts = 2 + Below(5);
        network = new NetworkBuilder().Hosts([.. Enumerable.Range(0, hosts).Select(i => $"h{i}")])
            .Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        string[] onLan = [.. Enumerable.Range(0, hosts).Where(_ => Below(3) == 0).Select(i => $"h{i}"), "r0"];
        if (onLan.Length > 1 && shape % 4 == 0) network.SharedLan("lan", Shareable(Properties()), onLan);
        else if (onLan.Length > 1) network.Lan("lan", Properties(), onLan);
        for (int i = 0; i < hosts; i++)
        {
            if (!onLan.Contains($"h{i}") || Below(4) == 0)
                network.Link($"h{i}", $"r{Below(routers)}", Properties(), cost: 1 + Below(3), name: $"access{i}");
        }

        for (int i = 1; i < routers; i++) network.Link($"r{i}", $"r{Below(i)}", Properties(), cost: 1 + Below(3), name: $"core{i}");
        if (routers > 2) network.Link("r0", $"r{routers - 1}", Properties(), cost: 1 + Below(3), name: "extra");

        for (int i = 0; i < 1 + Below(3); i++)
        {
            int from = Below(hosts), to = (from + 1 + Below(hosts - 1)) % hosts;
            Traffic traffic = Below(2) == 0
                ? new Traffic.Poisson(SimDuration.FromMilliseconds(2), new PayloadSize(new Distribution.Uniform(0, 3000)))
                : new Traffic.RequestResponse(SimDuration.FromMilliseconds(3), PayloadSize.Of(50), PayloadSize.Of(2000));
            network.Flow($"h{from}", $"h{to}", traffic, count: 1 + Below(60));
        }

        for (int i = 0; i < Below(4) && routers > 1; i++)
        {
            var at = SimDuration.FromMicroseconds(Below(150_000));
            network.LinkDown(at, "core1").LinkUp(at + SimDuration.FromMilliseconds(Below(40)), "core1");
            network.LinkSet(SimDuration.FromMicroseconds(Below(150_000)), "core1", Change(), "rate, loss, reorder");
        }

        return network.Build(seed: shape & int.MaxValue);

        // A shared medium has a rate, and a delay of half a slot at most.
        LinkProperties Shareable(LinkProperties any)
        {
            LinkProperties rated = any.Rate.IsInfinite ? any with { Rate = Bandwidth.FromMegabits(10) } : any;
            return rated.Delay <= rated.HalfSlot ? rated : rated with { Delay = rated.HalfSlot };
        }

        LinkProperties Properties() => new()
        {
            Rate = Below(4) == 0 ? Bandwidth.Infinite : Bandwidth.FromBits(1_000_000 + Below(20_000_000)),
            Delay = SimDuration.FromMicroseconds(Below(5000)),
            Jitter = Below(3) == 0 ? new Distribution.Normal(0, 1e9) : null,
            Loss = Probability.FromPercent(Below(3) == 0 ? 10 : 0),
            Queue = RandomQueues.Of(Below),
            Mtu = DataSize.FromBytes(Below(4) == 0 ? 600 : 1500),
            Corrupt = Probability.FromPercent(Below(2) * Below(4)),
            Reorder = new CorrelatedShare(Probability.FromPercent(Below(2) * Below(40)), Probability.FromPercent(Below(2) * Below(80))),
            ReorderBy = Below(2) == 0 ? SimDuration.FromMicroseconds(Below(6000)) : null,
        };

        LinkChange Change() => new()
        {
            Rate = Bandwidth.FromBits(100_000 + Below(5_000_000)),
            Loss = Probability.FromPercent(Below(20)),
            Reorder = Below(2) == 0 ? null : Probability.FromPercent(Below(40)),
            Queue = Below(2) == 0 ? null : RandomQueues.Of(Below),
        };
    }
}
