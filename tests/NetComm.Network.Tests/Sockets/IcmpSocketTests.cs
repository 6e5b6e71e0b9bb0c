namespace NetComm.Network.Tests.Sockets;

public sealed class IcmpSocketTests : IIcmpTransport
{
    private static readonly Ipv4Address Bob = Ipv4Address.FromOctets(10, 0, 0, 2);

    private readonly Caller _app = new();
    private readonly List<SocketCall.SendEcho> _sent = [];
    private readonly IcmpSocket _socket;
    private Errno _sendFails;

    public IcmpSocketTests() => _socket = new IcmpSocket(_app, this);

    int IIcmpTransport.Identifier => 7;

    bool IIcmpTransport.IsBroadcast(Ipv4Address address) => address == Ipv4Address.LimitedBroadcast;

    Errno IIcmpTransport.Send(SocketCall.SendEcho echo)
    {
        _sent.Add(echo);
        return _sendFails;
    }

    [Fact]
    public void An_echo_is_sent_and_its_reply_told()
    {
        var reply = new SocketReply.EchoAnswered(1, Bob, 56, 63);

        _socket.Handle(new SocketCall.SendEcho(Bob, 1, 56, 64), _app);
        _socket.OnAnswered(reply);

        Assert.Equal([new SocketReply.Sent(56), reply], _app.Replies);
    }

    [Fact]
    public void An_error_about_an_echo_is_told()
    {
        var refusal = new SocketReply.EchoRefused(1, Bob, Errno.EHOSTUNREACH);

        _socket.OnRefused(refusal);

        Assert.Equal(refusal, _app.Last);
    }

    [Fact]
    public void A_flow_hears_of_no_replies_and_errors_by_calls()
    {
        _socket.Handle(new SocketCall.CarryPackets(Ttl: 9), new Caller());

        _socket.OnAnswered(new SocketReply.EchoAnswered(1, Bob, 56, 63));
        _socket.OnRefused(new SocketReply.EchoRefused(2, Bob, Errno.EHOSTUNREACH));

        Assert.Empty(_app.Replies);
        Assert.Equal(9, _socket.Ttl);
    }

    [Fact]
    public void An_echo_to_everybody_is_EACCES_and_not_sent()
    {
        _socket.Handle(new SocketCall.SendEcho(Ipv4Address.LimitedBroadcast, 1, 56, 64), _app);

        Assert.Equal(Errno.EACCES, _app.LastErrno);
        Assert.Empty(_sent);
    }

    [Fact]
    public void An_echo_to_nobody_is_what_the_transport_says()
    {
        _sendFails = Errno.ENETUNREACH;

        _socket.Handle(new SocketCall.SendEcho(Bob, 1, 56, 64), _app);

        Assert.Equal(Errno.ENETUNREACH, _app.LastErrno);
    }

    [Fact]
    public void Its_port_is_its_identifier()
    {
        _socket.Handle(new SocketCall.Bind(new(Ipv4Address.Any, 0)), _app);

        Assert.Equal(new SocketReply.Bound(new(Ipv4Address.Any, 7)), _app.Last);
    }

    [Fact]
    public void It_knows_no_streams()
    {
        _socket.Handle(new SocketCall.Listen(1), _app);

        Assert.Equal(Errno.EOPNOTSUPP, _app.LastErrno);
    }
}
