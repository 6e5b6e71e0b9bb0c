namespace NetComm.Scenarios.Tests;

public sealed class QueueReaderTests
{
    [Fact]
    public void A_kind_alone_has_the_defaults_of_the_language()
    {
        Assert.Equal(new QueueSpec.DropTail(new QueueLimit(100, null)), Read("{ kind: droptail }"));
        Assert.Equal(
            new QueueSpec.Red
            {
                Limit = new QueueLimit(1000, null),
                Min = 5,
                Max = 15,
                CountsBytes = false,
                MaxProbability = new Probability(0.1),
                Weight = 0.002,
                Gentle = true,
                IdlePacket = DataSize.FromBytes(1000),
                Ecn = false,
            },
            Read("{ kind: red }"));
        Assert.Equal(new QueueSpec.CoDel { Limit = new QueueLimit(1000, null), Control = Control }, Read("{ kind: codel }"));
        Assert.Equal(
            new QueueSpec.FqCoDel
            {
                Limit = new QueueLimit(10240, null),
                Control = Control,
                Flows = 1024,
                Quantum = DataSize.FromBytes(1514),
                DropBatch = 64,
            },
            Read("{ kind: fq-codel }"));
        Assert.Equal(
            new QueueSpec.Pie
            {
                Limit = new QueueLimit(1000, null),
                Target = SimDuration.FromMilliseconds(15),
                Update = SimDuration.FromMilliseconds(15),
                BurstAllowance = SimDuration.FromMilliseconds(150),
                Ecn = false,
            },
            Read("{ kind: pie }"));
        Assert.Equal(
            new QueueSpec.TokenBucket(Bandwidth.FromMegabits(5))
            {
                Limit = new QueueLimit(100, null),
                Burst = DataSize.FromBytes(10_000),
                PeakRate = null,
            },
            Read("{ kind: token-bucket, rate: 5 Mbps }"));
    }

    [Fact]
    public void Keys_replace_the_defaults_of_their_kind()
    {
        Assert.Equal(
            new QueueSpec.Red
            {
                Limit = new QueueLimit(null, DataSize.FromBytes(64_000)),
                Min = 5000,
                Max = 15_000,
                CountsBytes = true,
                MaxProbability = new Probability(0.02),
                Weight = 0.01,
                Gentle = false,
                IdlePacket = DataSize.FromBytes(1500),
                Ecn = true,
            },
            Read("{ kind: red, limit: 64 kB, min: 5 kB, max: 15 kB, max-probability: 2 %, weight: 0.01, gentle: false, "
                + "idle-packet: 1500 B, ecn: true }"));
        Assert.Equal(
            new QueueSpec.FqCoDel
            {
                Limit = QueueLimit.None,
                Control = new() { Target = SimDuration.FromMilliseconds(1), Interval = SimDuration.FromMilliseconds(20), Ecn = true },
                Flows = 16,
                Quantum = DataSize.FromBytes(300),
                DropBatch = 8,
            },
            Read("{ kind: fq-codel, limit: none, target: 1 ms, interval: 20 ms, ecn: true, flows: 16, quantum: 300 B, drop-batch: 8 }"));
        Assert.Equal(
            new QueueSpec.TokenBucket(Bandwidth.FromMegabits(1))
            {
                Limit = new QueueLimit(5, null),
                Burst = DataSize.FromBytes(3000),
                PeakRate = Bandwidth.FromMegabits(2),
            },
            Read("{ kind: token-bucket, rate: 1 Mbps, burst: 3000 B, peak-rate: 2 Mbps, limit: 5 packets }"));
    }

    [Fact]
    public void Bands_name_flows_code_points_and_the_rest()
    {
        var priority = (QueueSpec.Priority)Read(
            "{ kind: priority, limit: 7 packets, "
            + "bands: [ { flows: [second], queue: { kind: codel } }, { rest: true }, { dscp: [46, 34] } ] }");

        Assert.Equal(new QueueLimit(7, null), priority.Limit);
        Assert.Equal([[1], [], []], priority.Bands.Select(band => band.Flows.Select(flow => flow.Index)));
        Assert.Equal([[], [], [46, 34]], priority.Bands.Select(band => band.Dscp));
        Assert.Equal([new QueueSpec.CoDel(), null, null], priority.Bands.Select(band => band.Queue));
        Assert.Equal([false, true, false], priority.Bands.Select(band => band.IsRest));
    }

    [Fact]
    public void What_no_band_names_waits_behind_them()
    {
        var priority = (QueueSpec.Priority)Read("{ kind: priority, bands: [ { dscp: [46] } ] }");

        Assert.Equal([false, true], priority.Bands.Select(band => band.IsRest));
    }

    [Fact]
    public void A_fault_may_set_another_queue()
    {
        Scenario scenario = ScenarioReader.Parse(
            File("{}") + "faults: [ { at: 1 s, link: core, do: set, queue: { kind: pie, target: 5 ms } } ]\n", "queue.yaml");

        var change = (FaultChange.LinkSet)scenario.Faults[0].Change;
        Assert.Equal(new QueueSpec.Pie { Target = SimDuration.FromMilliseconds(5) }, change.Forward.Queue);
    }

    private static CoDelParameters Control { get; } =
        new() { Target = SimDuration.FromMilliseconds(5), Interval = SimDuration.FromMilliseconds(100), Ecn = false };

    private static QueueSpec Read(string queue) => ((Link)ScenarioReader.Parse(File(queue), "queue.yaml").Links[0]).Forward.Queue;

    private static string File(string queue) => $$"""
        scenario: A queue
        duration: 1 s
        hosts: { a: {}, b: {} }
        links: [ { name: core, between: [a, b], queue: {{queue}} } ]
        flows:
          - { name: first, from: a, to: b, traffic: { kind: constant, rate: 1 packets/s, size: 100 B } }
          - { name: second, from: b, to: a, traffic: { kind: constant, rate: 1 packets/s, size: 100 B } }

        """;
}
