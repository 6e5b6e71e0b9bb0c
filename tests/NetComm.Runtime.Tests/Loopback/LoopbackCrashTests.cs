using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Hosts and routers that crash and come back, with real sockets that stay open meanwhile but closed to traffic.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackCrashTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly Traffic Packets = new Traffic.Constant(SimDuration.FromMilliseconds(5), PayloadSize.Of(100));
    private static readonly SimDuration CrashAt = SimDuration.FromMilliseconds(200);

    /// <summary>Long after: a busy machine may let half a second pass at once.</summary>
    private static readonly SimDuration RestartAt = SimDuration.FromMilliseconds(1700);

    [Fact]
    public async Task What_reaches_a_crashed_host_is_lost_there_until_it_is_back()
    {
        Scenario scenario = Crashing(Line().Flow("a", "b", Packets, count: 400), "b").Build();

        EventList events = await RunAsync(scenario);

        (SimTime crashed, SimTime back) = Outage(events);
        Dictionary<long, SimTime> sent = events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        TraceEvent[] received = [.. events.Of(TraceEventKind.Received)];
        Assert.All(received, e => Assert.True(e.Time < crashed || e.Time >= back, $"{e.Time}"));
        Assert.Contains(received, e => sent[e.Packet] > back);
        TraceEvent[] lost = [.. events.Of(TraceEventKind.Dropped)];
        Assert.NotEmpty(lost);
        Assert.All(lost, e => Assert.Equal((DropReason.Down, -1 - scenario.FindNode("b")!.Index), ((DropReason)e.Reason, e.Place)));
        Assert.Equal(400, received.Length + lost.Length);
    }

    [Fact]
    public async Task A_crashed_host_sends_nothing_and_goes_on_where_its_traffic_would_be()
    {
        Scenario scenario = Crashing(Line().Flow("a", "b", Packets, count: 400), "a").Build();

        EventList events = await RunAsync(scenario);

        (SimTime crashed, SimTime back) = Outage(events);
        TraceEvent[] sent = [.. events.Of(TraceEventKind.PacketSent)];
        Assert.DoesNotContain(sent, e => e.Time >= crashed && e.Time < back);
        Assert.Equal(399, new PacketSent(sent[^1]).Sequence);
        Assert.InRange(sent.Length, 2, 399);
    }

    [Fact]
    public async Task Programs_of_a_crashed_host_end_and_run_anew_when_it_is_back()
    {
        int port = FreePort.Next();
        Scenario scenario = Line()
            .Program("b", new ProgramStep.OpenSocket(Stream: false, "s"), new ProgramStep.Bind("s", port, null),
            new ProgramStep.ReceiveFrom("s", 100, "data", null, null))
            .Program("a", new ProgramStep.Sleep(SimDuration.FromMilliseconds(1900)), new ProgramStep.OpenSocket(Stream: false, "s"),
            new ProgramStep.SendTo("s", "b", port, "anybody?"))
            .Crash(CrashAt, "b")
            .Restart(RestartAt, "b").Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(["host crashed", "", ""], events.Texts(TraceEventKind.ProgramEnded));
        Assert.True(events.Of(TraceEventKind.ProgramStarted).Last().Time >= SimTime.Zero + RestartAt);
        Assert.Equal(0, events.Drops(DropReason.NoSocket));
    }

    [Fact]
    public async Task A_connection_to_a_host_that_never_returns_holds_no_run()
    {
        int port = FreePort.Next();
        Scenario scenario = Line()
            .Program(
            "b", new ProgramStep.OpenSocket(Stream: true, "s"), new ProgramStep.Bind("s", port, null), new ProgramStep.Listen("s", null),
                new ProgramStep.Accept("s", "c", null, null), new ProgramStep.Receive("c", 100, "data", null))
            .Program("a", new ProgramStep.OpenSocket(Stream: true, "s"), new ProgramStep.Connect("s", "b", port, null),
                new ProgramStep.Sleep(SimDuration.FromMilliseconds(400)), new ProgramStep.Send("s", "anybody?", All: true),
                new ProgramStep.Receive("s", 100, "data", SimDuration.FromMilliseconds(100)))
            .Crash(CrashAt, "b").Build();

        EventList events = await RunAsync(scenario).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(["host crashed", "ETIMEDOUT"], events.Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public async Task When_a_router_crashes_traffic_takes_another_way_at_once()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r1", "r2", "r3")
            .Link("a", "r1", OneMillisecond).Link("r1", "r2", OneMillisecond).Link("r2", "b", OneMillisecond)
            .Link("r1", "r3", OneMillisecond, cost: 5).Link("r3", "b", OneMillisecond)
            .Flow("a", "b", Packets, count: 100).Crash(CrashAt, "r2").Build();

        EventList events = await RunAsync(scenario);

        // A packet under way to the crashed router is lost there.
        Assert.All(events.Of(TraceEventKind.Dropped),
            e => Assert.Equal((DropReason.Down, -1 - scenario.FindNode("r2")!.Index), ((DropReason)e.Reason, e.Place)));
        Assert.Equal(100, events.Of(TraceEventKind.Received).Count() + events.Of(TraceEventKind.Dropped).Count());
        int otherWay = Direction.Of(scenario.Nodes, scenario.Links).Single(direction => direction.Label == "r1--r3 r1>r3").Index;
        Assert.Contains(events.Of(TraceEventKind.Delivered), e => e.Place == otherWay);
        SimTime crashed = events.Of(TraceEventKind.NodeCrashed).Single().Time;
        HashSet<long> since = [.. events.Of(TraceEventKind.PacketSent).Where(e => e.Time > crashed).Select(e => e.Packet)];
        Assert.Equal(since.Count, events.Of(TraceEventKind.Received).Count(e => since.Contains(e.Packet)));
    }

    [Fact]
    public async Task A_broadcast_and_a_multicast_are_lost_at_the_crashed_host_only()
    {
        Scenario scenario = Crashing(
            new NetworkBuilder().Hosts("a", "b", "c").Lan("office", OneMillisecond, "a", "b", "c").Group("video", "b", "c")
                .Flow("a", "office", Packets, count: 100).Flow("a", "video", Packets, count: 100), "b").Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(200, events.Of(TraceEventKind.Received).Count(e => e.Place == 2));
        Assert.True(events.Drops(DropReason.Down) > 0);
        Assert.Equal(200, events.Of(TraceEventKind.Received).Count(e => e.Place == 1) + events.Drops(DropReason.Down));
    }

    [Fact]
    public async Task A_stream_waits_for_the_host_to_come_back()
    {
        Scenario scenario = Crashing(
            new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties
            {
                Rate = Bandwidth.FromMegabits(20),
                Delay = SimDuration.FromMilliseconds(1),
            })
                .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 1_000_000 }), "b").Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(1_000_000, events.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
        Assert.True(events.Of(TraceEventKind.StreamReceived).Last().Time >= SimTime.Zero + RestartAt);
    }

    private static NetworkBuilder Line() =>
        new NetworkBuilder().Hosts("a", "b").Routers("r").Link("a", "r", OneMillisecond).Link("r", "b", OneMillisecond);

    private static NetworkBuilder Crashing(NetworkBuilder network, string node) => network
        .Crash(CrashAt, node)
        .Restart(RestartAt, node);

    private static async Task<EventList> RunAsync(Scenario scenario)
    {
        RunOutcome result = await LoopbackRuns.OfAsync(scenario);
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        return EventList.Of(result.Trace);
    }

    private static (SimTime Crashed, SimTime Back) Outage(EventList events) =>
        (events.Of(TraceEventKind.NodeCrashed).Single().Time, events.Of(TraceEventKind.NodeRestarted).Single().Time);
}
