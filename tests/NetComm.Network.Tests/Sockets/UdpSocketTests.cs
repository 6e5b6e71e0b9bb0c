using NetComm.Tracing;

namespace NetComm.Network.Tests.Sockets;

public sealed class UdpSocketTests
{
    private static readonly IpEndpoint Bob = new(Ipv4Address.FromOctets(10, 0, 0, 2), 9000);
    private static readonly IpEndpoint Carol = new(Ipv4Address.FromOctets(10, 0, 0, 3), 9000);
    private static readonly Ipv4Address Group = Ipv4Address.FromOctets(239, 1, 2, 3);

    private readonly FakeTransport _transport = new();
    private readonly Caller _app = new();
    private readonly UdpSocket _socket;
    private long _packets;

    public UdpSocketTests()
    {
        Node alice = new NetworkBuilder().Hosts("alice", "bob").Link("alice", "bob").Build().Nodes[0];
        _socket = new UdpSocket(alice, new SocketOptions(), _transport);
    }

    [Fact]
    public void A_fresh_socket_binds_once()
    {
        SocketReply first = Call(new SocketCall.Bind(new(Ipv4Address.Any, 53)));

        SocketReply second = Call(new SocketCall.Bind(new(Ipv4Address.Any, 54)));

        Assert.Equal(new SocketReply.Bound(new(Ipv4Address.Any, 53)), first);
        Assert.Equal(new SocketReply.Done(Errno.EINVAL), second);
    }

    [Fact]
    public void An_address_of_another_host_is_not_asked_of_the_transport()
    {
        Call(new SocketCall.Bind(Carol));

        Assert.Equal(Errno.EADDRNOTAVAIL, _app.LastErrno);
        Assert.Null(_transport.Bound);
    }

    [Fact]
    public void A_socket_that_sends_takes_a_free_port_first()
    {
        SocketReply reply = Call(new SocketCall.SendTo(Bob, [1, 2]));

        Assert.Equal(new SocketReply.Sent(2), reply);
        Assert.Equal(new IpEndpoint(Ipv4Address.Any, 0), _transport.Bound);
    }

    [Fact]
    public void What_the_transport_cannot_bind_is_not_sent()
    {
        _transport.BindFails = Errno.EADDRINUSE;

        Call(new SocketCall.SendTo(Bob, [1]));

        Assert.Equal(Errno.EADDRINUSE, _app.LastErrno);
        Assert.Empty(_transport.Sent);
    }

    [Fact]
    public void Without_a_peer_send_has_no_destination()
    {
        Call(new SocketCall.Send([1]));

        Assert.Equal(Errno.EDESTADDRREQ, _app.LastErrno);
    }

    [Fact]
    public void A_connected_socket_sends_to_its_peer()
    {
        Call(new SocketCall.Connect(Bob, null));

        Call(new SocketCall.Send([1]));

        Assert.Equal([Bob], _transport.Sent);
    }

    [Fact]
    public void Connecting_where_no_network_leads_leaves_the_socket_without_a_peer()
    {
        _transport.ConnectFails = Errno.ENETUNREACH;

        Call(new SocketCall.Connect(Bob, null));

        Assert.Equal(Errno.ENETUNREACH, _app.LastErrno);
        Assert.Null(_socket.Peer);
    }

    [Fact]
    public void Datagrams_are_read_in_order_and_cut_to_size()
    {
        Deliver("first", Bob);
        Deliver("second", Carol);

        SocketReply[] replies = [Call(new SocketCall.Receive(3, null)), Call(new SocketCall.Receive(99, null))];

        Assert.Equal(["fir", "second"], replies.Cast<SocketReply.Data>().Select(data => System.Text.Encoding.ASCII.GetString(data.Bytes)));
    }

    [Fact]
    public void A_datagram_beyond_the_receive_buffer_is_lost()
    {
        DropReason[] reasons =
            [Deliver(UdpSocket.ReceiveBuffer - 1), Deliver(1), Deliver(1)];

        Assert.Equal([DropReason.None, DropReason.None, DropReason.BufferFull], reasons);
    }

    [Fact]
    public void A_datagram_that_was_read_makes_room()
    {
        Deliver(UdpSocket.ReceiveBuffer);
        Call(new SocketCall.Receive(1, null));

        Assert.Equal(DropReason.None, Deliver(1));
    }

    [Fact]
    public void A_connected_socket_takes_nothing_from_others()
    {
        Call(new SocketCall.Connect(Bob, null));

        Assert.Equal(DropReason.NoSocket, Deliver("not for you", Carol));
        Assert.Equal(DropReason.None, Deliver("for you", Bob));
    }

    [Fact]
    public void A_receive_waits_until_its_timeout_and_no_longer()
    {
        Call(new SocketCall.Receive(9, SimDuration.FromSeconds(1)));

        _socket.TimerExpired(At(0.9));
        Assert.Empty(_app.Replies);
        _socket.TimerExpired(At(1));

        Assert.Equal([At(1)], _transport.Wakes);
        Assert.Equal(Errno.ETIMEDOUT, _app.LastErrno);
    }

    [Fact]
    public void The_timer_of_a_receive_that_was_answered_does_not_end_the_next()
    {
        Call(new SocketCall.Receive(9, SimDuration.FromSeconds(1)));
        Deliver("in time", Bob);
        Call(new SocketCall.Receive(9, SimDuration.FromSeconds(2)));

        _socket.TimerExpired(At(1));

        Assert.Equal("in time", _app.LastText);
    }

    [Fact]
    public void A_refusal_is_told_once_by_the_next_call_and_before_what_waits()
    {
        Call(new SocketCall.Connect(Bob, null));
        Deliver("old news", Bob);

        _socket.Refuse(Bob);
        SocketReply[] replies = [Call(new SocketCall.Receive(9, null)), Call(new SocketCall.Send([1]))];

        Assert.Equal([new SocketReply.Done(Errno.ECONNREFUSED), new SocketReply.Sent(1)], replies);
    }

    [Fact]
    public void Without_a_peer_a_refusal_goes_unheard()
    {
        Call(new SocketCall.SendTo(Bob, [1]));

        _socket.Refuse(Bob);

        Assert.Equal(new SocketReply.Sent(1), Call(new SocketCall.SendTo(Bob, [1])));
    }

    [Theory]
    [InlineData(9000, 65_508, Errno.EMSGSIZE)]
    [InlineData(0, 1, Errno.EINVAL)]
    public void A_datagram_that_cannot_be_sent_has_an_errno(int port, int bytes, Errno errno)
    {
        Call(new SocketCall.SendTo(Bob with { Port = port }, new byte[bytes]));

        Assert.Equal(errno, _app.LastErrno);
    }

    [Fact]
    public void A_broadcast_wants_the_option()
    {
        var everybody = new IpEndpoint(Ipv4Address.LimitedBroadcast, 9000);

        SocketReply without = Call(new SocketCall.SendTo(everybody, [1]));
        Call(new SocketCall.SetOption(SocketOption.Broadcast, 1, default));
        SocketReply with = Call(new SocketCall.SendTo(everybody, [1]));

        Assert.Equal([new SocketReply.Done(Errno.EACCES), new SocketReply.Sent(1)], [without, with]);
    }

    [Fact]
    public void After_the_end_of_writing_a_send_is_EPIPE()
    {
        Call(new SocketCall.Connect(Bob, null));
        Call(new SocketCall.Shutdown(Read: false, Write: true));

        Call(new SocketCall.Send([1]));

        Assert.Equal(Errno.EPIPE, _app.LastErrno);
    }

    [Fact]
    public void The_end_of_reading_ends_a_receive_that_waits()
    {
        Call(new SocketCall.Connect(Bob, null));
        Call(new SocketCall.Receive(9, null));
        var other = new Caller();

        _socket.Handle(new SocketCall.Shutdown(Read: true, Write: false), other, SimTime.Zero);

        Assert.Equal("", _app.LastText);
        Assert.Equal(Errno.None, other.LastErrno);
    }

    [Fact]
    public void A_group_is_joined_once_and_left_once()
    {
        var join = new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group);
        var leave = new SocketCall.SetOption(SocketOption.LeaveGroup, 0, Group);

        Errno[] errnos = [Set(join), Set(join), Set(leave), Set(leave)];

        Assert.Equal([Errno.None, Errno.EADDRINUSE, Errno.None, Errno.EADDRNOTAVAIL], errnos);
        Assert.Empty(_transport.Groups);
    }

    [Fact]
    public void At_its_end_a_socket_leaves_its_groups_and_loses_what_was_not_read()
    {
        Call(new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
        Deliver("unread", Bob);

        _socket.Close();

        Assert.Empty(_transport.Groups);
        Assert.Equal([1], _transport.Discarded);
        Assert.Equal(DropReason.NoSocket, Deliver("late", Bob));
        Assert.Equal(new SocketReply.Done(Errno.EBADF), Call(new SocketCall.Send([1])));
    }

    private static SimTime At(double seconds) => SimTime.Zero + SimDuration.FromMilliseconds((long)(seconds * 1000));

    private Errno Set(SocketCall.SetOption option) => Assert.IsType<SocketReply.Done>(Call(option)).Errno;

    private SocketReply Call(SocketCall call)
    {
        _socket.Handle(call, _app, SimTime.Zero);
        return _app.Replies.Count > 0 ? _app.Last : new SocketReply.Done(Errno.None);
    }

    private DropReason Deliver(string text, IpEndpoint from) =>
        _socket.Deliver(new Datagram(++_packets, from, Ipv4Address.Any, text.Length, System.Text.Encoding.ASCII.GetBytes(text)));

    private DropReason Deliver(int bytes) => _socket.Deliver(new Datagram(++_packets, Bob, Ipv4Address.Any, bytes, null));

    private sealed class FakeTransport : IUdpTransport
    {
        private IpEndpoint _to;

        internal Errno BindFails { get; set; }

        internal Errno ConnectFails { get; set; }

        internal IpEndpoint? Bound { get; private set; }

        internal List<IpEndpoint> Sent { get; } = [];

        internal List<Ipv4Address> Groups { get; } = [];

        internal List<long> Discarded { get; } = [];

        internal List<SimTime> Wakes { get; } = [];

        public Ipv4Address Localhost => Ipv4Address.Localhost;

        public Ipv4Address Local => Bound?.Address ?? Ipv4Address.Any;

        public bool IsOwn(Ipv4Address address) => address == Ipv4Address.FromOctets(10, 0, 0, 1) || address.IsLoopback;

        public bool IsShared(Ipv4Address address) => false;

        public bool IsBroadcast(Ipv4Address address) => address == Ipv4Address.LimitedBroadcast;

        public Errno Bind(IpEndpoint wanted, out IpEndpoint local)
        {
            Bound = local = wanted;
            return BindFails;
        }

        public Errno Connect(IpEndpoint peer) => ConnectFails;

        public Errno FindRoute(IpEndpoint to, Ipv4Address from)
        {
            _to = to;
            return Errno.None;
        }

        public void Send(byte[] data) => Sent.Add(_to);

        public Errno Join(Ipv4Address group)
        {
            Groups.Add(group);
            return Errno.None;
        }

        public void Leave(Ipv4Address group) => Groups.Remove(group);

        public void OnRead(in Datagram datagram)
        {
        }

        public void OnDiscarded(in Datagram datagram) => Discarded.Add(datagram.Number);

        public void WakeAt(SimTime when) => Wakes.Add(when);
    }
}
