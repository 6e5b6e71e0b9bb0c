namespace NetComm.Network.Tests.Sockets;

public sealed class TcpSocketTests
{
    private static readonly IpEndpoint Bob = new(Ipv4Address.FromOctets(10, 0, 0, 2), 80);
    private static readonly SocketCall.Connect ConnectToBob = new(Bob, null);
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    private readonly FakeTransport _transport = new();
    private readonly Caller _app = new();
    private readonly TcpSocket _socket;

    public TcpSocketTests() => _socket = New(countsBytes: false);

    [Fact]
    public void Fresh_calls_that_want_a_connection_have_an_errno_each()
    {
        Errno[] errnos =
        [
            Call(new SocketCall.Send([1])), Call(new SocketCall.Receive(1, null)), Call(new SocketCall.Accept(null)),
            Call(new SocketCall.Shutdown(Read: true, Write: true)),
        ];

        Assert.Equal([Errno.EPIPE, Errno.ENOTCONN, Errno.EINVAL, Errno.ENOTCONN], errnos);
    }

    [Fact]
    public void Fresh_connects_and_is_answered_when_the_connection_stands()
    {
        _socket.Handle(ConnectToBob, _app, SimTime.Zero);
        Assert.Empty(_app.Replies);

        _socket.OnConnected(Bob, _transport);

        Assert.Equal(Errno.None, _app.LastErrno);
        Assert.Equal(TcpSocketState.Connected, _socket.State);
    }

    [Fact]
    public void Fresh_without_a_route_stays_fresh()
    {
        _transport.RouteFails = Errno.ENETUNREACH;

        Errno errno = Call(ConnectToBob);

        Assert.Equal((Errno.ENETUNREACH, TcpSocketState.Fresh, false), (errno, _socket.State, _transport.IsOpening));
    }

    [Fact]
    public void Fresh_listens_at_a_free_port()
    {
        Errno errno = Call(new SocketCall.Listen(1));

        Assert.Equal((Errno.None, TcpSocketState.Listening), (errno, _socket.State));
        Assert.Equal(new IpEndpoint(Ipv4Address.Any, 0), _transport.Bound);
    }

    [Fact]
    public void Connecting_again_is_EALREADY()
    {
        _socket.Handle(ConnectToBob, new Caller(), SimTime.Zero);

        Assert.Equal(Errno.EALREADY, Call(ConnectToBob));
    }

    [Fact]
    public void Connecting_that_is_refused_may_be_tried_again()
    {
        _socket.Handle(ConnectToBob, _app, SimTime.Zero);

        _socket.OnConnectFailed(Errno.ECONNREFUSED);

        Assert.Equal((Errno.ECONNREFUSED, TcpSocketState.Fresh, false), (_app.LastErrno, _socket.State, _transport.IsOpening));
    }

    [Fact]
    public void Connecting_gives_up_after_its_timeout()
    {
        _socket.Handle(new SocketCall.Connect(Bob, Second), _app, SimTime.Zero);

        _socket.TimerExpired(_transport.Wakes.Single());

        Assert.Equal((Errno.ETIMEDOUT, TcpSocketState.Fresh, false), (_app.LastErrno, _socket.State, _transport.IsOpening));
    }

    [Fact]
    public void Listening_hands_out_connections_in_the_order_in_which_they_came()
    {
        Call(new SocketCall.Listen(2));
        (FakeConnection first, FakeConnection second) = (new FakeConnection(), new FakeConnection());
        _socket.OnConnection(first);
        _socket.OnConnection(second);

        _socket.Handle(new SocketCall.Accept(null), _app, SimTime.Zero);

        Assert.Equal((true, false), (first.IsAccepted, second.IsAccepted));
        Assert.Equal([second], _socket.Backlog);
    }

    [Fact]
    public void Listening_gives_a_connection_to_who_waits()
    {
        Call(new SocketCall.Listen(1));
        _socket.Handle(new SocketCall.Accept(null), _app, SimTime.Zero);
        var connection = new FakeConnection();

        _socket.OnConnection(connection);

        Assert.True(connection.IsAccepted);
        Assert.Empty(_socket.Callers);
    }

    [Fact]
    public void Listening_keeps_a_connection_that_comes_after_the_timeout_of_an_accept()
    {
        Call(new SocketCall.Listen(1));
        _socket.Handle(new SocketCall.Accept(Second), _app, SimTime.Zero);
        _socket.TimerExpired(SimTime.Zero + Second);

        _socket.OnConnection(new FakeConnection());

        Assert.Equal(Errno.ETIMEDOUT, _app.LastErrno);
        Assert.Single(_socket.Backlog);
    }

    [Fact]
    public void Listening_neither_connects_nor_binds()
    {
        Call(new SocketCall.Listen(1));

        Assert.Equal([Errno.EISCONN, Errno.EINVAL], [Call(ConnectToBob), Call(new SocketCall.Bind(new(Ipv4Address.Any, 80)))]);
    }

    [Fact]
    public void Connected_sends_are_answered_when_all_is_taken()
    {
        Connect(room: 3);
        _socket.Handle(new SocketCall.Send(new byte[5]), _app, SimTime.Zero);
        Assert.Empty(_app.Replies);

        MakeRoom(2);

        Assert.Equal(new SocketReply.Sent(5), _app.Last);
    }

    [Fact]
    public void Connected_sends_keep_their_order()
    {
        Connect(room: 0);
        var second = new Caller();
        _socket.Handle(new SocketCall.Send(new byte[5]), _app, SimTime.Zero);
        _socket.Handle(new SocketCall.Send(new byte[1]), second, SimTime.Zero);

        MakeRoom(5);

        Assert.Equal(new SocketReply.Sent(5), _app.Last);
        Assert.Empty(second.Replies);
    }

    [Fact]
    public void Connected_the_end_of_writing_waits_for_what_is_to_be_sent()
    {
        Connect(room: 0);
        _socket.Handle(new SocketCall.Send(new byte[1]), new Caller(), SimTime.Zero);
        Call(new SocketCall.Shutdown(Read: false, Write: true));
        Assert.False(_transport.IsFinished);

        MakeRoom(1);

        Assert.True(_transport.IsFinished);
        Assert.Equal(Errno.EPIPE, Call(new SocketCall.Send([1])));
    }

    [Fact]
    public void Connected_reads_what_is_there_and_then_the_end()
    {
        Connect();
        _transport.Bytes = "hi"u8.ToArray();
        _transport.IsAtEnd = true;

        string[] texts = [Read(1), Read(9), Read(9)];

        Assert.Equal(["h", "i", ""], texts);
    }

    [Fact]
    public void Connected_a_read_waits_for_bytes()
    {
        Connect();
        _socket.Handle(new SocketCall.Receive(9, null), _app, SimTime.Zero);
        Assert.Empty(_app.Replies);

        _transport.Bytes = "hi"u8.ToArray();
        _socket.OnReadable();

        Assert.Equal("hi", _app.LastText);
    }

    [Fact]
    public void Connected_a_read_ends_after_its_timeout()
    {
        Connect();
        _socket.Handle(new SocketCall.Receive(9, Second), _app, SimTime.Zero);

        _socket.TimerExpired(SimTime.Zero + Second);

        Assert.Equal(Errno.ETIMEDOUT, _app.LastErrno);
    }

    [Fact]
    public void Connected_the_end_of_reading_leaves_what_has_come_and_what_comes()
    {
        Connect();
        _transport.Bytes = "unread"u8.ToArray();

        Call(new SocketCall.Shutdown(Read: true, Write: false));
        string[] read = [Read(9), Read(9)];
        _transport.Bytes = "later"u8.ToArray();

        Assert.Equal(["unread", "", "later"], [.. read, Read(9)]);
    }

    [Fact]
    public void Listening_ends_with_reading_and_an_accept_that_waits_is_EINVAL()
    {
        Call(new SocketCall.Listen(1));
        _socket.Handle(new SocketCall.Accept(null), _app, SimTime.Zero);
        var other = new Caller();

        _socket.Handle(new SocketCall.Shutdown(Read: true, Write: false), other, SimTime.Zero);

        Assert.Equal((Errno.None, Errno.EINVAL, TcpSocketState.Fresh), (other.LastErrno, _app.LastErrno, _socket.State));
    }

    [Fact]
    public void Connected_after_the_peers_end_a_reset_is_told_to_a_send_and_to_no_read()
    {
        Connect();
        _transport.IsAtEnd = true;

        _socket.OnBroken(Errno.EPIPE);

        Assert.Equal(("", Errno.EPIPE), (Read(9), Call(new SocketCall.Send([1]))));
    }

    [Fact]
    public void Connected_a_flow_is_told_all_counts_after_one_receive()
    {
        TcpSocket flow = New(countsBytes: true);
        flow.OnConnected(Bob, _transport);
        flow.Handle(new SocketCall.Receive(2, null), _app, SimTime.Zero);

        _transport.Bytes = new byte[3];
        flow.OnReadable();
        _transport.IsAtEnd = true;
        flow.OnReadable();

        Assert.Equal([2, 1, 0], _app.Counts);
    }

    [Fact]
    public void Broken_is_told_once_after_what_had_come()
    {
        Connect();
        _transport.Bytes = "last"u8.ToArray();
        _socket.OnBroken(Errno.ECONNRESET);

        string text = Read(9);
        Errno first = Call(new SocketCall.Receive(9, null));
        string then = Read(9);

        Assert.Equal(("last", Errno.ECONNRESET, ""), (text, first, then));
        Assert.Equal(Errno.EPIPE, Call(new SocketCall.Send([1])));
    }

    [Fact]
    public void Broken_ends_the_sends_that_wait_the_first_with_its_reason()
    {
        Connect(room: 0);
        var second = new Caller();
        _socket.Handle(new SocketCall.Send([1]), _app, SimTime.Zero);
        _socket.Handle(new SocketCall.Send([1]), second, SimTime.Zero);

        _socket.OnBroken(Errno.ETIMEDOUT);

        Assert.Equal((Errno.ETIMEDOUT, Errno.EPIPE), (_app.LastErrno, second.LastErrno));
    }

    [Fact]
    public void Closed_takes_no_calls_and_tells_the_transport_what_it_was()
    {
        Connect();

        Errno close = Call(new SocketCall.Close());

        Assert.Equal((Errno.None, TcpSocketState.Connected), (close, _transport.ClosedAs));
        Assert.Equal(Errno.EBADF, Call(new SocketCall.Send([1])));
    }

    [Fact]
    public void A_time_to_live_outside_1_to_255_is_EINVAL_and_groups_are_not_for_streams()
    {
        Errno[] errnos =
        [
            Call(new SocketCall.SetOption(SocketOption.Ttl, 256, default)), Call(new SocketCall.SetOption(SocketOption.Ttl, 255, default)),
            Call(new SocketCall.SetOption(SocketOption.JoinGroup, 0, Ipv4Address.FromOctets(239, 0, 0, 1))),
        ];

        Assert.Equal([Errno.EINVAL, Errno.None, Errno.EPROTO], errnos);
    }

    [Fact]
    public void The_transport_is_told_of_a_code_point_only_where_it_is_from_0_to_63()
    {
        Errno[] errnos =
        [
            Call(new SocketCall.SetOption(SocketOption.Dscp, 64, default)), Call(new SocketCall.SetOption(SocketOption.Dscp, 63, default)),
        ];

        Assert.Equal([Errno.EINVAL, Errno.None], errnos);
        Assert.Equal(1, _transport.CodePointChanges);
    }

    private TcpSocket New(bool countsBytes)
    {
        Node alice = new NetworkBuilder().Hosts("alice", "bob").Link("alice", "bob").Build().Nodes[0];
        return new TcpSocket(alice, new SocketOptions(), _transport, countsBytes);
    }

    private void Connect(int room = 9)
    {
        _transport.Room = room;
        _socket.OnConnected(Bob, _transport);
    }

    private void MakeRoom(int bytes)
    {
        _transport.Room = bytes;
        _socket.OnWritable();
    }

    private Errno Call(SocketCall call)
    {
        var caller = new Caller();
        _socket.Handle(call, caller, SimTime.Zero);
        return caller.Last is SocketReply.Done done ? done.Errno : Errno.None;
    }

    private string Read(int size)
    {
        var caller = new Caller();
        _socket.Handle(new SocketCall.Receive(size, null), caller, SimTime.Zero);
        return caller.LastText;
    }

    private sealed class FakeConnection : IEstablishedConnection
    {
        internal bool IsAccepted { get; private set; }

        public void HandTo(ICaller acceptor) => IsAccepted = true;
    }

    private sealed class FakeTransport : ITcpTransport, ITcpStream
    {
        internal byte[] Bytes { get; set; } = [];

        internal int Room { get; set; }

        internal Errno RouteFails { get; set; }

        internal IpEndpoint? Bound { get; private set; }

        internal bool IsOpening { get; private set; }

        internal bool IsFinished { get; private set; }

        internal TcpSocketState? ClosedAs { get; private set; }

        internal List<SimTime> Wakes { get; } = [];

        public Ipv4Address Localhost => Ipv4Address.Localhost;

        public Ipv4Address Local => Bound?.Address ?? Ipv4Address.Any;

        public bool IsOwn(Ipv4Address address) => address == Ipv4Address.FromOctets(10, 0, 0, 1) || address.IsLoopback;

        public bool IsShared(Ipv4Address address) => false;

        public bool IsBroadcast(Ipv4Address address) => false;

        public bool IsOver => false;

        public bool IsAtEnd { get; set; }

        public long Available => Bytes.Length;

        public Errno Bind(IpEndpoint wanted, out IpEndpoint local)
        {
            Bound = local = wanted;
            return Errno.None;
        }

        public Errno Listen(int? backlog) => Errno.None;

        public void StopListening()
        {
        }

        public Errno FindRoute(IpEndpoint peer) => RouteFails;

        public void Open() => IsOpening = true;

        public void Abandon() => IsOpening = false;

        public int CodePointChanges { get; private set; }

        public void SetDscp() => CodePointChanges++;

        public void SetNoDelay()
        {
        }

        public int Send(byte[] data, int offset)
        {
            int taken = Math.Min(Room, data.Length - offset);
            Room -= taken;
            return taken;
        }

        public void Finish() => IsFinished = true;

        public byte[] Read(int size)
        {
            byte[] read = Bytes[..Math.Min(size, Bytes.Length)];
            Bytes = Bytes[read.Length..];
            return read;
        }

        public void ShutdownReceive()
        {
        }

        public void Close(TcpSocketState before) => ClosedAs = before;

        public void WakeAt(SimTime when) => Wakes.Add(when);
    }
}
