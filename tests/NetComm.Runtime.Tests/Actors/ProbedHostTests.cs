using Akka.TestKit;
using NetComm.Network;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Tests.Actors;

/// <summary>
/// Something that runs on host alice, whose actor, socket and director are probes. Bob, at the other end, is on paper only.
/// </summary>
public abstract class ProbedHostTests : ActorTests
{
    private protected ProbedHostTests()
    {
        Host = CreateTestProbe("alice");
        Socket = CreateTestProbe("socket");
    }

    /// <summary>The host's actor.</summary>
    private protected TestProbe Host { get; }

    /// <summary>The first socket that the host opens.</summary>
    private protected TestProbe Socket { get; }

    private protected static NetworkBuilder Network => new NetworkBuilder().Hosts("alice", "bob").Link("alice", "bob");

    private protected RunContext RunOf(NetworkBuilder network) => NetworkOf(network.Build(SimDuration.FromSeconds(1000))).Run;

    /// <summary>The host opens the socket for whoever asks, and the socket takes its port and does as it is told, from now on.</summary>
    private protected void LetHostAndSocketAnswer()
    {
        Host.SetAutoPilot(Answering(Host, call => call is SocketCall.Open ? new SocketOpened(Socket) : null));
        Socket.SetAutoPilot(Answering(Socket, call => call switch
        {
            SocketCall.Bind bind => new SocketReply.Bound(bind.Local),
            SocketCall.Listen or SocketCall.SetOption or SocketCall.CarryPackets or SocketCall.Connect => new SocketReply.Done(Errno.None),
            SocketCall.Send send => new SocketReply.Sent(send.Data.Length),
            SocketCall.SendTo send => new SocketReply.Sent(send.Data.Length),
            _ => null,
        }));
    }

    /// <summary>Tells it to prepare, takes its report, and forgets what was said for it.</summary>
    private protected void Prepare(IActorRef app)
    {
        LetHostAndSocketAnswer();
        Tell(app, AppLifecycle.Prepare.Message, Host);
        Expect(Director, AppLifecycle.Ready.Message);
        Forget(Host, Socket);
    }

    /// <summary>As <see cref="Prepare"/>, and its time has come.</summary>
    private protected void Start(IActorRef app)
    {
        Prepare(app);
        Tell(app, AppLifecycle.Begin.Message, Host);
    }

    private static DelegateAutoPilot Answering(TestProbe probe, Func<object, SocketReply?> answer) => new((caller, call) =>
    {
        if (answer(call) is { } reply) caller.Tell(reply, probe);
        return AutoPilot.KeepRunning;
    });
}
