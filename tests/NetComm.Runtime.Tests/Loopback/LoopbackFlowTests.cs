using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Flows over real sockets and emulated links. Times have lower bounds only: a busy machine is late, never early.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackFlowTests
{
    private static readonly SimDuration Millisecond = SimDuration.FromMilliseconds(1);
    private static readonly Traffic EveryMillisecond = new Traffic.Constant(Millisecond, PayloadSize.Of(100));

    [Fact]
    public async Task Every_packet_arrives_after_the_delay_of_its_path()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Routers("r")
            .Link("a", "r", new LinkProperties { Delay = Millisecond * 5 }).Link("r", "b", new LinkProperties { Delay = Millisecond * 10 })
            .Flow("a", "b", EveryMillisecond, count: 50)
            .Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario);

        Assert.True(result.Complete);
        EventList events = EventList.Of(result.Trace);
        Assert.Equal(50, events.Latencies().Count);
        Assert.All(events.Latencies(), latency => Assert.True(latency >= Millisecond * 15, $"{latency}"));
        Assert.Equal(100, result.PacketHops);
        Assert.Equal(100, events.Of(TraceEventKind.Delivered).Count());
        Assert.Equal("udp 127.0.0.1:", events.Texts(TraceEventKind.ConversationOpened).Single()[..14]);
    }

    /// <summary>The first host of all is 127.0.0.1 in a loopback run, and no more the sender's own host than any other.</summary>
    [Theory]
    [InlineData(Transport.Udp, true)]
    [InlineData(Transport.Udp, false)]
    [InlineData(Transport.Tcp, true)]
    [InlineData(Transport.Tcp, false)]
    public async Task The_first_host_receives_as_the_others_do(Transport transport, bool hasAddressRange)
    {
        var asked = new Traffic.RequestResponse(Millisecond, PayloadSize.Of(10), PayloadSize.Of(20));
        Flow Over(Flow flow) => flow with { Transport = transport };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = Millisecond })
            .Flow("b", "a", EveryMillisecond, count: 10, with: Over).Flow("b", "a", asked, count: 10, with: Over)
            .Flow("a", "b", asked, count: 10, with: Over).Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario, hasAddressRange: hasAddressRange);

        Assert.True(result.Complete);
        Assert.Empty(EventList.Of(result.Trace).Of(TraceEventKind.Dropped));
        Assert.Equal(50, EventList.Of(result.Trace).Latencies().Count);
    }

    [Theory]
    [InlineData(Transport.Udp)]
    [InlineData(Transport.Tcp)]
    public async Task Recorded_and_varying_traffic_is_sent_in_both_modes_when_it_is_due(Transport transport)
    {
        var recorded = new RecordedTraffic(
            [new(0, SimDuration.Zero, 100), new(1, Millisecond * 7, 40), new(2, Millisecond * 7, 1), new(3, Millisecond * 20, 900)]);
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties())
            .Flow("a", "b", new Traffic.Recorded(recorded), count: 3,
                with: flow => flow with { Start = SimTime.Zero + Millisecond, Transport = transport })
            .Flow("a", "b", new Traffic.Constant(Millisecond * 2, PayloadSize.Of(50)) { Gaps = new Distribution.Uniform(1e9, 3e9) },
                count: 30,
                with: flow => flow with { Transport = transport })
            .Build();

        List<PacketSends> simulated = PacketSends.In(SimulatedRun.Of(scenario).Trace);
        RunOutcome real = await LoopbackRuns.OfAsync(scenario);

        List<PacketSends> sent = PacketSends.In(real.Trace);
        Assert.True(real.Complete);
        Assert.Equal([(1, 100), (8, 40), (8, 1)],
            simulated.Where(send => send.Flow == 0).Select(send => (send.At.Picoseconds / 1_000_000_000, send.Bytes)));
        Assert.Equal(simulated.Select(send => (send.Flow, send.Bytes)), sent.Select(send => (send.Flow, send.Bytes)));
        Assert.All(sent.Zip(simulated), pair => Assert.True(pair.First.At >= pair.Second.At, $"{pair}"));
    }

    // The conversation was written with the time at which its socket met the peer, after the first packet's, and that packet belonged to
    // nobody.
    [Fact]
    public async Task A_conversation_opens_before_its_first_packet()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties())
            .Flow("a", "b", EveryMillisecond, count: 5).Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        TraceEventKind[] kinds =
            [.. events.All.Select(e => e.Kind).Where(kind => kind is TraceEventKind.ConversationOpened or TraceEventKind.PacketSent)];
        Assert.Equal(TraceEventKind.ConversationOpened, kinds[0]);
        Assert.Equal(6, kinds.Length);
    }

    [Fact]
    public async Task A_slow_link_passes_no_more_than_its_rate_and_delay_limits_nothing()
    {
        // 128 B × 8 / 1 Mbit/s = 1.024 ms a packet; all 50 are sent within 5 ms.
        var slow = new LinkProperties { Rate = Bandwidth.FromMegabits(1), Delay = Millisecond * 100 };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", slow)
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMicroseconds(100), PayloadSize.Of(100)), count: 50)
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        SimTime[] out_ = [.. events.Of(TraceEventKind.Delivered).Select(e => e.Time)];
        Assert.Equal(50, out_.Length);
        SimDuration transmission = SimDuration.FromMicroseconds(1024);
        Assert.All(out_.Zip(out_.Skip(1)), pair => Assert.True(pair.Second - pair.First >= transmission, $"{pair}"));

        // In one line the delay counts once: 50 delays after each other would be 5 s.
        Assert.True(out_[^1] - out_[0] < Millisecond * 4000);
    }

    [Fact]
    public async Task A_full_queue_drops_and_every_packet_is_accounted_for()
    {
        // 20 ms for each packet: however slowly a busy machine sends them, they come faster than that.
        var narrow = new LinkProperties { Rate = Bandwidth.FromBits(50_000), Queue = new QueueLimit(5, null) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", narrow)
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMicroseconds(20), PayloadSize.Of(100)), count: 100)
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.InRange(events.Drops(DropReason.QueueFull), 1, 99);
        Assert.Equal(100, events.Of(TraceEventKind.Received).Count() + events.Of(TraceEventKind.Dropped).Count());
    }

    [Fact]
    public async Task Loss_and_duplicates_are_those_of_the_simulated_link()
    {
        var unreliable = new LinkProperties { Loss = Probability.FromPercent(20), Duplicate = Probability.FromPercent(10) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", unreliable).Flow("a", "b", EveryMillisecond, count: 200)
            .Build(seed: 7);

        EventList real = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);
        EventList simulated = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(simulated.Drops(DropReason.Loss), real.Drops(DropReason.Loss));
        Assert.Equal(simulated.Of(TraceEventKind.Received).Count(), real.Of(TraceEventKind.Received).Count());
    }

    [Fact]
    public async Task Bursts_of_loss_are_those_of_the_simulated_link()
    {
        var bursts = new LossModel.GilbertElliott(
            Probability.FromPercent(5), Probability.FromPercent(30), Probability.Zero, Probability.FromPercent(90));
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Loss = bursts })
            .Flow("a", "b", EveryMillisecond, count: 300).Build();

        RunOutcome run = await LoopbackRuns.OfAsync(scenario);

        EventList real = EventList.Of(run.Trace), simulated = EventList.Of(SimulatedRun.Of(scenario).Trace);
        long[] lost = [.. simulated.Of(TraceEventKind.Dropped).Select(drop => drop.Packet)];
        Assert.NotEmpty(lost);
        Assert.Equal(lost, real.Of(TraceEventKind.Dropped).Select(drop => drop.Packet));
    }

    // A busy machine sends late: what is on the link when it goes down, and that anything is, the trace must say. PathEmulatorTests have
    // one that surely is.
    [Fact]
    public async Task A_link_that_goes_down_loses_what_is_on_it_and_comes_back()
    {
        SimDuration delay = Millisecond * 20;
        Scenario scenario = new NetworkBuilder().Hosts("a", "b")
            .Link("a", "b", new LinkProperties { Delay = delay }, name: "cable")
            .Flow("a", "b", EveryMillisecond, count: 300)
            .LinkDown(Millisecond * 100, "cable")
            .LinkUp(Millisecond * 200, "cable")
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        SimTime down = events.Of(TraceEventKind.MediumDown).Single().Time;
        SimTime up = events.Of(TraceEventKind.MediumUp).Single().Time;
        TraceEvent[] entered = [.. events.Of(TraceEventKind.Enqueued)];
        long[] caught = [.. entered.Where(e => e.Time <= down && e.Time + delay >= down).Select(e => e.Packet)];
        TraceEvent[] lost = [.. events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.Down)];
        Assert.DoesNotContain(entered, e => e.Time > down && e.Time < up);
        Assert.Equal(caught, lost.Select(e => e.Packet).Intersect(entered.Select(e => e.Packet)));
        Assert.Equal(entered.Select(e => e.Packet).Except(caught), events.Of(TraceEventKind.Delivered).Select(e => e.Packet));
        Assert.Equal(300, events.Of(TraceEventKind.Received).Count() + lost.Length);
    }

    [Fact]
    public async Task A_broadcast_reaches_the_hosts_of_its_LAN_and_no_others()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d", "e")
            .Lan("office", new LinkProperties { Delay = Millisecond * 4 }, "a", "b", "c")
            .Lan("lab", LinkProperties.Perfect, "d", "e")
            .Flow("a", "office", EveryMillisecond, count: 20)
            .Flow("d", "lab", EveryMillisecond, count: 20, flow => flow with { Port = 9000 })
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(
            [(1, 20), (2, 20), (4, 20)], events.Of(TraceEventKind.Received).GroupBy(e => e.Place).Select(g => (g.Key, g.Count())).Order());
        Assert.Empty(events.Of(TraceEventKind.Dropped));
        Assert.True(events.Latencies().Count(latency => latency >= Millisecond * 4) >= 40);
    }

    [Fact]
    public async Task A_request_is_answered_and_timed_there_and_back()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = Millisecond * 3 })
            .Flow("a", "b", new Traffic.RequestResponse(Millisecond, PayloadSize.Of(64), PayloadSize.Of(4)), count: 20)
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(40, events.Latencies().Count);
        Assert.All(events.Latencies(), latency => Assert.True(latency >= Millisecond * 3));
        Assert.Equal([0, 1], events.Of(TraceEventKind.Received).Select(e => e.Place).Distinct().Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(65_507)]
    public async Task Packets_of_any_size_arrive(int bytes)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", new Traffic.Constant(Millisecond * 100, PayloadSize.Of(bytes)), count: 5).Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        // The system's receive buffer holds three of the largest (rmem_max, 208 KiB): a tenth of a second apart, none meets it full.
        Assert.Equal(Enumerable.Repeat((long)bytes, 5), events.Of(TraceEventKind.Received).Select(e => e.Value));
    }

    [Fact]
    public async Task A_bulk_transfer_takes_the_time_that_its_path_needs()
    {
        // 250 000 B × 8 / 20 Mbit/s = 100 ms, and headers; the handshake takes 10 ms before, the delay 5 ms after.
        var path = new LinkProperties { Rate = Bandwidth.FromMegabits(20), Delay = Millisecond * 5 };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", path)
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 250_000 })
            .Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario);

        Assert.True(result.Complete);
        EventList events = EventList.Of(result.Trace);
        Assert.Equal(250_000, events.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
        SimTime started = events.Of(TraceEventKind.FlowStarted).Single().Time;
        Assert.True(events.Of(TraceEventKind.StreamReceived).Last().Time - started >= Millisecond * 115);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_by_chance_over_a_stream_are_those_of_a_simulated_run(bool poisson)
    {
        var sizes = new PayloadSize(new Distribution.Uniform(1, 3000));
        var phase = new Distribution.Exponential((Millisecond * 20).Picoseconds);
        Traffic traffic = poisson ? new Traffic.Poisson(Millisecond * 5, sizes) : new Traffic.OnOff(phase, phase, Millisecond * 5, sizes);
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = Millisecond })
            .Flow("a", "b", traffic, count: 40, with: flow => flow with { Transport = Transport.Tcp })
            .Build();

        EventList real = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(SizesIn(EventList.Of(SimulatedRun.Of(scenario).Trace)), SizesIn(real));
        Assert.Equal(40, real.Of(TraceEventKind.Received).Count());
    }

    [Fact]
    public async Task A_bulk_transfer_leaves_room_in_the_queue_for_others()
    {
        var narrow = new LinkProperties { Rate = Bandwidth.FromMegabits(20), Delay = Millisecond * 5, Queue = new QueueLimit(20, null) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", narrow)
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 1_000_000 })
            .Flow("a", "b", new Traffic.Constant(Millisecond * 10, PayloadSize.Of(100)), count: 30)
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(1_000_000, events.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
        Assert.Equal(0, events.Drops(DropReason.QueueFull));
        Assert.Equal(30, events.Of(TraceEventKind.Received).Count());
    }

    [Fact]
    public async Task A_queue_discipline_drops_what_waits_too_long_but_no_part_of_a_stream()
    {
        var narrow = new LinkProperties
        {
            Rate = Bandwidth.FromMegabits(4),
            Queue = new QueueSpec.CoDel { Control = new() { Target = Millisecond, Interval = Millisecond * 5 } },
        };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", narrow)
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 300_000 })
            .Flow("a", "b", new Traffic.Constant(Millisecond, PayloadSize.Of(500)), count: 300)
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(300_000, events.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
        Assert.InRange(events.Drops(DropReason.Aqm), 1, 299);
        Assert.Equal(300, events.Of(TraceEventKind.Received).Count() + events.Drops(DropReason.Aqm));
    }

    [Fact]
    public async Task The_first_band_sends_first()
    {
        // The second flow would wait behind 50 packets of 10 ms each.
        var bands = new QueueSpec.Priority([new([new FlowId(1)], []), new([], [])], QueueLimit.Default);
        var narrow = new LinkProperties { Rate = Bandwidth.FromBits(102_400), Queue = bands };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", narrow)
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMicroseconds(10), PayloadSize.Of(100)), count: 50)
            .Flow(
                "a", "b", new Traffic.Constant(Millisecond, PayloadSize.Of(100)), count: 1,
                with: flow => flow with { Start = SimTime.Zero + Millisecond * 100 })
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        TraceEvent urgent = events.Of(TraceEventKind.PacketSent).Last();
        SimTime arrived = events.Of(TraceEventKind.Received).Single(e => e.Packet == urgent.Packet).Time;
        Assert.True(events.Of(TraceEventKind.Received).Count(e => e.Time > arrived) > 10, $"{arrived}");
    }

    [Fact]
    public async Task A_stream_waits_out_a_link_that_is_down()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b")
            .Link("a", "b", new LinkProperties { Rate = Bandwidth.FromMegabits(20), Delay = Millisecond }, name: "cable")
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 250_000 })
            .LinkDown(Millisecond * 40, "cable")
            .LinkUp(Millisecond * 240, "cable")
            .Build();

        EventList events = EventList.Of((await LoopbackRuns.OfAsync(scenario)).Trace);

        Assert.Equal(250_000, events.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
        Assert.True(events.Of(TraceEventKind.StreamReceived).Last().Time >= SimTime.Zero + (Millisecond * 240));
    }

    [Fact]
    public async Task Duration_ends_a_run_that_would_go_on()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = Millisecond * 50 })
            .Flow("a", "b", EveryMillisecond).Build(duration: Millisecond * 200);

        RunOutcome result = await LoopbackRuns.OfAsync(scenario);

        Assert.True(result.Complete);
        Assert.True(result.Trace.End >= SimTime.Zero + (Millisecond * 200));
        EventList events = EventList.Of(result.Trace);
        Assert.True(events.Of(TraceEventKind.Received).Count() < events.Of(TraceEventKind.PacketSent).Count());
        Assert.Equal(TraceEventKind.RunEnded, events.All.Last().Kind);
    }

    [Fact]
    public async Task A_cancelled_run_is_incomplete_and_keeps_what_it_has()
    {
        using var cancellation = new CancellationTokenSource();
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Flow("a", "b", EveryMillisecond)
            .Build(duration: SimDuration.FromSeconds(600));
        var options = new RunOptions
        {
            Cancellation = cancellation.Token,
            OnProgress = (_, events) =>
            {
                if (events > 100) cancellation.Cancel();
            },
        };

        RunOutcome result = await LoopbackRuns.OfAsync(scenario, options);

        Assert.False(result.Complete);
        Assert.True(result.Trace.Events > 100);
    }

    [Fact]
    public async Task Where_a_port_of_a_flow_is_taken_all_hosts_move_to_other_addresses_and_the_run_says_so()
    {
        using var taken = new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.2"), 0));
        int port = ((System.Net.IPEndPoint)taken.Client.LocalEndPoint!).Port;
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", EveryMillisecond, 10, flow => flow with { Port = port }).Build();

        RunOutcome result = await LoopbackRun.OfAsync(scenario);

        Assert.True(result.Complete, string.Join('\n', result.Missing));
        Assert.Contains(result.Notes, note => note.Contains("10.a.b.c is 127.x.b.c here", StringComparison.Ordinal));
        Assert.DoesNotContain("udp 127.0.0.1:", EventList.Of(result.Trace).Texts(TraceEventKind.ConversationOpened).Single());
    }

    [Fact]
    public async Task A_flow_whose_port_is_taken_everywhere_makes_the_run_incomplete_and_says_so()
    {
        using var taken = new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Any, 0));
        int port = ((System.Net.IPEndPoint)taken.Client.LocalEndPoint!).Port;
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", EveryMillisecond, 10, flow => flow with { Port = port })
            .Flow("b", "a", EveryMillisecond, 10, flow => flow with { Port = port }).Build();

        RunOutcome result = await LoopbackRun.OfAsync(scenario);

        Assert.False(result.Complete || result.HasBegun);
        Assert.Matches(
            $"^port {port} for flow 'flow[01]' is taken on this machine \\(EADDRINUSE\\): end the program that has it, or write another " +
            "port; so are 1 other ports of this run$", Assert.Single(result.Missing));
    }

    [Fact]
    public async Task A_run_that_has_sent_all_that_it_may_ends_incomplete()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Flow("a", "b", EveryMillisecond, 100_000).Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario, new RunOptions { MaxPackets = 50 });

        Assert.False(result.Complete);
        Assert.StartsWith("its packet budget is used up: ", Assert.Single(result.Missing), StringComparison.Ordinal);
        Assert.InRange(EventList.Of(result.Trace).Of(TraceEventKind.PacketSent).Count(), 50, 99_999);
    }

    [Fact]
    public async Task Where_the_system_has_one_address_hosts_have_ports_of_their_own()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c").Lan("office", LinkProperties.Perfect, "a", "b", "c")
            .Flow("a", "b", EveryMillisecond, 20).Flow("a", "c", EveryMillisecond, 20, flow => flow with { Port = 9000 }).Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario, new RunOptions(), hasAddressRange: false);

        Assert.True(result.Complete);
        Assert.Equal(
            [(1, 20), (2, 20)], EventList.Of(result.Trace).Of(TraceEventKind.Received).GroupBy(e => e.Place)
                .Select(g => (g.Key, g.Count())).Order());
        Assert.Contains(result.Notes, note => note.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    private static int[] SizesIn(EventList events) =>
        [.. events.Of(TraceEventKind.PacketSent).Select(sent => new PacketSent(sent).Bytes)];

    /// <summary>A packet or message of a flow, by flow and number.</summary>
    private sealed record PacketSends(int Flow, long Sequence, SimTime At, int Bytes)
    {
        public static List<PacketSends> In(Trace trace)
        {
            EventList events = EventList.Of(trace);
            var flows = new Dictionary<ConversationId, int>();
            foreach (TraceEvent e in events.Of(TraceEventKind.ConversationOpened))
            {
                var opened = new ConversationOpened(e);
                flows[opened.Conversation] = opened.Owner.Flow!.Value.Index;
            }

            return [.. events.Of(TraceEventKind.PacketSent).Select(e => Of(flows, e)).OrderBy(send => (send.Flow, send.Sequence))];
        }

        private static PacketSends Of(Dictionary<ConversationId, int> flows, TraceEvent e)
        {
            var sent = new PacketSent(e);
            return new(flows[sent.Conversation], sent.Sequence, sent.Time, sent.Bytes);
        }
    }
}
