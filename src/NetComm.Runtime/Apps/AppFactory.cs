using NetComm.Protocols.Ftp;
using NetComm.Protocols.Http;
using NetComm.Protocols.Streams;
using NetComm.Runtime.Apps.Dns;
using NetComm.Runtime.Apps.Flows;
using NetComm.Runtime.Apps.Ftp;
using NetComm.Runtime.Apps.Http;
using NetComm.Runtime.Apps.Peers;
using NetComm.Runtime.Apps.Probes;
using NetComm.Runtime.Apps.Programs;

namespace NetComm.Runtime.Apps;

/// <summary>The actors that do what a scenario's flows, programs and apps say: the same for both modes.</summary>
internal static class AppFactory
{
    /// <summary>All that runs on the hosts of a scenario, in the order in which it is to prepare.</summary>
    internal static IReadOnlyList<HostedApp> Of(RunContext run, IActorRef director) =>
    [
        .. OwnFlows(run).Where(flow => flow.Transport == Transport.Udp).SelectMany(Ends).DistinctBy(end => (end.Node, end.Flow.Port))
            .Select(end => Receiver(run, end.Node, end.Flow, director)),
        .. OwnFlows(run)
            .SelectMany(flow => flow.Transport == Transport.Tcp ? StreamFlow(run, flow, director) : [Sender(run, flow, director)]),
        .. run.Scenario.Programs.Select(program => new HostedApp(
            program.Node, program.Name, program.Start, program.Order, HostedLife.RunsAnew,
            host => ActorProps.Of(() => new ProgramActor(run, program, host, director))) { Program = program.Index }),
        .. run.Scenario.Apps.Select(app => new HostedApp(
            app.Node, app.Name, app.Start, app.Order, app.Task.IsServer ? HostedLife.ServesAnew : HostedLife.RunsAnew,
            host => AppProps(run, app, host, director)) { Program = app.Index }),
    ];

    /// <summary>Those that begin by themselves, in the order in which they do: by start, then by place in the file.</summary>
    internal static IEnumerable<(SimTime Start, HostedApp App)> InOrderOfStart(IEnumerable<HostedApp> apps) =>
        apps.Where(app => app.Start is not null).OrderBy(app => app.Start).ThenBy(app => app.Order).Select(app => (app.Start!.Value, app));

    /// <summary>The flows that are sent here, and not by programs outside.</summary>
    private static IEnumerable<Flow> OwnFlows(RunContext run) => run.Scenario.Flows.Where(flow => flow.Traffic is not Traffic.Proxied);

    private static IEnumerable<(int Node, Flow Flow)> Ends(Flow flow) => flow.Receivers.Select(node => (node, flow));

    // Flows that reach a host at one port share a receiver; the trace says that the first of them speaks.
    private static HostedApp Receiver(RunContext run, int node, Flow first, IActorRef director) => new(
        node, $"port:{first.Port}", Start: null, first.Order, HostedLife.OutlivesCrashes,
        host => ActorProps.Of(() => new FlowReceiverActor(run, node, first, host, director)));

    private static HostedApp Sender(RunContext run, Flow flow, IActorRef director) => new(
        flow.From, flow.Name, flow.Start, flow.Order, HostedLife.OutlivesCrashes,
        host => ActorProps.Of(() => new FlowSenderActor(run, flow, host, director)));

    private static IEnumerable<HostedApp> StreamFlow(RunContext run, Flow flow, IActorRef director)
    {
        var messages = new StreamMessages(run);
        foreach (int receiver in flow.Receivers)
        {
            yield return new(
                receiver, $"{flow.Name}:receiver", Start: null, flow.Order, HostedLife.OutlivesCrashes,
                host => ActorProps.Of(() => new StreamReceiverActor(run, flow, messages, receiver, host, director)))
            {
                GiveUp = () => messages.GiveUp(receiver),
            };
        }

        yield return new(
            flow.From, flow.Name, flow.Start, flow.Order, HostedLife.OutlivesCrashes,
            host => ActorProps.Of(() => new StreamSenderActor(run, flow, messages, host, director)))
        {
            GiveUp = () => messages.GiveUp(flow.From),
        };
    }

    private static Props AppProps(RunContext run, App app, IActorRef host, IActorRef director)
    {
        return app.Task switch
        {
            AppTask.EchoServer { Transport: Transport.Udp } echo =>
                ActorProps.Of(() => new DatagramEchoActor(run, app, host, director, echo.Port)),
            AppTask.EchoServer echo => Server(echo.Port, (_, isRefused) => new EchoSession { IsRefused = isRefused }),
            AppTask.HttpServer http => HttpServer(http),
            AppTask.HttpClient http => ActorProps.Of(() => new HttpClientActor(run, app, http, host, director)),
            AppTask.FtpServer ftp => FtpServer(ftp),
            AppTask.FtpClient ftp => ActorProps.Of(() => new FtpClientActor(run, app, ftp, host, director)),
            AppTask.DnsServer dns => ActorProps.Of(() => new DnsServerActor(run, app, dns, host, director)),
            AppTask.DnsClient dns => ActorProps.Of(() => new DnsClientActor(run, app, dns, host, director)),
            AppTask.ChatPeer chat => ActorProps.Of(() => new ChatActor(run, app, chat, host, director)),
            AppTask.GossipPeer gossip => ActorProps.Of(() => new GossipActor(run, app, gossip, host, director)),
            AppTask.Ping ping => ActorProps.Of(() => new PingActor(run, app, ping, host, director)),
            AppTask.Traceroute traceroute => ActorProps.Of(() => new TracerouteActor(run, app, traceroute, host, director)),
            _ => throw new ArgumentException($"Nobody runs a {app.Task.Kind} app.", nameof(app)),
        };

        Props HttpServer(AppTask.HttpServer http)
        {
            var site = new HttpSite(http.Files);
            return Server(
                http.Port,
                (peer, isRefused) => new HttpSession(site, peer.Address.ToString(), run.Clock.Epoch) { IsRefused = isRefused });
        }

        Props FtpServer(AppTask.FtpServer ftp)
        {
            var tree = new FtpTree(ftp.Files);
            Ipv4Address address = run.Resolve(run.Scenario.Nodes[app.Node].Name) ?? Ipv4Address.Any;
            Func<AppTrace, ConnectionAccepted, bool, Props> session = (voice, control, isRefused) =>
            {
                string peer = control.Peer.Address.ToString();
                var machine = new FtpServerSession(tree, ftp.Users, address, peer, run.Clock.Epoch) { IsRefused = isRefused };
                return Session(run, voice, host, control, machine);
            };
            return ActorProps.Of(() => new StreamServerActor(run, app, host, director, ftp.Port, session));
        }

        // A server whose connections are each a machine, made anew for who has connected.
        Props Server(int port, Func<IpEndpoint, bool, StreamMachine> machine)
        {
            Func<AppTrace, ConnectionAccepted, bool, Props> session =
                (voice, connection, isRefused) => Session(run, voice, connection.Socket, machine(connection.Peer, isRefused));
            return ActorProps.Of(() => new StreamServerActor(run, app, host, director, port, session));
        }
    }

    private static Props Session(RunContext run, AppTrace voice, IActorRef socket, StreamMachine machine) =>
        ActorProps.Of(() => new StreamSessionActor(run, voice, socket, machine));

    private static Props Session(RunContext run, AppTrace voice, IActorRef host, ConnectionAccepted control, FtpServerSession machine) =>
        ActorProps.Of(() => new FtpSessionActor(run, voice, host, control, machine));
}
