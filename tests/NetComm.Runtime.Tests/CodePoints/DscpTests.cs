using NetComm.Runtime.Simulated;
using NetComm.Runtime.Tests.Loopback;
using NetComm.Tracing;


namespace NetComm.Runtime.Tests.CodePoints;

/// <summary>Code points (DSCP, RFC 2474) of flows and sockets: what queues and traces see of them, in both modes.</summary>
[Collection(LoopbackRuns.Collection)]
public sealed class DscpTests
{
    private const byte Expedited = 46;

    /// <summary>1 Mbit/s, first for code point 46, beside twice as much of other traffic.</summary>
    private static readonly LinkProperties Narrow = new()
    {
        Rate = Bandwidth.FromMegabits(1),
        Queue = new QueueSpec.Priority([new PriorityBand([], [Expedited]), new PriorityBand([], [])], new QueueLimit(10, null)),
    };

    private static readonly Traffic Calls = TestNetworks.Every(SimDuration.FromMilliseconds(20), bytes: 160);
    private static readonly Traffic TooMuch = TestNetworks.Every(SimDuration.FromMilliseconds(4), bytes: 1000);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, Expedited)]
    [InlineData(true, 0)]
    [InlineData(true, Expedited)]
    public async Task A_priority_queue_sends_a_flow_first_by_its_code_point(bool real, byte dscp)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", Narrow)
            .Flow("a", "b", TooMuch, count: 100).Flow("a", "b", Calls, count: 20, with: flow => flow with { Dscp = dscp }).Build();

        EventList events = await RunAsync(scenario, real);

        Assert.Equal(dscp == Expedited ? 20 : 0, ReceivedAll(events, flow: 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_and_answers_have_the_code_point_of_their_flow(bool real)
    {
        var asking = new Traffic.RequestResponse(SimDuration.FromMilliseconds(10), PayloadSize.Of(100), PayloadSize.Of(100));
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", asking, count: 3, with: flow => flow with { Dscp = 10 }).Flow("a", "b", asking, count: 3).Build();

        EventList events = await RunAsync(scenario, real);

        Assert.Equal(["udp a > b 10", "udp b > a 10"], CodePoints(events).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_ends_of_a_tcp_flow_and_echoes_and_their_replies_have_it_too()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", new Traffic.Bulk(), with: flow => flow with { Transport = Transport.Tcp, Bytes = 3000, Dscp = 18 })
            .Flow("a", "b", new Traffic.Ping(SimDuration.FromMilliseconds(10), PayloadSize.Of(56)), count: 2,
                with: flow => flow with { Transport = Transport.Icmp, Port = 0, Dscp = 8 })
            .Build();

        string[] codePoints = CodePoints(EventList.Of(SimulatedRun.Of(scenario).Trace));

        Assert.Equal(["icmp a > b 8", "icmp b > a 8", "tcp a > b 18", "tcp b > a 18"], codePoints.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_changes_the_code_point_of_a_datagram_socket_between_two_calls(bool real)
    {
        Scenario scenario = ScenarioText.Of("""
            scenario: Code points of a program
            hosts: [a, b]
            links: [ { between: [a, b] } ]
            programs:
              - name: p
                host: a
                steps:
                  - socket: { type: datagram, as: s }
                  - sendto: { socket: s, to: b, port: 7000, data: none }
                  - setsockopt: { socket: s, option: dscp, value: 34 }
                  - sendto: { socket: s, to: b, port: 7000, data: first }
                  - sendto: { socket: s, to: b, port: 7000, data: second }
                  - setsockopt: { socket: s, option: dscp, value: 0 }
                  - sendto: { socket: s, to: b, port: 7000, data: none }
            """);

        EventList events = await RunAsync(scenario, real);

        Assert.Equal(["udp a > b 34", "udp a > b 0"], CodePoints(events));
    }

    /// <summary>As on Linux: what was set on the socket that listens holds for its connections, and a reset answers in kind.</summary>
    [Fact]
    public void An_accepted_connection_begins_with_the_code_point_of_the_listener_and_a_reset_has_that_of_the_syn()
    {
        Scenario scenario = ScenarioText.Of("""
            scenario: Code points of connections
            hosts: [a, b]
            links: [ { between: [a, b] } ]
            programs:
              - name: server
                host: b
                steps:
                  - socket: { type: stream, as: l }
                  - setsockopt: { socket: l, option: dscp, value: 20 }
                  - bind: { socket: l, port: 7000 }
                  - listen: { socket: l }
                  - accept: { socket: l, as: c }
                  - recv: { socket: c, size: 10, as: d }
                  - close: c
              - name: client
                host: a
                steps:
                  - socket: { type: stream, as: s }
                  - connect: { socket: s, to: b, port: 7000 }
                  - setsockopt: { socket: s, option: dscp, value: 12 }
                  - sendall: { socket: s, data: hello }
                  - close: s
                  - socket: { type: stream, as: t }
                  - setsockopt: { socket: t, option: dscp, value: 30 }
                  - connect: { socket: t, to: b, port: 7001 }
            """);

        string[] codePoints = CodePoints(EventList.Of(SimulatedRun.Of(scenario).Trace));

        Assert.Equal(["tcp b > a 20", "tcp a > b 12", "tcp a > b 30", "tcp b > a 30"], codePoints);
    }

    private static async Task<EventList> RunAsync(Scenario scenario, bool real) =>
        EventList.Of(real ? (await LoopbackRuns.OfAsync(scenario)).Trace : SimulatedRun.Of(scenario).Trace);

    private static int ReceivedAll(EventList events, int flow)
    {
        HashSet<int> own = [.. events.Of(TraceEventKind.ConversationOpened).Where(e => e.Packet == flow).Select(e => e.Place)];
        HashSet<long> sent = [.. events.Of(TraceEventKind.PacketSent).Where(e => own.Contains(e.Place)).Select(e => e.Packet)];
        int received = events.Of(TraceEventKind.Received).Count(e => sent.Contains(e.Packet));
        return received == sent.Count ? received : 0;
    }

    /// <summary>What the trace tells of code points, in order: <c>udp a > b 46</c>.</summary>
    private static string[] CodePoints(EventList events)
    {
        Dictionary<int, string> conversations = [];
        foreach ((TraceEvent opened, string text) in
            events.Of(TraceEventKind.ConversationOpened).Zip(events.Texts(TraceEventKind.ConversationOpened)))
        {
            string[] words = text.Split(' ');
            conversations[opened.Place] = $"{words[0]} {HostAt(words[1])} > {HostAt(words[3])}";
        }

        return
        [
            .. events.Of(TraceEventKind.DscpChanged)
                .Select(e => $"{conversations[e.Place]} {new DscpChanged(e).Dscp}"),
        ];
    }

    private static string HostAt(string endpoint) => endpoint.Split(':')[0].EndsWith(".1", StringComparison.Ordinal) ? "a" : "b";
}
