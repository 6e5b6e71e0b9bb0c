using NetComm.Network;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Apps.Dns;
using NetComm.Runtime.Apps.Http;
using NetComm.Runtime.Apps.Probes;
using NetComm.Runtime.Sockets;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Apps;

/// <summary>Clients of alice's, for which bob is on paper only: what he answers, a test says.</summary>
public sealed class ClientActorTests : ProbedHostTests
{
    private static readonly SimDuration OneSecond = SimDuration.FromSeconds(1);
    private static readonly SimDuration AnInstant = SimDuration.FromPicoseconds(1);
    private static readonly AppTask.Ping TwoEchoes = new("bob", Destination: null, Count: 2, OneSecond);
    private static readonly AppTask.Traceroute OneProbeAHop = new("bob", Destination: null, Count: 1, SimDuration.Zero);
    private static readonly HttpUrl Url = new("http://bob/", "bob", 80, "/");

    private RunContext? _run;

    private Ipv4Address Bob => _run!.Resolve("bob")!.Value;

    [Fact]
    public void A_ping_opens_its_socket_before_the_run_and_is_ready_then()
    {
        IActorRef ping = Ping();

        Tell(ping, AppLifecycle.Prepare.Message, Host);

        Expect(Host, new SocketCall.Open(Transport.Icmp, Owner: -1));
        ExpectNothing(Director);
        Tell(ping, new SocketOpened(Socket), Host);
        Expect(Director, AppLifecycle.Ready.Message);
    }

    [Fact]
    public void A_ping_that_gets_no_socket_cannot_start()
    {
        IActorRef ping = Ping();
        Tell(ping, AppLifecycle.Prepare.Message, Host);

        Tell(ping, new SocketReply.Done(Errno.EACCES), Host);

        Expect(Director, new AppLifecycle.CannotStart("app 'app0': the system gives no ICMP socket (EACCES)"));
    }

    [Fact]
    public void A_ping_that_a_restart_made_opens_its_socket_when_it_begins()
    {
        Tell(Ping(), AppLifecycle.Begin.Message, Host);

        Expect(Host, new SocketCall.Open(Transport.Icmp, Owner: -1));
    }

    [Fact]
    public void A_ping_sends_its_next_echo_after_the_interval_and_not_before()
    {
        Start(Ping());

        Assert.Equal(1, Expect<SocketCall.SendEcho>(Socket).Sequence);
        Pass(OneSecond - AnInstant);
        ExpectNothing(Socket);
        Pass(AnInstant);
        Assert.Equal(2, Expect<SocketCall.SendEcho>(Socket).Sequence);
    }

    [Fact]
    public void A_ping_that_was_answered_each_time_closes_its_socket_and_stops()
    {
        IActorRef ping = Ping();
        Watch(ping);
        Start(ping);
        Tell(ping, Answer(1), Socket);
        Pass(OneSecond);
        Forget(Socket);

        Tell(ping, Answer(2), Socket);

        Expect(Socket, new SocketCall.Close());
        ExpectTerminated(ping);
    }

    [Fact]
    public void A_ping_that_hears_nothing_gives_up_10_s_after_its_last_echo()
    {
        IActorRef ping = Ping();
        Watch(ping);
        Start(ping);
        Pass(OneSecond);

        Pass(SimDuration.FromSeconds(10) - AnInstant);
        ExpectNothing(Watcher);
        Pass(AnInstant);
        ExpectTerminated(ping);
    }

    [Fact]
    public void A_traceroute_probes_the_next_hop_when_a_router_reports_itself()
    {
        IActorRef traceroute = App(OneProbeAHop, (run, app) => new TracerouteActor(run, app, OneProbeAHop, Host, Director));
        Start(traceroute);
        Assert.Equal(1, Expect<SocketCall.SendEcho>(Socket).Ttl);

        Tell(traceroute, new SocketReply.EchoRefused(Sequence: 1, Bob, Errno.None), Socket);

        Assert.Equal(2, Expect<SocketCall.SendEcho>(Socket).Ttl);
    }

    [Fact]
    public void A_traceroute_waits_5_s_for_a_hop_that_is_silent()
    {
        Start(App(OneProbeAHop, (run, app) => new TracerouteActor(run, app, OneProbeAHop, Host, Director)));
        Forget(Socket);

        Pass(SimDuration.FromSeconds(5) - AnInstant);
        ExpectNothing(Socket);
        Pass(AnInstant);
        Assert.Equal(2, Expect<SocketCall.SendEcho>(Socket).Ttl);
    }

    [Fact]
    public void An_HTTP_client_that_is_refused_ends_with_that_errno()
    {
        IActorRef client = HttpClient();
        Connect(client);

        Tell(client, new SocketReply.Done(Errno.ECONNREFUSED), Socket);

        Assert.Equal(["ECONNREFUSED"], Recorded().Texts(TraceEventKind.ProgramEnded));
    }

    [Fact]
    public void An_HTTP_client_that_is_refused_closes_its_socket_and_stops()
    {
        IActorRef client = HttpClient();
        Watch(client);
        Connect(client);

        Tell(client, new SocketReply.Done(Errno.ECONNREFUSED), Socket);

        Expect(Socket, new SocketCall.Close());
        ExpectTerminated(client);
    }

    [Fact]
    public void An_HTTP_client_gives_up_a_server_that_says_nothing_for_60_s()
    {
        IActorRef client = HttpClient();
        Watch(client);
        Connect(client);
        Tell(client, new SocketReply.Done(Errno.None), Socket);

        Pass(SimDuration.FromSeconds(60) - AnInstant);
        ExpectNothing(Watcher);
        Pass(AnInstant);
        ExpectTerminated(client);
    }

    [Fact]
    public void A_DNS_client_takes_its_resolver_with_it()
    {
        var task = new AppTask.DnsClient("bob", 53, ["carol"]);
        IActorRef client = App(task, (run, app) => new DnsClientActor(run, app, task, Host, Director));
        Tell(client, AppLifecycle.Begin.Message, Host);
        Expect<SocketCall.Open>(Host);
        IActorRef resolver = Host.LastSender;
        Watch(client, resolver);

        Tell(client, AppLifecycle.HostCrashed.Message, Host);

        ExpectTerminated(resolver, client);
    }

    private IActorRef Ping() => App(TwoEchoes, (run, app) => new PingActor(run, app, TwoEchoes, Host, Director));

    private IActorRef HttpClient()
    {
        var task = new AppTask.HttpClient([Url], KeepAlive: true, Repeat: 1, SimDuration.Zero);
        return App(task, (run, app) => new HttpClientActor(run, app, task, Host, Director));
    }

    private SocketReply.EchoAnswered Answer(int sequence) => new(sequence, Bob, Bytes: 56, Ttl: 64);

    /// <summary>Lets a client begin and ask its socket to connect.</summary>
    private void Connect(IActorRef client)
    {
        Tell(client, AppLifecycle.Begin.Message, Host);
        Tell(client, new SocketOpened(Socket), Host);
        Expect(Socket, new SocketCall.Connect(new(Bob, 80), Timeout: null));
    }

    private IActorRef App<TActor>(AppTask task, Func<RunContext, App, TActor> make)
        where TActor : AppActor
    {
        RunContext run = _run = RunOf(Network.App("alice", task));
        return Make("app", () => make(run, run.Scenario.Apps[0]));
    }
}
