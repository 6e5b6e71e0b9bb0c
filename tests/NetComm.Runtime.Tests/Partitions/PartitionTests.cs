using NetComm.Runtime.Simulated;
using NetComm.Runtime.Tests.Loopback;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Partitions;

/// <summary>Networks that fall apart and become whole again, in both modes: from 100 ms to 200 ms, a packet every 10 ms.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class PartitionTests
{
    private static readonly SimDuration Apart = SimDuration.FromMilliseconds(100);
    private static readonly SimDuration Whole = SimDuration.FromMilliseconds(200);
    private static readonly Traffic Every10Milliseconds = TestNetworks.Every(SimDuration.FromMilliseconds(10), bytes: 100);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Members_of_a_lan_on_different_sides_hear_nothing_of_each_other(bool real)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "e").Lan("office", new LinkProperties(), "a", "b", "c", "e")
            .Partition(Apart, ["a", "b"], ["c"]).Heal(Whole)
            .Flow("a", "office", Every10Milliseconds, count: 30).Flow("a", "c", Every10Milliseconds, count: 30).Build();

        Course course = await RunAsync(scenario, real);

        Assert.Equal([1, 3], course.ReceiversMeanwhile(flow: 0));
        Assert.Equal([1, 2, 3], course.ReceiversOutside(flow: 0));
        Assert.Empty(course.ReceiversMeanwhile(flow: 1));
        Assert.Equal([2], course.ReceiversOutside(flow: 1));
        Assert.Equal(["[[a, b], [c]]"], course.Events.Texts(TraceEventKind.NetworkParted));
        Assert.Single(course.Events.Of(TraceEventKind.NetworkHealed));
        Assert.True(course.Events.Drops(DropReason.Down) >= 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_on_no_side_talks_to_all_and_still_joins_no_sides(bool real)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d").Routers("r")
            .Link("a", "r").Link("b", "r").Link("c", "r").Link("d", "r")
            .Partition(Apart, ["a", "b"], ["c", "d"]).Heal(Whole)
            .Flow("a", "c", Every10Milliseconds, count: 30).Flow("a", "b", Every10Milliseconds, count: 30)
            .Flow("d", "c", Every10Milliseconds, count: 30).Build();

        Course course = await RunAsync(scenario, real);

        Assert.Empty(course.ReceiversMeanwhile(flow: 0));
        Assert.Equal([2], course.ReceiversOutside(flow: 0));
        Assert.Equal([1], course.ReceiversMeanwhile(flow: 1));
        Assert.Equal([2], course.ReceiversMeanwhile(flow: 2));
        Assert.Empty(course.Events.Of(TraceEventKind.MediumDown));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_between_sides_is_down_and_packets_go_another_way(bool real)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2", "r3")
            .Link("a", "r1").Link("b", "r2").Link("r1", "r2", name: "core").Link("r1", "r3").Link("r3", "r2")
            .Partition(Apart, ["r1"], ["r2"]).Heal(Whole)
            .Flow("a", "b", Every10Milliseconds, count: 30).Build();

        Course course = await RunAsync(scenario, real);

        Assert.Equal(30, course.Events.Of(TraceEventKind.Received).Count());
        Assert.Single(course.Events.Of(TraceEventKind.MediumDown));
        Assert.Single(course.Events.Of(TraceEventKind.MediumUp));
        int meanwhile = course.SentMeanwhile(flow: 0).Count;
        int outside = 30 - course.SentNear(flow: 0).Count;
        // Three links by the core, four without it.
        Assert.InRange(course.Events.Of(TraceEventKind.Delivered).Count(), (3 * 30) + meanwhile, (4 * 30) - outside);
    }

    [Fact]
    public void A_link_is_up_again_when_neither_a_fault_nor_a_partition_keeps_it_down()
    {
        SimDuration At(int milliseconds) => SimDuration.FromMilliseconds(milliseconds);
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", name: "wire")
            .Partition(At(10), ["a"], ["b"]).LinkDown(At(20), "wire").LinkUp(At(30), "wire").Heal(At(40))
            .LinkDown(At(50), "wire").Partition(At(60), ["a"], ["b"]).Heal(At(70)).LinkUp(At(80), "wire")
            .Partition(At(90), ["a"], ["b"]).Partition(At(100), ["b"], ["a"]).Heal(At(110))
            .Flow("a", "b", Every10Milliseconds).Build(At(200));

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(
            ["10 MediumDown", "40 MediumUp", "50 MediumDown", "80 MediumUp", "90 MediumDown", "110 MediumUp"],
            events.All.Where(e => e.Kind is TraceEventKind.MediumDown or TraceEventKind.MediumUp)
                .Select(e => $"{e.Time.Picoseconds / 1_000_000_000} {e.Kind}"));
    }

    // Routers on a LAN see no carrier go. The route times out 180 s after the last update, at 60 + 150 s at the earliest.
    [Fact]
    public void Routes_of_rip_time_out_behind_a_parted_lan_and_come_back_when_it_is_whole()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2").Link("a", "r1").Link("b", "r2")
            .Lan("middle", new LinkProperties(), "r1", "r2").Routing(RoutingKind.Rip)
            .Partition(SimDuration.FromSeconds(60), ["r1"], ["r2"]).Heal(SimDuration.FromSeconds(300))
            .Flow("a", "b", TestNetworks.Every(SimDuration.FromSeconds(1), bytes: 100), count: 400).Build();

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Dictionary<long, SimTime> sent = events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        int[] received = [.. events.Of(TraceEventKind.Received).Select(e => (int)sent[e.Packet].TotalSeconds)];
        int[] noRoute = [.. events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.NoRoute)
            .Select(e => (int)e.Time.TotalSeconds)];
        Assert.Equal(59, received.Last(second => second < 100));
        Assert.InRange(received.First(second => second > 100), 300, 336);
        Assert.Equal(Enumerable.Range(340, 60), received.Where(second => second >= 340));
        Assert.InRange(noRoute.First(second => second > 100), 205, 241);
        Assert.Equal(Enumerable.Range(241, 59), noRoute.Where(second => second is > 240 and < 300));
    }

    private static async Task<Course> RunAsync(Scenario scenario, bool real) =>
        new(EventList.Of(real ? (await LoopbackRuns.OfAsync(scenario)).Trace : SimulatedRun.Of(scenario).Trace));

    /// <summary>What was sent and received before, while and after the network was parted.</summary>
    private sealed class Course(EventList events)
    {
        // On real sockets a packet may be sent a little before it is written down.
        private static readonly SimDuration Near = SimDuration.FromMilliseconds(4);

        public EventList Events => events;

        public List<long> SentMeanwhile(int flow) =>
            Sent(flow, at => at > SimTime.Zero + Apart + Near && at < SimTime.Zero + Whole - Near);

        public List<long> SentNear(int flow) =>
            Sent(flow, at => at > SimTime.Zero + Apart - Near && at < SimTime.Zero + Whole + Near);

        public IEnumerable<int> ReceiversMeanwhile(int flow) => ReceiversOf(SentMeanwhile(flow));

        public IEnumerable<int> ReceiversOutside(int flow) => ReceiversOf([.. Sent(flow, _ => true).Except(SentNear(flow))]);

        private IEnumerable<int> ReceiversOf(List<long> packets)
        {
            Assert.True(packets.Count > 3, $"{packets.Count} packets");
            // Each of them, or nobody.
            ILookup<int, long> by = events.Of(TraceEventKind.Received).Where(e => packets.Contains(e.Packet))
                .ToLookup(e => e.Place, e => e.Packet);
            Assert.All(by, receiver => Assert.Equal(packets.Count, receiver.Count()));
            return by.Select(receiver => receiver.Key).Order();
        }

        private List<long> Sent(int flow, Func<SimTime, bool> when)
        {
            var own = new HashSet<ConversationId>();
            foreach (TraceEvent e in events.Of(TraceEventKind.ConversationOpened))
            {
                var opened = new ConversationOpened(e);
                if (opened.Owner.Flow is { } owner && owner.Index == flow) own.Add(opened.Conversation);
            }

            return [.. events.Of(TraceEventKind.PacketSent).Where(e => own.Contains(new(e.Place)) && when(e.Time)).Select(e => e.Packet)];
        }
    }
}
