using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Tracing;

namespace NetComm.Cli.Tests.Scenarios;

/// <summary>Figures that the chapter on larger networks and its answers state, and no expectation holds.</summary>
public sealed class LargerNetworkTests
{
    private const string SharedWire = "11-larger-networks/1-shared-wire.yaml";
    private const string Partition = "11-larger-networks/2-partition-and-rip.yaml";
    private const string Country = "11-larger-networks/3-network-of-a-country.yaml";
    private const string Recorded = "11-larger-networks/4-recorded-traffic.yaml";
    private const string Members = "11-larger-networks/5-two-hundred-members.yaml";

    [Fact]
    public void Frames_that_got_through_and_collisions_of_the_shared_wire()
    {
        Measurements measured = Measure(SharedWire);

        Assert.Equal((3416, 6428, 22), StationsOf(measured, "small"));
        Assert.Equal((1368, 3480, 45), StationsOf(measured, "large"));
    }

    [Theory]
    [InlineData(0.343, "flows.small-frames.traffic.size=18B", "flows.small-frames.traffic.rate=2000packets/s")]
    [InlineData(0.820, "lans.small.delay=2560ns")]
    [InlineData(0.902, "lans.small.queue.limit=100packets")]
    public void What_gets_through_a_changed_wire(double efficiency, params string[] settings) =>
        Assert.Equal(efficiency, UtilisationOf(Measure(SharedWire, settings), "small"), 0.001);

    [Theory]
    [InlineData(2.6, 20, "lans.small.queue.limit=10packets")]
    [InlineData(31.9, 128, "lans.small.queue.limit=100packets")]
    public void Frames_of_one_station_follow_each_other_where_its_queue_is_long(double mean, int most, string setting)
    {
        using Trace trace = Run(SharedWire, setting);

        int[] runs = [.. RunsOf(SendersAt(trace, "s-sink", after: SimTime.Zero + SimDuration.FromMilliseconds(200)))];

        Assert.Equal(mean, runs.Average(), 0.05);
        Assert.Equal(most, runs.Max());
    }

    /// <summary>Requests are sent every 500 ms: of those sent at the cut or later, so many were lost before 300 s, and after it.</summary>
    [Theory]
    [InlineData("wired", 480, 8)]
    [InlineData("switched", 480, 62)]
    public void Requests_that_a_partition_costs(string flow, int meanwhile, int afterwards)
    {
        Measurements measured = Measure(Partition);

        Assert.Equal(meanwhile + afterwards, measured.Flows.Single(one => one.Name == flow).Lost);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Packets_get_through_again_within_the_bounds_of_RIPs_timers(long seed)
    {
        var overrides = new ScenarioOverrides { Seed = seed };
        Measurements measured = Measurements.From(SimulatedRun.Of(ScenarioReader.Read(ScenarioShelf.PathOf(Partition), overrides)).Trace);

        // 480 within the 240 s; then for 2 to 5 s, and for 5 to 28 s.
        Assert.InRange(measured.Flows[0].Lost!.Value, 480 + 5, 480 + 10);
        Assert.InRange(measured.Flows[1].Lost!.Value, 480 + 11, 480 + 62);
    }

    [Theory]
    [InlineData("Kapital--Ostmark", 18, 24)]
    [InlineData("Kapital--Midby", 18, 21)]
    public void Hops_to_the_capital_before_and_after_a_link_fails(string link, int before, int after)
    {
        using Trace trace = Run(Country, $"faults.1.link={link}");
        var events = EventList.Of(trace);
        SimTime failed = SimTime.Zero + SimDuration.FromSeconds(3);

        // Of the 18 hops of a request and its answer two are those of the access links of either end.
        int[] crossings =
        [
            .. events.Of(TraceEventKind.PacketSent).GroupBy(sent => sent.Time < failed)
                .OrderByDescending(half => half.Key)
                .Select(half => half.Select(sent => sent.Packet).ToHashSet())
                .Select(packets => events.Of(TraceEventKind.Enqueued).Count(enqueued => packets.Contains(enqueued.Packet))),
        ];

        // In each half 30 requests and answers of nine hosts.
        Assert.Equal([before, after], crossings.Select(count => (count - (2 * 30 * 9 * 2)) / (2 * 30)));
    }

    [Theory]
    [InlineData("links.for-recorded.rate=2Mbps", 0, 34.24, 40.292)]
    [InlineData("links.for-recorded.queue.limit=20packets", 169, 139.4, 147.746)]
    [InlineData("flows.recorded.transport=tcp", 0, 389.099, 616.747)]
    public void The_recording_on_other_links_and_over_TCP(string setting, long lost, double p95, double longest)
    {
        FlowMeasurement recorded = Measure(Recorded, setting).Flows[0];

        Assert.Equal(lost, recorded.Lost);
        Assert.Equal(p95, recorded.Latency!.P95.TotalSeconds * 1000, 0.001);
        Assert.Equal(longest, recorded.Latency.Max.TotalSeconds * 1000, 0.001);
    }

    [Theory]
    [InlineData("links.for-recorded.rate=1Mbps", 69, 7, 1)]
    [InlineData("links.for-recorded.rate=2Mbps", 12, 7, 1)]
    [InlineData("links.for-recorded.rate=4Mbps", 1, 7, 1)]
    public void Queues_of_the_recording_and_of_its_models(string setting, long recorded, long poisson, long steady)
    {
        Measurements measured = Measure(Recorded, setting);

        long Longest(string link) => measured.Links.Where(one => one.Name == link).Max(one => one.QueueMax);
        Assert.Equal((recorded, poisson, steady), (Longest("for-recorded"), Longest("for-poisson"), Longest("for-steady")));
    }

    /// <summary>What the table of the lesson counts by hand.</summary>
    [Fact]
    public void Links_that_a_packet_for_200_members_crosses()
    {
        using Trace trace = Run(Members);
        var events = EventList.Of(trace);
        Dictionary<int, long> owners = OwnersOf(events);
        ILookup<bool, TraceEvent> sent = events.Of(TraceEventKind.PacketSent).ToLookup(one => owners[one.Place] == 0);
        HashSet<long> film = [.. sent[true].Select(one => one.Packet)];
        HashSet<long> answers = [.. sent[false].Where(one => one.Extra == 1).Select(one => one.Packet)];

        int Crossings(HashSet<long> packets) => events.Of(TraceEventKind.Enqueued).Count(enqueued => packets.Contains(enqueued.Packet));

        Assert.Equal((10, 10 * 213), (film.Count, Crossings(film)));
        Assert.Equal((2000, 10 * 1050), (answers.Count, Crossings(answers)));
    }

    [Fact]
    public void Those_who_go_without_where_the_servers_queue_is_short()
    {
        Measurements measured = Measure(Members, "links.uplink.queue.limit=100packets");

        Assert.Equal(910, measured.Flows.Skip(1).Sum(flow => flow.Lost));
        Assert.Equal(91, measured.Flows.Skip(1).Count(flow => flow.Received == 0));
    }

    private static Trace Run(string lesson, params string[] settings) =>
        SimulatedRun.Of(ScenarioReader.Read(ScenarioShelf.PathOf(lesson), new ScenarioOverrides { Settings = settings })).Trace;

    private static Measurements Measure(string lesson, params string[] settings)
    {
        using Trace trace = Run(lesson, settings);
        return Measurements.From(trace);
    }

    private static (long Frames, long Collisions, long GivenUp) StationsOf(Measurements measured, string lan)
    {
        LinkMeasurement[] stations = [.. measured.Links.Where(link => link.Name == lan && link.Collisions is not null)];
        return (stations.Sum(station => station.Packets), stations.Sum(station => station.Collisions!.Value),
            stations.Sum(station => station.Drops.Where(drop => drop.Reason == "collisions").Sum(drop => drop.Packets)));
    }

    private static double UtilisationOf(Measurements measured, string lan) =>
        measured.Links.Where(link => link.Name == lan && link.Collisions is not null).Sum(link => link.Utilisation!.Value);

    private static IEnumerable<long> SendersAt(Trace trace, string sink, SimTime after)
    {
        var events = EventList.Of(trace);
        Dictionary<int, long> owners = OwnersOf(events);
        Dictionary<long, long> senders = events.Of(TraceEventKind.PacketSent).ToDictionary(sent => sent.Packet, sent => owners[sent.Place]);
        int node = trace.Header.Nodes.ToList().FindIndex(one => one.Name == sink);
        return events.Of(TraceEventKind.Received).Where(one => one.Place == node && one.Time > after).Select(one => senders[one.Packet]);
    }

    /// <summary>Whose each conversation is: the number of a flow.</summary>
    private static Dictionary<int, long> OwnersOf(EventList events) =>
        events.Of(TraceEventKind.ConversationOpened).ToDictionary(opened => opened.Place, opened => opened.Packet);

    private static IEnumerable<int> RunsOf(IEnumerable<long> senders)
    {
        int length = 0;
        long before = -1;
        foreach (long sender in senders)
        {
            if (sender != before && length > 0)
            {
                yield return length;
                length = 0;
            }

            before = sender;
            length++;
        }

        yield return length;
    }
}
