using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NetComm.Analysis;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Loopback.Sockets;
using NetComm.Scenarios;
using NetComm.Tracing;
using Serilog;
using Serilog.Core;
using SerilogEvent = Serilog.Events.LogEvent;
using SerilogLevel = Serilog.Events.LogEventLevel;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>
/// Actors that fail by a bug of ours in the middle of a run: what is theirs is lost, the run tells of it, and the rest goes on to its end.
/// </summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackSupervisionTests
{
    private const string Told = "an actor failed, which is a bug of ours: ";

    private const string EchoServer = """
        hosts: { a: {}, b: {} }
        links: [ { between: [a, b], delay: 1 ms } ]
        apps: [ { name: server, kind: echo-server, transport: tcp, host: b, port: PORT } ]
        programs:

        """;

    private const string Sleeper = """
        hosts: { a: {}, b: {} }
        links: [ { between: [a, b] } ]
        programs: [ { name: sleeps, host: b, steps: [ { socket: { type: stream, as: s } }, { sleep: 900 s } ] } ]
        """;

    /// <summary>Nothing here takes a tenth of it; what hangs would take for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    // Clients on a talk to a server on b, those on c to one on d. Of the former a quarter loses its own sockets, of the latter the
    // server's.
    [Fact]
    public async Task A_quarter_of_two_hundred_connections_fails_and_the_others_end_well()
    {
        const int Pairs = 100;
        const int Victims = 25;
        const int Seed = 7;
        int port = FreePort.Next();
        Scenario scenario = Parse("""
            hosts: { a: {}, b: {}, c: {}, d: {} }
            links: [ { between: [a, b], delay: 1 ms }, { between: [c, d], delay: 1 ms } ]
            apps:
              - { name: left, kind: echo-server, transport: tcp, host: b, port: PORT }
              - { name: right, kind: echo-server, transport: tcp, host: d, port: PORT }
            programs:

            """ + Clients("a", "b", Pairs) + Clients("c", "d", Pairs), port);
        using var harm =
            new Harm(new Random(Seed), Pairs, Victims, made => made.Node == 0 ? 0 : made is { Node: 3, IsAccepted: true } ? 1 : null);

        RunOutcome result = await RunAsync(scenario, harm.See);

        EventList events = EventList.Of(result.Trace);
        Dictionary<string, int> ends = events.Texts(TraceEventKind.ProgramEnded).CountBy(text => text).ToDictionary();
        Assert.Equal((2 * (Pairs - Victims), Victims, Victims),
            (ends.GetValueOrDefault(""), ends.GetValueOrDefault("EIO"), ends.GetValueOrDefault("ECONNRESET")));
        Assert.Equal(2 * (Pairs - Victims), events.Texts(TraceEventKind.ProgramPrinted).Count(line => line == "all came back"));
        Assert.Equal(
            2 * Victims, events.Texts(TraceEventKind.ActorFailed).Distinct()
                .Count(text => text.Contains("tcp:", StringComparison.Ordinal)));
        Assert.Equal(2 * Victims, events.Of(TraceEventKind.ActorFailed).Count());
        Assert.Equal(events.Texts(TraceEventKind.ActorFailed).Select(text => Told + text).Order(), result.Missing.Order());
        Assert.False(result.Complete);
        Assert.Equal(0, RealSocketsAt(port));
    }

    [Theory]
    [InlineData("b")]
    [InlineData("a")]
    public async Task A_datagram_socket_that_fails_takes_only_its_own_packets_along(string host)
    {
        var everyTenMilliseconds = new Traffic.Constant(SimDuration.FromMilliseconds(10), PayloadSize.Of(100));
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c", "d")
            .Lan("office", new LinkProperties { Delay = SimDuration.FromMilliseconds(20) }, "a", "b", "c", "d")
            .Flow("a", "b", everyTenMilliseconds, count: 100).Flow("c", "d", everyTenMilliseconds, count: 100)
            .Flow("d", "c", everyTenMilliseconds, count: 100)
            .Build();
        int node = scenario.FindNode(host)!.Index;

        RunOutcome result =
            await RunAsync(scenario, Once(made => made.Node == node, made => After(Soon, () => made.Socket.Tell(Kill.Instance))));

        EventList events = EventList.Of(result.Trace);
        Measurements measured = Measurements.From(result.Trace);
        Assert.Equal(Told + Assert.Single(events.Texts(TraceEventKind.ActorFailed)), Assert.Single(result.Missing));
        Assert.All(measured.Flows, flow => Assert.Equal((0, true), (flow.InFlight, flow.Completed)));
        Assert.InRange(measured.Flows[0].Received ?? 0, 1, 99);
        Assert.Equal(host == "a", measured.Flows[0].Sent < 100);
        Assert.All(measured.Flows.Skip(1), flow => Assert.Equal((100, 100), (flow.Sent, flow.Received)));
    }

    [Fact]
    public async Task A_flow_whose_connection_fails_is_accounted_for_and_holds_no_run()
    {
        var requests = new Traffic.RequestResponse(SimDuration.FromMilliseconds(5), PayloadSize.Of(100), PayloadSize.Of(200));
        Func<Flow, Flow> overTcp = flow => flow with { Transport = Transport.Tcp };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b")
            .Link("a", "b", new LinkProperties { Delay = SimDuration.FromMilliseconds(20) })
            .Flow("a", "b", requests, count: 100, with: overTcp).Flow("a", "b", requests, count: 100, with: overTcp).Build();

        RunOutcome result =
            await RunAsync(scenario, Once(made => made.IsAccepted, made => After(Soon, () => made.Socket.Tell(Kill.Instance))));

        Measurements measured = Measurements.From(result.Trace);
        Assert.Single(result.Missing);
        Assert.Equal([100L], measured.Flows.Select(flow => flow.Received).Where(received => received == 100));
        Assert.All(measured.Flows, flow => Assert.Equal(flow.Due, flow.Received + flow.Lost));
    }

    [Theory]
    [InlineData(Transport.Udp, "a")]
    [InlineData(Transport.Udp, "b")]
    [InlineData(Transport.Tcp, "a")]
    [InlineData(Transport.Tcp, "b")]
    public async Task The_end_of_a_flow_that_fails_holds_no_run(Transport transport, string host)
    {
        var requests = new Traffic.RequestResponse(SimDuration.FromMilliseconds(5), PayloadSize.Of(100), PayloadSize.Of(200));
        Scenario scenario = new NetworkBuilder().Hosts("a", "b", "c")
            .Lan("office", new LinkProperties { Delay = SimDuration.FromMilliseconds(20) }, "a", "b", "c")
            .Flow("a", "b", requests, count: 200, with: flow => flow with { Transport = transport })
            .Flow("c", "c", requests, count: 200).Build();
        int node = scenario.FindNode(host)!.Index;

        RunOutcome result =
            await RunAsync(scenario, Once(made => made.Node == node, made => After(Soon, () => made.User.Tell(Kill.Instance))));

        Measurements measured = Measurements.From(result.Trace);
        Assert.Single(result.Missing);
        Assert.InRange(measured.Flows[0].Received ?? 0, 1, 199);
        Assert.Equal((200, true), (measured.Flows[1].Received, measured.Flows[1].Completed));
    }

    [Fact]
    public async Task A_host_joins_a_group_without_its_socket_that_has_failed()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Group("video", "a")
            .Program("b", new ProgramStep.OpenSocket(Stream: false, "s"), new ProgramStep.Bind("s", FreePort.Next(), null),
            new ProgramStep.Sleep(SimDuration.FromSeconds(1)))
            .Join(SimDuration.FromMilliseconds(700), "b", "video").Build();

        RunOutcome result = await RunAsync(scenario, Once(made => After(Soon, () => made.Socket.Tell(Kill.Instance))));

        Assert.Single(EventList.Of(result.Trace).Of(TraceEventKind.GroupJoined));
    }

    [Fact]
    public async Task An_app_at_a_datagram_socket_that_fails_ends_with_EIO()
    {
        Scenario scenario = Parse("""
            duration: 1 s
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b] } ]
            apps: [ { name: echo, kind: echo-server, transport: udp, host: b, port: PORT1 } ]
            """);

        RunOutcome result = await RunAsync(scenario, Once(made => After(Soon, () => made.Socket.Tell(Kill.Instance))));

        Assert.Equal("EIO", AppRuns.Of(result)["echo"].Failure);
    }

    [Fact]
    public async Task A_resolver_goes_on_with_another_socket()
    {
        RunOutcome result = await RunAsync(Names(), Once(made => made.Node == 0, made => made.Socket.Tell(Kill.Instance)));

        Assert.Single(result.Missing);
        Assert.True(AppRuns.Of(result)["ask"].Completed);
    }

    [Fact]
    public async Task An_app_whose_resolver_fails_fails_with_it()
    {
        RunOutcome result = await RunAsync(Names(), Once(made => made.Node == 0, made => made.User.Tell(Kill.Instance)));

        Assert.Equal([Told + "network/a/ask: Kill"], result.Missing);
        Assert.Equal("a bug of netcomm ended it: Kill", AppRuns.Of(result)["ask"].Failure);
    }

    [RealEchoFact]
    public async Task A_ping_whose_socket_fails_says_so()
    {
        Scenario scenario =
            Network().App("a", new AppTask.Ping("b", Network().AddressOf("b"), 3, SimDuration.FromMilliseconds(500))).Build();

        RunOutcome result = await RunAsync(scenario, Once(made => After(Soon, () => made.Socket.Tell(Kill.Instance))));

        Assert.Contains("ping: sendto: EIO", EventList.Of(result.Trace).Texts(TraceEventKind.ProgramPrinted));
    }

    // Nobody took the echo at its end, and the run waited for it.
    [RealEchoFact]
    public async Task An_echo_under_way_of_a_host_that_crashes_holds_no_run()
    {
        Scenario scenario = Network().App("a", new AppTask.Ping("b", Network().AddressOf("b"), 3, SimDuration.FromSeconds(900)))
            .Crash(SimDuration.FromMilliseconds(50), "a").Build();

        RunOutcome result = await RunAsync(scenario, _ => { });

        Assert.True(result.Complete);
        Assert.Equal(["host crashed"], EventList.Of(result.Trace).Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public async Task A_program_that_fails_ends_as_failed_and_leaves_no_socket_behind()
    {
        Scenario scenario = Parse("""
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b], delay: 1 ms } ]
            programs:
              - { name: fails, host: b, steps: [ { socket: { type: stream, as: s } }, { bind: { socket: s, port: PORT1 } }, { sleep: 900 s } ] }
              - { name: follows, host: b, steps: [ { sleep: 1 s }, { socket: { type: stream, as: s } }, { bind: { socket: s, port: PORT1 } } ] }
            """);

        RunOutcome result = await RunAsync(scenario, Once(made => After(Soon, () => made.User.Tell(Kill.Instance))));

        EventList events = EventList.Of(result.Trace);
        Assert.Equal(["a bug of netcomm ended it: Kill", ""], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal(["network/b/fails: Kill"], events.Texts(TraceEventKind.ActorFailed));
        Assert.Equal([Told + "network/b/fails: Kill"], result.Missing);
    }

    [Fact]
    public async Task A_server_that_fails_takes_its_own_connections_along()
    {
        RunOutcome result =
            await RunAsync(
                TwoServers(), Once(made => made.User.Path.Name == "one", made => After(Soon, () => made.User.Tell(Kill.Instance))));

        IReadOnlyDictionary<string, ProgramMeasurement> ran = AppRuns.Of(result);
        Assert.Equal("a bug of netcomm ended it: Kill", ran["one"].Failure);
        Assert.False(ran["asks-one"].Completed);
        Assert.True(ran["asks-two"].Completed);
    }

    [Fact]
    public async Task A_session_that_fails_leaves_the_others_of_its_server_alone()
    {
        Scenario scenario = Parse(EchoServer + Clients("a", "b", 3), FreePort.Next());
        int accepted = 0;

        RunOutcome result = await RunAsync(scenario, made =>
        {
            if (made.IsAccepted && ++accepted == 3) After(Soon, () => ((ActorRefWithCell)made.User).Children.First().Tell(Kill.Instance));
        });

        EventList events = EventList.Of(result.Trace);
        Assert.Single(events.Texts(TraceEventKind.ActorFailed));
        Assert.Equal(2, events.Texts(TraceEventKind.ProgramEnded).Count(text => text.Length == 0));
        Assert.Equal(3, events.Of(TraceEventKind.ProgramEnded).Count());
    }

    [Fact]
    public async Task A_server_that_can_accept_no_more_serves_those_whom_it_has()
    {
        IActorRef? listener = null;
        int accepted = 0;

        RunOutcome result = await RunAsync(Parse(EchoServer + Clients("a", "b", 3), FreePort.Next()), made =>
        {
            if (made is { Node: 1, IsAccepted: false }) listener = made.Socket;
            if (made.IsAccepted && ++accepted == 3) _ = KillOnceAcceptingAsync(listener!, made);
        });

        Assert.Equal(["EIO", "", "", ""], EventList.Of(result.Trace).Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public async Task An_app_that_fails_before_the_run_begins_is_waited_for_no_more()
    {
        RunOutcome result = await RunAsync(TwoServers(), Once(made => made.User.Path.Name == "one", made => made.User.Tell(Kill.Instance)));

        IReadOnlyDictionary<string, ProgramMeasurement> ran = AppRuns.Of(result);
        Assert.Equal(("a bug of netcomm ended it: Kill", "ECONNREFUSED"), (ran["one"].Failure, ran["asks-one"].Failure));
        Assert.True(ran["asks-two"].Completed);
    }

    [Theory]
    [InlineData(1, "network/b")]
    [InlineData(2, "network")]
    public async Task What_all_stand_on_ends_the_run_at_once(int above, string told)
    {
        RunOutcome result = await RunAsync(Parse(Sleeper), Once(made => After(Soon, () => Above(made.Socket, above).Tell(Kill.Instance))));

        Assert.False(result.Complete);
        Assert.Equal([$"{Told}{told}: Kill"], result.Missing);
        Assert.Equal([$"{told}: Kill"], EventList.Of(result.Trace).Texts(TraceEventKind.ActorFailed));
    }

    [Fact]
    public async Task So_does_the_director()
    {
        RunOutcome result = await RunAsync(Parse(Sleeper), Once(made => After(Soon, () =>
            ((ActorRefWithCell)Above(made.Socket, 3)).Children.Single(child => child.Path.Name == "director").Tell(Kill.Instance))));

        Assert.Equal([Told + "director: Kill"], result.Missing);
    }

    [Theory]
    [InlineData(true, "The run's actors have ended before it.")]
    [InlineData(false, "It broke.")]
    public async Task So_does_the_first_actor(bool killed, string told)
    {
        RunOutcome result = await RunAsync(Parse(Sleeper), Once(made => After(Soon, () =>
        {
            IActorRef run = Above(made.Socket, 3);
            run.Tell(killed ? Kill.Instance : new DeadLetter(new Breaks(), run, run));
        })));

        Assert.False(result.Complete);
        Assert.Contains($"{Told}run: {told}", result.Missing);
    }

    [Fact]
    public async Task A_trace_that_cannot_be_passed_on_ends_the_run_with_the_reason()
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b")
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMicroseconds(50), PayloadSize.Of(100)), count: 1_000_000).Build();

        Task run = LoopbackRuns.OfAsync(scenario, new RunOptions { KeepTrace = false, Folds = [new FullDisk()] });

        Assert.Equal("The disk is full.", (await Assert.ThrowsAsync<IOException>(() => run.WaitAsync(Patience))).Message);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_at_once()
    {
        Scenario scenario = Parse(EchoServer + Clients("a", "b", 100), FreePort.Next());
        using var cancellation = new CancellationTokenSource();
        long cancelledAt = 0;

        RunOutcome result = await RunAsync(scenario, Once(_ => After(Soon, () =>
        {
            cancelledAt = Stopwatch.GetTimestamp();
            cancellation.Cancel();
        })), new RunOptions { Cancellation = cancellation.Token });

        Assert.False(result.Complete);
        Assert.Empty(result.Missing);

        // 30 ms on an idle machine.
        Assert.InRange(Stopwatch.GetElapsedTime(cancelledAt), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_fails_goes_to_the_log()
    {
        var entries = new Entries();
        await using Logger log = new LoggerConfiguration().WriteTo.Sink(entries).CreateLogger();
        string text = Sleeper.Replace("900 s", "1 s", StringComparison.Ordinal);

        await RunAsync(Parse(text), Once(made => made.Socket.Tell(Kill.Instance)), new RunOptions { Log = log });

        SerilogEvent entry = Assert.Single(entries.All, entry => entry.Level == SerilogLevel.Error);
        Assert.Equal("\"akka://netcomm/user/run/network/b/tcp:1\": \"Kill\"", entry.RenderMessage(CultureInfo.InvariantCulture));
        Assert.IsType<ActorKilledException>(entry.Exception);
    }

    /// <summary>
    /// Lets the listener fail when the connection has been handed over and the next is waited for: when host and server have done what came
    /// to them before this.
    /// </summary>
    private static async Task KillOnceAcceptingAsync(IActorRef listener, SocketMade last)
    {
        foreach (IActorRef actor in new[] { Above(last.Socket, 1), last.User }) await actor.Ask<ActorIdentity>(new Identify(null));
        listener.Tell(Kill.Instance);
    }

    private static IActorRef Above(IActorRef actor, int steps) => steps == 0 ? actor : Above(((IInternalActorRef)actor).Parent, steps - 1);

    /// <summary>a and b, 200 ms apart.</summary>
    private static NetworkBuilder Network() =>
        new NetworkBuilder().Hosts("a", "b").Link("a", "b", new LinkProperties { Delay = SimDuration.FromMilliseconds(200) });

    private static Scenario Names() => Parse("""
        hosts: { a: {}, ns: {} }
        links: [ { between: [a, ns], delay: 1 ms } ]
        apps:
          - { name: names, kind: dns-server, host: ns, port: PORT1 }
          - { name: ask, kind: dns-client, host: a, server: ns, port: PORT1, ask: [ns, a] }
        """);

    private static Scenario TwoServers() => Parse("""
        hosts: { a: {}, b: {} }
        links: [ { between: [a, b], delay: 1 ms } ]
        apps:
          - { name: one, kind: http-server, host: b, port: PORT1, files: { /: first } }
          - { name: two, kind: http-server, host: b, port: PORT2, files: { /: second } }
          - { name: asks-one, kind: http-client, host: a, urls: ["http://b:PORT1"], repeat: 50, interval: 20 ms, start: 10 ms }
          - { name: asks-two, kind: http-client, host: a, urls: ["http://b:PORT2"], repeat: 50, interval: 20 ms, start: 20 ms }
        """);

    /// <summary>Clients that talk for a second at least.</summary>
    private static string Clients(string host, string server, int count) => string.Concat(Enumerable.Range(0, count).Select(n => """
          - { name: ME, host: HOST, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: SERVER, port: PORT } },
              { repeat: { times: 50, steps: [ { sendall: { socket: s, data: "from ME" } }, { recv: { socket: s, size: 100, as: data } },
                { expect: "{data} == from ME" }, { sleep: 20 ms } ] } }, { print: "all came back" }, { close: s } ] }

        """.Replace("ME", $"{host}{n}", StringComparison.Ordinal).Replace("HOST", host, StringComparison.Ordinal)
        .Replace("SERVER", server, StringComparison.Ordinal)));

    private static Scenario Parse(string text, int port = 0)
    {
        for (int n = 1; n < 10; n++) text = text.Replace($"PORT{n}", $"{FreePort.Next()}", StringComparison.Ordinal);
        return ScenarioReader.Parse(
            $"scenario: Test\nmode: loopback\n{text.Replace("PORT", $"{port}", StringComparison.Ordinal)}", "test.yaml");
    }

    private static Task<RunOutcome> RunAsync(Scenario scenario, Action<SocketMade> onSocketMade, RunOptions? options = null) =>
        LoopbackRuns.OfAsync(scenario, options, onSocketMade: onSocketMade).WaitAsync(Patience);

    private static Action<SocketMade> Once(Action<SocketMade> act) => Once(_ => true, act);

    /// <summary>For the first socket that is one of these.</summary>
    private static Action<SocketMade> Once(Func<SocketMade, bool> isOne, Action<SocketMade> act)
    {
        int made = 0;
        return socket =>
        {
            if (isOne(socket) && Interlocked.Increment(ref made) == 1) act(socket);
        };
    }

    private static void After(TimeSpan delay, Action act) => new Thread(() =>
    {
        Thread.Sleep(delay);
        act();
    })
    { IsBackground = true }.Start();

    /// <summary>
    /// How many sockets of this process or others are open with this port at either end, by /proc/net/tcp: columns 2 and 3 are the ends, 10
    /// is the inode.
    /// </summary>
    private static int RealSocketsAt(int port)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        string end = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return File.ReadLines("/proc/self/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(columns => columns[9] != "0"
            && (columns[1].EndsWith(end, StringComparison.Ordinal) || columns[2].EndsWith(end, StringComparison.Ordinal)));
    }

    private sealed class Breaks : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => throw new InvalidOperationException("It broke.");
    }

    private sealed class FullDisk : ITraceFold
    {
        public void Fold(ReadOnlySpan<TraceEvent> slots) => throw new IOException("The disk is full.");
    }

    private sealed class Entries : ILogEventSink
    {
        internal ConcurrentBag<SerilogEvent> All { get; } = [];

        public void Emit(SerilogEvent logEvent) => All.Add(logEvent);
    }
}
