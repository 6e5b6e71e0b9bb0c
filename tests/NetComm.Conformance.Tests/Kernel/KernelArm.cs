using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Sockets;

namespace NetComm.Conformance.Tests.Kernel;

/// <summary>Real sockets of Linux, on hosts that are network namespaces.</summary>
internal sealed class KernelArm : ISocketArm
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly KernelNetwork _network;
    private readonly Scenario _scenario = ConformanceNetwork.Build();
    private readonly ActorSystem _system = ActorRuntime.CreateSystem("conformance");

    internal KernelArm() => _network = KernelNetwork.Start(_scenario);

    public Ipv4Address Broadcast => _scenario.Links.OfType<Lan>().Single().Network.Broadcast;

    public Ipv4Address AddressOf(string host) => _scenario.FindNode(host)!.Address!.Value;

    public Ipv4Address OnLan(string host) => _scenario.FindNode(host)!.Interfaces.Single(at => _scenario.Links[at.Medium] is Lan).Address;

    public IActorRef Open(string host, bool stream)
    {
        var request = new JsonObject { ["call"] = "socket", ["host"] = host, ["type"] = stream ? "stream" : "datagram" };
        var call = new SocketCall.Open(stream ? Transport.Tcp : Transport.Udp, Owner: -1);
        return Assert.IsType<SocketOpened>(KernelSocketActor.Reply(call, _network.Call(request), Socket)).Socket;
    }

    public void Pass(int milliseconds) => Thread.Sleep(milliseconds);

    public void Crash(string host) => _network.Call(new JsonObject { ["call"] = "crash", ["host"] = host });

    public void Restart(string host) => _network.Call(new JsonObject { ["call"] = "restart", ["host"] = host });

    public IPendingReply Begin(IActorRef socket, SocketCall call)
    {
        var replies = new BlockingCollection<SocketReply>();
        socket.Tell(call, _system.ActorOf(Props.Create(() => new CollectorActor(replies))));
        return new Pending(_network, call, replies);
    }

    public void Dispose()
    {
        _network.Dispose();
        _system.Terminate().Wait(Patience);
    }

    private IActorRef Socket(int number)
    {
        Func<int, IActorRef> accepted = Socket;
        return _system.ActorOf(Props.Create(() => new KernelSocketActor(_network, number, accepted)));
    }

    private sealed class Pending(KernelNetwork network, SocketCall call, BlockingCollection<SocketReply> replies) : IPendingReply
    {
        public SocketReply Wait()
        {
            Assert.True(replies.TryTake(out SocketReply? reply, Patience), $"no answer came to {call}: {network.Errors}");
            return reply!;
        }

        public SocketReply? TryTake() => replies.TryTake(out SocketReply? reply) ? reply : null;
    }
}
