using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>One address that several hosts have, with real sockets: the nearest gets each packet, and another one when it fails.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackAnycastTests
{
    private static readonly LinkProperties OneMillisecond = new() { Delay = SimDuration.FromMilliseconds(1) };
    private static readonly Traffic Packets = new Traffic.Constant(SimDuration.FromMilliseconds(5), PayloadSize.Of(100));
    private static readonly Traffic Requests =
        new Traffic.RequestResponse(SimDuration.FromMilliseconds(5), PayloadSize.Of(10), PayloadSize.Of(20));
    private static readonly SimDuration FailsAt = SimDuration.FromMilliseconds(200);

    /// <summary>Long after: a busy machine may let half a second pass at once.</summary>
    private static readonly SimDuration IsBackAt = SimDuration.FromMilliseconds(1700);

    [Theory]
    [InlineData(1, 2, "eu")]
    [InlineData(5, 2, "us")]
    [InlineData(2, 2, "eu")]
    public async Task The_nearest_member_gets_every_packet_as_in_a_simulated_run(int costToEu, int costToUs, string nearest)
    {
        Scenario scenario = Network(costToEu, costToUs).Flow("a", "dns", Packets, count: 20).Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(Enumerable.Repeat(nearest, 20), Receivers(scenario, events));
        Assert.Equal(Receivers(scenario, EventList.Of(SimulatedRun.Of(scenario).Trace)), Receivers(scenario, events));
    }

    [Fact]
    public async Task Answers_come_from_the_shared_address()
    {
        Scenario scenario = Network(1, 2).Flow("a", "dns", Requests, count: 20).Build();

        EventList events = await RunAsync(scenario);

        string[] texts = [.. events.Texts(TraceEventKind.ConversationOpened)];
        Assert.Matches("^udp 127\\.0\\.0\\.1:[0-9]+ > 127\\.99\\.0\\.1:[0-9]+ ttl 64$", texts[0]);
        Assert.Matches("^udp 127\\.99\\.0\\.1:[0-9]+ > 127\\.0\\.0\\.1:[0-9]+ ttl 64$", texts[1]);
        Assert.Equal(20, events.Of(TraceEventKind.Received).Count(e => e.Place == scenario.FindNode("a")!.Index));
        Assert.Empty(events.Of(TraceEventKind.Dropped));
    }

    [Fact]
    public async Task The_address_is_really_shared()
    {
        int port = FreePort.Next();
        Scenario scenario = Network(1, 2).Flow("a", "dns", Packets, count: 40, with: flow => flow with { Port = port }).Build();
        var shared = new IPEndPoint(IPAddress.Parse("127.99.0.1"), port);
        SocketError alone = SocketError.SocketError, together = SocketError.SocketError;
        var options = new RunOptions
        {
            OnProgress = (_, _) => (alone, together) = (TryBind(shared, reuse: false), TryBind(shared, reuse: true)),
        };

        await LoopbackRun.OfAsync(scenario, options, hasAddressRange: true);

        Assert.Equal((SocketError.AddressAlreadyInUse, SocketError.Success), (alone, together));
    }

    [Fact]
    public async Task When_the_nearest_members_link_fails_the_next_takes_over_at_once_and_gives_way_when_it_is_back()
    {
        Scenario scenario = Network(1, 2).Flow("a", "dns", Requests, count: 400)
            .LinkDown(FailsAt, "r--eu").LinkUp(IsBackAt, "r--eu").Build();

        EventList events = await RunAsync(scenario);

        AssertTakenOver(scenario, events, TraceEventKind.MediumDown, TraceEventKind.MediumUp);
    }

    [Fact]
    public async Task When_the_nearest_member_crashes_the_next_takes_over_at_once_and_gives_way_when_it_is_back()
    {
        Scenario scenario = Network(1, 2).Flow("a", "dns", Requests, count: 400)
            .Crash(FailsAt, "eu")
            .Restart(IsBackAt, "eu").Build();

        EventList events = await RunAsync(scenario);

        AssertTakenOver(scenario, events, TraceEventKind.NodeCrashed, TraceEventKind.NodeRestarted);
    }

    [Fact]
    public async Task The_run_says_by_which_mechanism_the_address_is_shared()
    {
        Scenario scenario = Network(1, 2).Flow("a", "dns", Requests, count: 10).Build();

        RunOutcome shared = await LoopbackRuns.OfAsync(scenario);
        RunOutcome resolved = await LoopbackRuns.OfAsync(scenario, hasAddressRange: false);

        Assert.Contains(
            shared.Notes, note => note.StartsWith("anycast 'dns': its members share 127.99.0.1 by SO_REUSEPORT", StringComparison.Ordinal));
        Assert.Contains(
            resolved.Notes, note => note.StartsWith("anycast 'dns': sockets cannot share 127.99.0.1", StringComparison.Ordinal));
        foreach (RunOutcome result in (RunOutcome[])[shared, resolved])
        {
            EventList events = EventList.Of(result.Trace);
            Assert.Equal(
                ["a 10", "eu 10"], events.Of(TraceEventKind.Received).GroupBy(e => e.Place)
                    .Select(g => $"{scenario.Nodes[g.Key].Name} {g.Count()}").Order());
        }
    }

    [Theory]
    [InlineData(1, 2, "eu")]
    [InlineData(5, 2, "us")]
    public async Task A_connection_to_the_service_is_one_to_the_nearest_member(int costToEu, int costToUs, string nearest)
    {
        Scenario scenario = Network(costToEu, costToUs)
            .Flow("a", "dns", Requests, count: 20, with: flow => flow with { Transport = Transport.Tcp }).Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(["a", nearest], Receivers(scenario, events).Distinct().Order());
        Assert.Equal(40, events.Of(TraceEventKind.Received).Count());
        Assert.Matches("^tcp 127\\.0\\.0\\.1:0 > 127\\.99\\.0\\.1:[0-9]+ ttl 64$", events.Texts(TraceEventKind.ConversationOpened).First());
    }

    [Fact]
    public async Task A_program_that_asks_a_service_without_a_server_at_the_nearest_member_is_refused()
    {
        int port = FreePort.Next();
        Scenario scenario = Network(1, 2)
            .Program("us", new ProgramStep.OpenSocket(Stream: false, "s"), new ProgramStep.Bind("s", port, null),
            new ProgramStep.ReceiveFrom("s", 100, "data", null, null))
            .Program("a", new ProgramStep.OpenSocket(Stream: false, "s"), new ProgramStep.Connect("s", "dns", port, null),
            new ProgramStep.Send("s", "who?", All: true),
                new ProgramStep.Receive("s", 100, "answer", SimDuration.FromSeconds(20)))
            .Build();

        EventList events = await RunAsync(scenario);

        Assert.Equal(["ECONNREFUSED"], events.Texts(TraceEventKind.ProgramEnded));
        TraceEvent lost = Assert.Single(events.Of(TraceEventKind.Dropped));
        Assert.Equal((DropReason.NoSocket, -1 - scenario.FindNode("eu")!.Index), ((DropReason)lost.Reason, lost.Place));
    }

    private static NetworkBuilder Network(int costToEu, int costToUs) => new NetworkBuilder().Hosts("a", "eu", "us").Routers("r")
        .Link("a", "r", OneMillisecond).Link("r", "eu", OneMillisecond, cost: costToEu).Link("r", "us", OneMillisecond, cost: costToUs)
        .Anycast("dns", "eu", "us");

    private static async Task<EventList> RunAsync(Scenario scenario)
    {
        RunOutcome result = await LoopbackRuns.OfAsync(scenario);
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        return EventList.Of(result.Trace);
    }

    private static IEnumerable<string> Receivers(Scenario scenario, EventList events) =>
        [.. events.Of(TraceEventKind.Received).Select(e => scenario.Nodes[e.Place].Name)];

    /// <summary>What was sent before the failure went to eu, during it to us, after it to eu; only what was near eu then is lost.</summary>
    private static void AssertTakenOver(Scenario scenario, EventList events, TraceEventKind failure, TraceEventKind end)
    {
        SimTime failed = events.Of(failure).Single().Time;
        SimTime back = events.Of(end).Single().Time;
        Dictionary<long, SimTime> sent = events.Of(TraceEventKind.PacketSent).ToDictionary(e => e.Packet, e => e.Time);
        int eu = scenario.FindNode("eu")!.Index;
        int us = scenario.FindNode("us")!.Index;
        TraceEvent[] atEu = [.. events.Of(TraceEventKind.Received).Where(e => e.Place == eu)];
        TraceEvent[] atUs = [.. events.Of(TraceEventKind.Received).Where(e => e.Place == us)];
        Assert.NotEmpty(atUs);
        Assert.All(atUs, e => Assert.True(e.Time >= failed && sent[e.Packet] < back, $"{sent[e.Packet]} {e.Time}"));
        Assert.All(atEu, e => Assert.True(sent[e.Packet] < failed || e.Time >= back, $"{sent[e.Packet]} {e.Time}"));
        Assert.Contains(atEu, e => sent[e.Packet] > back);

        // No request is lost but those that were near eu then.
        HashSet<long> requests = [.. events.Of(TraceEventKind.PacketSent).Where(e => e.Extra == 0).Select(e => e.Packet)];
        long[] lost = [.. events.Of(TraceEventKind.Dropped).Select(e => e.Packet).Where(requests.Contains)];
        Assert.Equal(400, atEu.Length + atUs.Length + lost.Length);
        Assert.All(lost, packet => Assert.True(sent[packet] < failed, $"{sent[packet]}"));
    }

    private static SocketError TryBind(IPEndPoint endpoint, bool reuse)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, reuse);
        try
        {
            socket.Bind(endpoint);
            return SocketError.Success;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }
}
