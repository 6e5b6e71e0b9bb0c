using NetComm.Sim.Model;
using NetComm.Sim.Runtime.AkkaHosting;
using NetComm.Sim.Protocols.Echo;
using NetComm.Sim.Protocols.Ftp;
using NetComm.Sim.Protocols.Http;
using NetComm.Sim.Protocols.Streams;
using NetComm.Sim.Runtime.Sockets;

namespace NetComm.Sim.Runtime.Hosts;

/// <summary>Makes the actors that do what a scenario's flows, programs and apps say: the same for both modes.</summary>
internal static class Jobs
{
    /// <summary>
    /// Makes the actors, tells each to prepare, and asks <paramref name="beginAt"/> for each one that begins, in the order in which they are to
    /// begin: by start, then by place in the file.
    /// </summary>
    /// <param name="system">Where they live.</param>
    /// <param name="run">What they share.</param>
    /// <param name="host">The host actor of a node.</param>
    /// <param name="director">Who hears their reports.</param>
    /// <param name="beginAt">Sees to it that the job hears <see cref="Job.Begin"/> at its start.</param>
    /// <returns>How many jobs there are, each of which will report Ready or Unable.</returns>
    internal static int Create(ActorSystem system, RunContext run, Func<int, IActorRef> host, IActorRef director, Action<SimTime, IActorRef> beginAt)
    {
        Scenario scenario = run.Scenario;
        var starts = new List<(SimTime Start, int Order, IActorRef Job)>();
        var all = new List<IActorRef>();

        foreach (var end in scenario.Flows.Where(flow => flow.Transport == Transport.Udp).SelectMany(Ends).Distinct())
        {
            all.Add(system.ActorOf(ActorProps.Of(() => new FlowReceiverActor(run, end.Node, end.Port, host(end.Node), director)), $"receiver-{end.Node}-{end.Port}"));
        }

        foreach (Flow flow in scenario.Flows)
        {
            IActorRef sender = flow.Transport != Transport.Tcp
                ? system.ActorOf(ActorProps.Of(() => new FlowSenderActor(run, flow, host(flow.From), director)), $"flow-{flow.Name}")
                : CreateStreamFlow(system, run, flow, host, director, all);
            all.Add(sender);
            starts.Add((flow.Start, flow.Order, sender));
        }

        foreach (SocketProgram program in scenario.Programs)
        {
            IActorRef actor = system.ActorOf(ActorProps.Of(() => new ProgramActor(run, program, host(program.Node), director)), $"program-{program.Name}");
            all.Add(actor);
            starts.Add((program.Start, program.Order, actor));
        }

        foreach (App app in scenario.Apps)
        {
            IActorRef actor = system.ActorOf(AppProps(run, app, host(app.Node), director), $"app-{app.Name}");
            all.Add(actor);
            starts.Add((app.Start, app.Order, actor));
        }

        foreach ((SimTime start, _, IActorRef job) in starts.OrderBy(s => s.Start).ThenBy(s => s.Order)) beginAt(start, job);
        foreach (IActorRef job in all) job.Tell(Job.Prepare.Order, director);
        return all.Count;

        static IEnumerable<(int Node, int Port)> Ends(Flow flow) => flow.Receivers.Select(node => (node, flow.Port));
    }

    /// <summary>The names of the actors that run the programs and apps of a node.</summary>
    internal static IEnumerable<string> On(Scenario scenario, int node) =>
    [
        .. scenario.Programs.Where(program => program.Node == node).Select(program => $"program-{program.Name}"),
        .. scenario.Apps.Where(app => app.Node == node).Select(app => $"app-{app.Name}"),
    ];

    private static Props AppProps(RunContext run, App app, IActorRef host, IActorRef director)
    {
        return app.Task switch
        {
            AppTask.EchoServer { Transport: Transport.Udp } echo => ActorProps.Of(() => new DatagramEchoActor(run, app, host, director, echo.Port)),
            AppTask.EchoServer echo => Server(echo.Port, _ => new EchoSession()),
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
            return Server(http.Port, peer => new HttpSession(site, peer.Address.ToString()));
        }

        Props FtpServer(AppTask.FtpServer ftp)
        {
            var tree = new FtpTree(ftp.Files);
            Ipv4Address address = run.Resolve(run.Scenario.Nodes[app.Node].Name) ?? Ipv4Address.Any;
            Func<AppVoice, SocketReply.Accepted, Props> session = (voice, control) =>
                Session(run, voice, host, control, new FtpServerSession(tree, ftp.Users, address, control.Peer.Address.ToString()));
            return ActorProps.Of(() => new StreamServerActor(run, app, host, director, ftp.Port, session));
        }

        // A server whose connections are each a machine, made anew for who has connected.
        Props Server(int port, Func<IpEndpoint, StreamMachine> machine)
        {
            Func<AppVoice, SocketReply.Accepted, Props> session = (voice, connection) => Session(run, voice, connection.Socket, machine(connection.Peer));
            return ActorProps.Of(() => new StreamServerActor(run, app, host, director, port, session));
        }
    }

    private static Props Session(RunContext run, AppVoice voice, IActorRef socket, StreamMachine machine) =>
        ActorProps.Of(() => new StreamSessionActor(run, voice, socket, machine));

    private static Props Session(RunContext run, AppVoice voice, IActorRef host, SocketReply.Accepted control, FtpServerSession machine) =>
        ActorProps.Of(() => new FtpSessionActor(run, voice, host, control, machine));

    private static IActorRef CreateStreamFlow(
        ActorSystem system, RunContext run, Flow flow, Func<int, IActorRef> host, IActorRef director, List<IActorRef> all)
    {
        var messages = new StreamMessages();
        foreach (int receiver in flow.Receivers)
        {
            all.Add(system.ActorOf(ActorProps.Of(() => new StreamReceiverActor(run, flow, messages, receiver, host(receiver), director)), $"receiver-{receiver}-{flow.Name}"));
        }

        return system.ActorOf(ActorProps.Of(() => new StreamSenderActor(run, flow, messages, host(flow.From), director)), $"flow-{flow.Name}");
    }
}
