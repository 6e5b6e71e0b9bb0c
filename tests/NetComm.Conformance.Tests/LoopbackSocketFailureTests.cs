using System.Net;
using NetComm.Network;
using NetComm.Runtime;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.Sockets;
using NetComm.Runtime.Sockets;

namespace NetComm.Conformance.Tests;

/// <summary>
/// A socket whose actor fails by a bug of ours: its user learns it as of an error below the socket, its peer as of a reset.
/// </summary>
public sealed class LoopbackSocketFailureTests : SocketTests
{
    private static readonly SocketReply InputOutputError = new SocketReply.Done(Errno.EIO);

    public LoopbackSocketFailureTests()
        : base(() => new LoopbackArm())
    {
    }

    [Fact]
    public void A_call_that_waits_and_all_later_ones_are_EIO()
    {
        (IActorRef client, _) = Connection();
        IPendingReply waiting = Arm.Begin(client, Receive());

        Fail(client);

        Assert.Equal(InputOutputError, waiting.Wait());
        AssertFails(Errno.EIO, client, Send("lost"));
        AssertFails(Errno.EIO, client, Receive());
        AssertFails(Errno.EIO, client, new SocketCall.Shutdown(Read: true, Write: true));
        Do(client, new SocketCall.Close());
    }

    [Fact]
    public void The_peer_gets_a_reset()
    {
        (IActorRef client, IActorRef server) = Connection();
        Do(client, Send("the first half"));
        Assert.Equal("the first half", Text(server));

        Fail(client);

        AssertFails(Errno.ECONNRESET, server, Receive());
    }

    [Fact]
    public void A_send_that_waits_for_room_is_EIO()
    {
        (IActorRef client, _) = Connection();
        IPendingReply blocked = Arm.Begin(client, new SocketCall.Send(new byte[100_000_000]));
        Arm.Pass(50);

        Fail(client);

        Assert.Equal(InputOutputError, blocked.Wait());
    }

    [Fact]
    public void The_call_at_which_a_socket_fails_is_EIO()
    {
        (IActorRef client, _) = Connection();

        AssertFails(Errno.EIO, client, new SocketCall.Send(Data: null!));
    }

    [Fact]
    public void A_stand_in_that_fails_gives_way_to_another()
    {
        (IActorRef client, _) = Connection();

        Fail(client);
        client.Tell(Kill.Instance);

        AssertFails(Errno.EIO, client, Receive());
    }

    [Fact]
    public void A_listener_that_fails_is_EIO_to_its_user_and_nobody_to_others()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        IPendingReply accepting = Arm.Begin(listener, new SocketCall.Accept(null));

        Fail(listener);

        Assert.Equal(InputOutputError, accepting.Wait());
        AssertFails(Errno.ECONNREFUSED, Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));
        Assert.Equal(at, Bind(Arm.Open("bob", stream: true), at.Address, at.Port));
    }

    [Fact]
    public void A_connection_that_waits_to_be_accepted_is_reset()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        AssertFails(Errno.ETIMEDOUT, listener, new SocketCall.Accept(SimDuration.FromMilliseconds(1)));
        IActorRef client = Arm.Open("alice", stream: true);
        Do(client, new SocketCall.Connect(at, null));

        Fail(listener);

        AssertFails(Errno.ECONNRESET, client, Receive());
    }

    [Fact]
    public void A_socket_that_fails_while_it_connects_is_EIO()
    {
        var arm = (LoopbackArm)Arm;
        IActorRef client = arm.Open("alice", stream: true);
        arm.TakeDown("cable");
        arm.TakeDown("office");
        IPendingReply connecting = Arm.Begin(client, new SocketCall.Connect(new(arm.AddressOf("bob"), 9), null));

        Fail(client);

        Assert.Equal(InputOutputError, connecting.Wait());
    }

    [Fact]
    public void A_datagram_socket_that_fails_is_EIO_and_its_port_is_free()
    {
        IActorRef socket = Arm.Open("bob", stream: false);
        IpEndpoint at = Bind(socket);
        IPendingReply waiting = Arm.Begin(socket, Receive());

        Fail(socket);

        Assert.Equal(InputOutputError, waiting.Wait());
        AssertFails(Errno.EIO, socket, SendTo(at, "lost"));
        Assert.Equal(at, Bind(Arm.Open("bob", stream: false), port: at.Port));
    }

    // What the emulated links have brought, and the system has not.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_packet_that_waits_for_a_failed_socket_is_under_way_no_more(bool beforeTheFailure)
    {
        RunProgress progress = ((LoopbackArm)Arm).Progress;
        IActorRef socket = Arm.Open("bob", stream: false);
        var expected = new UdpMessages.Expected(new Packet(), [], new IPEndPoint(IPAddress.Loopback, 9), node: 1);
        expected.Cross(new UnderWay(progress));
        progress.SetOutShared();

        if (beforeTheFailure) socket.Tell(expected);
        Fail(socket);
        if (!beforeTheFailure) socket.Tell(expected);
        AssertFails(Errno.EIO, socket, Receive());

        Assert.True(progress.IsOver);
    }

    [Fact]
    public void Other_sockets_go_on()
    {
        (IActorRef one, _) = Connection();
        (IActorRef client, IActorRef server) = Connection();

        Fail(one);
        Do(client, Send("still here"));

        Assert.Equal("still here", Text(server));
    }

    private static void Fail(IActorRef socket) => socket.Tell(new Status.Failure(new InvalidOperationException("It broke.")));

    private (IActorRef Listener, IpEndpoint At) Listener()
    {
        IActorRef listener = Arm.Open("bob", stream: true);
        IpEndpoint at = Bind(listener, Arm.AddressOf("bob"));
        Do(listener, new SocketCall.Listen(1));
        return (listener, at);
    }

    private (IActorRef Client, IActorRef Server) Connection()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        IActorRef client = Arm.Open("alice", stream: true);
        IPendingReply accepting = Arm.Begin(listener, new SocketCall.Accept(null));
        Do(client, new SocketCall.Connect(at, null));
        return (client, Assert.IsType<ConnectionAccepted>(accepting.Wait()).Socket);
    }
}
