namespace NetComm.Benchmarks;

/// <summary>What a throughput is measured of: flows from hosts of their own, over three routers in a row, to hosts of their own.</summary>
/// <param name="Name">How the output calls it.</param>
/// <param name="Flows">How many.</param>
/// <param name="IsTcp">TCP in bulk; else UDP, 1.25 million packets of 1000 B in all.</param>
internal sealed record ThroughputLoad(string Name, int Flows, bool IsTcp)
{
    internal static readonly ThroughputLoad TenFlows = new("10 UDP flows", 10, IsTcp: false);

    internal static readonly ThroughputLoad ThousandFlows = new("1000 UDP flows", 1000, IsTcp: false);

    internal static readonly ThroughputLoad TenThousandFlows = new("10 000 UDP flows", 10_000, IsTcp: false);

    internal static readonly ThroughputLoad Tcp = new("10 TCP flows", 10, IsTcp: true);

    /// <summary>1000 B × 8 / 100 Mbit/s, where 10 flows share the packets.</summary>
    private static readonly SimDuration GapOfTen = SimDuration.FromMicroseconds(80);

    internal Scenario Build(bool quick)
    {
        var access = new LinkProperties { Rate = Bandwidth.FromMegabits(1000), Delay = SimDuration.FromMilliseconds(1) };
        var core = new LinkProperties { Rate = Bandwidth.FromMegabits(10_000), Delay = SimDuration.FromMilliseconds(5) };
        NetworkBuilder network = new NetworkBuilder().Routers("r1", "r2", "r3").Link("r1", "r2", core).Link("r2", "r3", core);
        for (int i = 0; i < Flows; i++) network.Hosts($"s{i}", $"d{i}").Link($"s{i}", "r1", access).Link("r3", $"d{i}", access);

        SimTime stop = SimTime.Zero + SimDuration.FromSeconds(quick ? 2 : 10);
        SimDuration gap = GapOfTen * (Flows / 10);
        var constant = new Traffic.Constant(gap, PayloadSize.Of(1000));
        for (int i = 0; i < Flows; i++)
        {
            // Ten send at one instant; more would fill the queues, and take their turns.
            SimTime start = SimTime.Zero + SimDuration.FromPicoseconds(i / 10 * (gap.Picoseconds / (Flows / 10)));
            if (IsTcp)
                network.Flow($"s{i}", $"d{i}", new Traffic.Bulk(),
                    with: flow => flow with { Transport = Transport.Tcp, Bytes = quick ? 20_000_000 : 100_000_000 });
            else network.Flow($"s{i}", $"d{i}", constant, with: flow => flow with { Start = start, Stop = stop });
        }

        return network.Build();
    }
}
