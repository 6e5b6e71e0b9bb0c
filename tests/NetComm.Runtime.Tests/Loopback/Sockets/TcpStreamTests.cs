using System.Net;
using System.Net.Sockets;
using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Loopback;
using NetComm.Runtime.Loopback.Addresses;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.Sockets;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Tests.Loopback.Sockets;

/// <summary>
/// A connection of the system's that breaks while a write and a read are under way. What the system told them waits in the socket's inbox,
/// until the test hands it over, in one order or the other: threads do so in either.
/// </summary>
public sealed class TcpStreamTests : IDisposable
{
    /// <summary>All of it is there at once, or within the millisecond of a busy system; what hangs would take for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ActorSystem _system = ActorRuntime.CreateSystem("test");
    private readonly TimerThread _timer = new(_ => { });
    private readonly Socket _real = RealSockets.NewStream();
    private readonly Socket _peer;
    private readonly Inbox _inbox;
    private readonly Inbox _user;
    private readonly TcpSocket _socket;
    private readonly TcpStream _stream;

    public TcpStreamTests()
    {
        (_inbox, _user) = (Inbox.Create(_system), Inbox.Create(_system));
        _peer = ConnectPeer();
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Build();
        var context = new SocketContext(Network(scenario), scenario.Nodes[0], Owner: -1, _inbox.Receiver, ActorRefs.Nobody);
        _socket = new TcpSocket(context.Node, new SocketOptions(), new NoTransport(), countsBytes: false);
        _stream = new TcpStream(context, _real, peerNode: 1, sendBuffer: 1 << 20, _socket);
        _socket.OnConnected(default, _stream);
        _timer.Start();
    }

    public void Dispose()
    {
        _stream.End();
        _peer.Dispose();
        _timer.Dispose();
        _inbox.Dispose();
        _user.Dispose();
        _system.Dispose();
    }

    // The write took the reset from the system; the read found the end, came first, and a program took the stream for whole.
    [Fact]
    public void A_reset_that_the_write_has_found_is_no_end_to_the_reader()
    {
        object sent = Send(1);
        ResetByPeer();
        object wrote = Event(() => _stream.OnEvent(sent));
        object read = Event(Receive);

        _stream.OnEvent(read);
        _stream.OnEvent(wrote);

        Assert.Equal(Errno.ECONNRESET, Assert.IsType<SocketReply.Done>(Answer()).Errno);
    }

    [Fact]
    public void A_reset_that_the_read_has_found_is_no_broken_pipe_to_the_writer()
    {
        object sent = Send(1);
        ResetByPeer();
        object read = Event(Receive);
        object wrote = Event(() => _stream.OnEvent(sent));

        _stream.OnEvent(wrote);
        _stream.OnEvent(read);

        Assert.Equal(Errno.ECONNRESET, Assert.IsType<SocketReply.Done>(Answer()).Errno);
    }

    [Fact]
    public void The_reader_finds_the_end_while_a_write_waits_for_room()
    {
        _stream.OnEvent(Send(60_000));
        _peer.Shutdown(SocketShutdown.Send);

        _stream.OnEvent(Event(Receive));

        Assert.Empty(Assert.IsType<SocketReply.Data>(Answer()).Bytes);
    }

    /// <summary>Its buffers are the smallest that the system has: some kilobytes.</summary>
    private Socket ConnectPeer()
    {
        using Socket listener = RealSockets.NewStream();
        listener.ReceiveBufferSize = _real.SendBufferSize = 1;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _real.Connect(listener.LocalEndPoint!);
        return listener.Accept();
    }

    private LoopbackNetwork Network(Scenario scenario)
    {
        var addresses = LoopbackAddresses.Of(scenario);
        var trace = new OrderedTraceSink();
        var run = new RunContext(
            addresses.Scenario, new LoopbackClock(_timer), trace, new PacketPool(shared: true), new RunProgress(), addresses.Resolve);
        var notes = new LoopbackNotes();
        return new LoopbackNetwork(
            run, _timer, addresses, new BoundEndpoints(), new PathEmulator(scenario, _timer, run.Progress, trace), notes,
            new RunFailures(run.Clock, trace, notes), HasAddressRange: true);
    }

    /// <summary>The program sends so much: what comes out of the emulated links.</summary>
    private object Send(int bytes)
    {
        object sent = Event(() => _socket.Handle(new SocketCall.Send(new byte[bytes]), Caller, SimTime.Zero));
        Assert.IsType<SocketReply.Sent>(Answer());
        return sent;
    }

    private void Receive() => _socket.Handle(new SocketCall.Receive(100, Timeout: null), Caller, SimTime.Zero);

    private void ResetByPeer()
    {
        TcpStream.Reset(_peer);
        _peer.Dispose();
        Assert.True(_real.Poll(Patience, SelectMode.SelectRead));
    }

    /// <summary>What the socket is told after this.</summary>
    private object Event(Action act)
    {
        act();
        return _inbox.Receive(Patience);
    }

    private object Answer() => _user.Receive(Patience);

    private SocketCaller Caller => new(_user.Receiver, _inbox.Receiver);

    /// <summary>The connection is there already.</summary>
    private sealed class NoTransport : ITcpTransport
    {
        public Ipv4Address Localhost => Ipv4Address.Localhost;

        public Ipv4Address Local => Ipv4Address.Any;

        public bool IsOwn(Ipv4Address address) => false;

        public bool IsShared(Ipv4Address address) => false;

        public bool IsBroadcast(Ipv4Address address) => false;

        public void StopListening() => throw new NotSupportedException();

        public Errno Bind(IpEndpoint wanted, out IpEndpoint local) => throw new NotSupportedException();

        public Errno Listen(int? backlog) => throw new NotSupportedException();

        public Errno FindRoute(IpEndpoint peer) => throw new NotSupportedException();

        public void Open() => throw new NotSupportedException();

        public void Abandon() => throw new NotSupportedException();

        public void SetNoDelay() => throw new NotSupportedException();

        public void Close(TcpSocketState before) => throw new NotSupportedException();

        public void WakeAt(SimTime when) => throw new NotSupportedException();
    }
}
