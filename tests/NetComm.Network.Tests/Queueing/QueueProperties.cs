using System.Globalization;
using NetComm.Network.Tests.Links;

namespace NetComm.Network.Tests.Queueing;

/// <summary>What holds for every discipline, whatever comes.</summary>
public sealed class QueueProperties
{
    private static readonly QueueSpec[] Specs =
    [
        new QueueSpec.Red { Weight = 0.1 },
        new QueueSpec.Red { Limit = NineKilobytes, Min = 3000, Max = 6000, CountsBytes = true, Ecn = true },
        new QueueSpec.CoDel(),
        new QueueSpec.CoDel { Limit = new QueueLimit(12, null), Control = new() { Ecn = true } },
        new QueueSpec.FqCoDel { Limit = new QueueLimit(20, null), Flows = 8 },
        new QueueSpec.FqCoDel { Limit = NineKilobytes, Quantum = DataSize.FromBytes(300) },
        new QueueSpec.Pie { BurstAllowance = SimDuration.Zero },
        new QueueSpec.TokenBucket(Bandwidth.FromBits(700_000))
        {
            Burst = DataSize.FromBytes(1400),
            PeakRate = Bandwidth.FromBits(900_000),
        },
        new QueueSpec.Priority(
            [
                new([new FlowId(0)], [], new QueueSpec.CoDel()),
                new([new FlowId(1)], [], new QueueSpec.TokenBucket(Bandwidth.FromBits(200_000))),
                new([], []),
            ],
            new QueueLimit(9, null)),
    ];

    private static QueueLimit NineKilobytes => new(null, DataSize.FromBytes(9000));

    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            for (int spec = 0; spec < Specs.Length; spec++)
                for (int seed = 1; seed <= 3; seed++) cases.Add(spec, seed);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_packet_arrives_once_or_is_dropped_once_and_flows_stay_in_order(int spec, int seed)
    {
        const int packets = 600;
        LinkBench bench = Loaded(Specs[spec], seed, packets);

        bench.Runs();

        int[] arrived = [.. bench.Arrived.Select(line => NumberIn(line, 0))];
        int[] dropped = [.. bench.Log.Where(line => line.Contains("dropped", StringComparison.Ordinal)).Select(line => NumberIn(line, 2))];
        Assert.NotEmpty(dropped);
        Assert.Equal(Enumerable.Range(1, packets), arrived.Concat(dropped).Order());
        foreach (IGrouping<int, int> flow in arrived.GroupBy(number => number % 3)) Assert.Equal(flow.Order(), flow);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_seed_gives_the_same_packets(int spec, int seed)
    {
        LinkBench one = Loaded(Specs[spec], seed, 200), other = Loaded(Specs[spec], seed, 200);

        one.Runs();
        other.Runs();

        Assert.Equal(one.Log, other.Log);
    }

    /// <summary>Packet n is of flow n mod 3, at about 1.3 times the rate of the link.</summary>
    private static LinkBench Loaded(QueueSpec queue, int seed, int packets)
    {
        RandomStream random = RandomStream.For(seed, "load");
        var bench = new LinkBench(LinkBench.Properties with { Queue = queue });
        double time = 0;
        for (int i = 1; i <= packets; i++)
        {
            time += random.NextExponential() * 4.5;
            int flow = i % 3;
            bench.OffersAt(time, 50 + (int)(random.NextDouble() * 1450), packet =>
            {
                QueueBench.Flow(flow)(packet);
                if (flow == 2) QueueBench.Capable(packet);
            });
        }

        return bench;
    }

    private static int NumberIn(string line, int word) => int.Parse(line.Split(' ')[word], CultureInfo.InvariantCulture);
}
