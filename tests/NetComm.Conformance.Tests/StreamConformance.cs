using NetComm.Network;
using NetComm.Runtime.Sockets;

namespace NetComm.Conformance.Tests;

/// <summary>What a TCP socket does, in every arm alike: what the socket API of Linux does.</summary>
public abstract class StreamConformance : SocketTests
{
    private protected StreamConformance(Func<ISocketArm> arm)
        : base(arm)
    {
    }

    [SkippableFact]
    public void Both_ends_of_a_connection_know_each_other_and_talk()
    {
        (IActorRef client, IActorRef server, IpEndpoint peer) = Connection();

        Do(client, Send("Hello, Server!"));
        string question = Text(server);
        Do(server, Send("Hello, Client!"));

        Assert.Equal(Arm.AddressOf("alice"), peer.Address);
        Assert.Equal("Hello, Server!", question);
        Assert.Equal("Hello, Client!", Text(client));
    }

    [SkippableFact]
    public void Connecting_where_nobody_listens_is_ECONNREFUSED() =>
        AssertFails(Errno.ECONNREFUSED, Arm.Open("alice", stream: true), new SocketCall.Connect(new(Arm.AddressOf("bob"), 9), null));

    [SkippableFact]
    public void Connecting_to_a_socket_that_is_bound_and_does_not_listen_is_ECONNREFUSED()
    {
        IpEndpoint bound = Bind(Arm.Open("bob", stream: true), Arm.AddressOf("bob"));

        AssertFails(Errno.ECONNREFUSED, Arm.Open("alice", stream: true), new SocketCall.Connect(bound, null));
    }

    [SkippableFact]
    public void A_refused_socket_may_connect_again()
    {
        IActorRef client = Arm.Open("alice", stream: true);
        AssertFails(Errno.ECONNREFUSED, client, new SocketCall.Connect(new(Arm.AddressOf("bob"), 9), null));
        (_, IpEndpoint at) = Listener();

        Do(client, new SocketCall.Connect(at, null));
    }

    [SkippableFact]
    public void A_port_that_another_socket_of_the_host_has_is_EADDRINUSE()
    {
        IpEndpoint taken = Bind(Arm.Open("bob", stream: true));

        AssertFails(Errno.EADDRINUSE, Arm.Open("bob", stream: true), new SocketCall.Bind(taken));
    }

    [SkippableFact]
    public void A_port_that_is_listened_on_cannot_be_shared()
    {
        IActorRef listener = Arm.Open("bob", stream: true);
        Do(listener, Set(SocketOption.ReuseAddress, 1));
        IpEndpoint taken = Bind(listener);
        Do(listener, new SocketCall.Listen(1));
        IActorRef other = Arm.Open("bob", stream: true);
        Do(other, Set(SocketOption.ReuseAddress, 1));

        AssertFails(Errno.EADDRINUSE, other, new SocketCall.Bind(taken));
    }

    [SkippableFact]
    public void Of_two_sockets_that_share_a_port_only_one_listens()
    {
        (IActorRef first, IActorRef second) = (Arm.Open("bob", stream: true), Arm.Open("bob", stream: true));
        Do(first, Set(SocketOption.ReuseAddress, 1));
        Do(second, Set(SocketOption.ReuseAddress, 1));
        IpEndpoint at = Bind(first);
        Bind(second, port: at.Port);

        Do(first, new SocketCall.Listen(1));

        AssertFails(Errno.EADDRINUSE, second, new SocketCall.Listen(1));
    }

    [SkippableTheory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void A_port_in_time_wait_is_for_those_who_all_set_reuse_address(bool before, bool now, bool isFree)
    {
        IActorRef listener = Arm.Open("bob", stream: true);
        Do(listener, Set(SocketOption.ReuseAddress, before ? 1 : 0));
        IpEndpoint at = Bind(listener, Arm.AddressOf("bob"));
        Do(listener, new SocketCall.Listen(1));
        IActorRef client = Arm.Open("alice", stream: true);
        Do(client, new SocketCall.Connect(at, null));
        IActorRef server = Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Socket;
        Do(listener, new SocketCall.Close());
        Do(server, new SocketCall.Close());
        Assert.Equal("", Text(client));
        Do(client, new SocketCall.Close());
        Arm.Pass(milliseconds: 100);

        IActorRef again = Arm.Open("bob", stream: true);
        Do(again, Set(SocketOption.ReuseAddress, now ? 1 : 0));
        SocketReply reply = Call(again, new SocketCall.Bind(at));

        Assert.Equal(isFree ? new SocketReply.Bound(at) : new SocketReply.Done(Errno.EADDRINUSE), reply);
    }

    [SkippableFact]
    public void A_socket_may_be_bound_to_a_group_or_broadcast_address_though_nothing_comes_there()
    {
        var group = Ipv4Address.FromOctets(239, 1, 2, 3);

        Assert.Equal(group, Bind(Arm.Open("bob", stream: true), group).Address);
        Assert.Equal(Arm.Broadcast, Bind(Arm.Open("bob", stream: true), Arm.Broadcast).Address);
    }

    [SkippableFact]
    public void A_group_is_EPROTO() => AssertFails(
        Errno.EPROTO, Arm.Open("bob", stream: true),
        new SocketCall.SetOption(SocketOption.JoinGroup, 0, Ipv4Address.FromOctets(239, 1, 2, 3)));

    [SkippableFact]
    public void A_listener_at_localhost_is_for_its_own_host_only()
    {
        IActorRef listener = Arm.Open("bob", stream: true);
        IpEndpoint at = Bind(listener, Arm.Localhost);
        Do(listener, new SocketCall.Listen(1));

        AssertFails(
            Errno.ECONNREFUSED, Arm.Open("alice", stream: true), new SocketCall.Connect(new(Arm.AddressOf("bob"), at.Port), null));
        AssertFails(Errno.ECONNREFUSED, Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));
        Do(Arm.Open("bob", stream: true), new SocketCall.Connect(at, null));

        Assert.Equal(
            Arm.Localhost, Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Peer.Address);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_listener_at_any_address_is_found_at_localhost_and_at_none(bool localhost)
    {
        IActorRef listener = Arm.Open("bob", stream: true);
        int port = Bind(listener).Port;
        Do(listener, new SocketCall.Listen(1));

        Do(Arm.Open("bob", stream: true), new SocketCall.Connect(new(localhost ? Arm.Localhost : Ipv4Address.Any, port), null));

        Assert.Equal(
            Arm.Localhost, Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Peer.Address);
    }

    [SkippableFact]
    public void A_datagram_socket_may_have_the_port_of_a_stream_socket()
    {
        IpEndpoint taken = Bind(Arm.Open("bob", stream: true));

        Assert.Equal(taken.Port, Bind(Arm.Open("bob", stream: false), port: taken.Port).Port);
    }

    [SkippableFact]
    public void An_address_of_another_host_is_EADDRNOTAVAIL() =>
        AssertFails(Errno.EADDRNOTAVAIL, Arm.Open("bob", stream: true), new SocketCall.Bind(new(Arm.AddressOf("alice"), 0)));

    [SkippableFact]
    public void Reads_give_what_is_there_and_leave_the_rest()
    {
        (IActorRef client, IActorRef server, _) = Connection();

        Do(client, Send("Hello, Server!"));

        Assert.Equal("Hello", Text(server, size: 5));
        Assert.Equal(", Server!", Text(server, size: 100));
    }

    [SkippableFact]
    public void The_peers_close_ends_the_stream_after_all_it_sent()
    {
        (IActorRef client, IActorRef server, _) = Connection();

        Do(client, Send("all"));
        Do(client, new SocketCall.Close());

        Assert.Equal("all", Text(server));
        Assert.Equal("", Text(server));
        Assert.Equal("", Text(server));
    }

    [SkippableFact]
    public void A_half_closed_connection_still_carries_the_answer()
    {
        (IActorRef client, IActorRef server, _) = Connection();

        Do(client, Send("question"));
        Do(client, new SocketCall.Shutdown(Read: false, Write: true));
        string question = Text(server);
        string end = Text(server);
        Do(server, Send("answer"));

        Assert.Equal(("question", ""), (question, end));
        Assert.Equal("answer", Text(client));
    }

    [SkippableFact]
    public void Sending_after_the_end_of_writing_is_EPIPE()
    {
        (IActorRef client, _, _) = Connection();
        Do(client, new SocketCall.Shutdown(Read: false, Write: true));

        AssertFails(Errno.EPIPE, client, Send("x"));
    }

    [SkippableFact]
    public void Reading_after_the_end_of_reading_gives_nothing()
    {
        (IActorRef client, _, _) = Connection();
        Do(client, new SocketCall.Shutdown(Read: true, Write: false));

        Assert.Equal("", Text(client));
    }

    [SkippableFact]
    public void Sending_to_a_peer_that_is_gone_ends_in_EPIPE()
    {
        (IActorRef client, IActorRef server, _) = Connection();
        Do(server, new SocketCall.Close());
        Assert.Equal("", Text(client));

        // The first is answered by a reset; a later one finds it.
        SocketReply reply = new SocketReply.Sent(0);
        for (int tries = 0; tries < 1000 && reply is SocketReply.Sent; tries++)
        {
            reply = Call(client, Send("x"));
            Arm.Pass(milliseconds: 1);
        }


        Assert.Equal(Errno.EPIPE, Assert.IsType<SocketReply.Done>(reply).Errno);
        AssertFails(Errno.EPIPE, client, Send("x"));
    }

    [SkippableFact]
    public void A_reset_after_the_peers_end_is_told_to_no_read()
    {
        (IActorRef client, IActorRef server, _) = Connection();
        Do(server, new SocketCall.Close());
        Arm.Pass(milliseconds: 50);
        Do(client, Send("nobody reads this"));
        Arm.Pass(milliseconds: 50);

        Assert.Equal("", Text(client));
        AssertFails(Errno.EPIPE, client, Send("x"));
    }

    [SkippableFact]
    public void What_came_before_a_reset_can_be_read()
    {
        (IActorRef client, IActorRef server, _) = Connection();
        Do(client, Send("unread"));
        Arm.Pass(milliseconds: 300);
        Do(server, Send("read it"));
        Arm.Pass(milliseconds: 300);
        Do(server, new SocketCall.Close());
        Arm.Pass(milliseconds: 50);

        Assert.Equal("read it", Text(client));
        AssertFails(Errno.ECONNRESET, client, Receive());
    }

    [SkippableFact]
    public void What_the_peer_sends_after_the_end_of_reading_can_be_read()
    {
        (IActorRef client, IActorRef server, _) = Connection();
        Do(client, new SocketCall.Shutdown(Read: true, Write: false));
        Assert.Equal("", Text(client));

        Do(server, Send("after all"));
        Arm.Pass(milliseconds: 50);

        Assert.Equal("after all", Text(client));
    }

    [SkippableFact]
    public void A_listener_whose_reading_ends_may_listen_again()
    {
        IActorRef before = Arm.Open("bob", stream: true);
        IpEndpoint at = Bind(before, Arm.AddressOf("bob"));
        Do(before, new SocketCall.Close());
        IActorRef listener = Arm.Open("bob", stream: true);

        // A port that was asked for by its number stays the socket's.
        Bind(listener, at.Address, at.Port);
        Do(listener, new SocketCall.Listen(1));
        Do(listener, new SocketCall.Shutdown(Read: false, Write: true));
        Do(Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));

        Do(listener, new SocketCall.Shutdown(Read: true, Write: false));
        AssertFails(Errno.ECONNREFUSED, Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));
        AssertFails(Errno.EINVAL, listener, new SocketCall.Accept(null));
        Do(listener, new SocketCall.Listen(1));

        Do(Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));
    }

    [SkippableFact]
    public void A_connection_that_nobody_has_accepted_is_reset_with_its_listeners_close()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        AssertFails(Errno.ETIMEDOUT, listener, new SocketCall.Accept(SimDuration.FromMilliseconds(1)));
        IActorRef client = Arm.Open("alice", stream: true);
        Do(client, new SocketCall.Connect(at, null));
        Arm.Pass(milliseconds: 50);

        Do(listener, new SocketCall.Close());

        AssertFails(Errno.ECONNRESET, client, Receive());
    }

    // The accepted socket was a child of the one that had connected, and ended with it.
    [SkippableFact]
    public void Issue_15_A_connection_of_a_host_to_itself_outlives_who_opened_it()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        IActorRef client = Arm.Open("bob", stream: true);
        Do(client, new SocketCall.Connect(at, null));
        IActorRef server = Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Socket;
        Do(client, new SocketCall.Close());
        Arm.Pass(milliseconds: 50);
        Do(server, Send("too late"));
        Arm.Pass(milliseconds: 50);

        Assert.Equal("", Text(server));
    }

    [SkippableFact]
    public void A_host_that_crashed_answers_an_old_connection_with_a_reset_once_it_is_back()
    {
        (IActorRef client, _, _) = Connection();
        Arm.Crash("bob");
        Arm.Pass(milliseconds: 50);
        Arm.Restart("bob");
        Arm.Pass(milliseconds: 50);

        Do(client, Send("still there?"));

        AssertFails(Errno.ECONNRESET, client, Receive(milliseconds: 10_000));
    }

    [SkippableFact]
    public void A_peer_that_closes_on_unread_bytes_resets_the_connection()
    {
        (IActorRef client, IActorRef server, _) = Connection();
        Do(client, Send("will not be read"));
        Assert.Equal("w", Text(server, size: 1));

        Do(server, new SocketCall.Close());

        AssertFails(Errno.ECONNRESET, client, Receive());
        Assert.Equal("", Text(client));
        AssertFails(Errno.EPIPE, client, Send("x"));
    }

    [SkippableFact]
    public void A_read_that_timed_out_loses_nothing()
    {
        (IActorRef client, IActorRef server, _) = Connection();

        AssertFails(Errno.ETIMEDOUT, server, Receive(size: 3, milliseconds: 20));
        Do(client, Send("after"));
        string text = Text(server, size: 100);
        if (text.Length < 5) text += Text(server, size: 100);

        Assert.Equal("after", text);
    }

    [SkippableFact]
    public void An_accept_that_timed_out_loses_no_connection()
    {
        (IActorRef listener, IpEndpoint at) = Listener();

        AssertFails(Errno.ETIMEDOUT, listener, new SocketCall.Accept(SimDuration.FromMilliseconds(20)));
        Do(Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));

        Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null)));
    }

    [SkippableFact]
    public void Several_clients_get_a_connection_each()
    {
        (IActorRef listener, IpEndpoint at) = Listener(backlog: 5);
        IActorRef[] clients = [.. Enumerable.Range(0, 3).Select(_ => Arm.Open("alice", stream: true))];

        foreach (IActorRef client in clients) Do(client, new SocketCall.Connect(at, null));
        var ports = new HashSet<int>();
        for (int i = 0; i < 3; i++) ports.Add(Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Peer.Port);

        Assert.Equal(3, ports.Count);
    }

    [SkippableFact]
    public void Beyond_a_full_backlog_connecting_is_ETIMEDOUT_until_someone_accepts()
    {
        (IActorRef listener, IpEndpoint at) = Listener(backlog: 1);

        // As on Linux, one more than the backlog may wait.
        Do(Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));
        Do(Arm.Open("alice", stream: true), new SocketCall.Connect(at, null));
        AssertFails(Errno.ETIMEDOUT, Arm.Open("alice", stream: true), new SocketCall.Connect(at, SimDuration.FromMilliseconds(300)));
        Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null)));

        Do(Arm.Open("alice", stream: true), new SocketCall.Connect(at, SimDuration.FromSeconds(10)));
    }

    [SkippableFact]
    public void A_listeners_close_leaves_its_connections_open()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        IActorRef client = Arm.Open("alice", stream: true);
        Do(client, new SocketCall.Connect(at, null));
        IActorRef server = Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Socket;

        Do(listener, new SocketCall.Close());
        Do(client, Send("still here"));

        Assert.Equal("still here", Text(server));
    }

    [SkippableFact]
    public void A_program_may_connect_to_its_own_host()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        IActorRef client = Arm.Open("bob", stream: true);

        Do(client, new SocketCall.Connect(at, null));

        Assert.Equal(at.Address, Assert.IsType<ConnectionAccepted>(Call(listener, new SocketCall.Accept(null))).Peer.Address);
    }

    [SkippableFact]
    public void A_large_message_arrives_whole_and_unchanged()
    {
        (IActorRef client, IActorRef server, _) = Connection();
        byte[] message = new byte[3_000_000];
        for (int i = 0; i < message.Length; i++) message[i] = (byte)(i * 31 >> 8);

        IPendingReply sending = Arm.Begin(client, new SocketCall.Send(message));
        var received = new List<byte>();
        while (received.Count < message.Length)
            received.AddRange(Assert.IsType<SocketReply.Data>(Call(server, Receive(size: 65_536))).Bytes);

        Assert.Equal(new SocketReply.Sent(message.Length), sending.Wait());
        Assert.True(message.AsSpan().SequenceEqual(received.ToArray()));
    }

    [SkippableFact]
    public void Calls_that_want_a_connection_fail_without_one()
    {
        IActorRef socket = Arm.Open("alice", stream: true);

        AssertFails(Errno.ENOTCONN, socket, Receive());
        AssertFails(Errno.EPIPE, socket, Send("x"));
        AssertFails(Errno.ENOTCONN, socket, new SocketCall.Shutdown(Read: true, Write: true));
        AssertFails(Errno.EINVAL, socket, new SocketCall.Accept(null));
    }

    [SkippableFact]
    public void Connecting_a_connected_or_listening_socket_is_EISCONN()
    {
        (IActorRef client, _, _) = Connection();
        (IActorRef listener, IpEndpoint at) = Listener();

        AssertFails(Errno.EISCONN, client, new SocketCall.Connect(at, null));
        AssertFails(Errno.EISCONN, listener, new SocketCall.Connect(at, null));
    }

    [SkippableFact]
    public void Connecting_to_an_address_of_the_LAN_that_nobody_has_is_EHOSTUNREACH() => AssertFails(
        Errno.EHOSTUNREACH, Arm.Open("alice", stream: true), new SocketCall.Connect(new(new(Arm.Broadcast.Value - 5), 80), null));

    [SkippableFact]
    public void Connecting_where_no_network_leads_is_ENETUNREACH() =>
        AssertFails(Errno.ENETUNREACH, Arm.Open("alice", stream: true),
            new SocketCall.Connect(new(Ipv4Address.FromOctets(192, 0, 2, 1), 80), null));

    private (IActorRef Listener, IpEndpoint At) Listener(int backlog = 1)
    {
        IActorRef listener = Arm.Open("bob", stream: true);
        IpEndpoint at = Bind(listener, Arm.AddressOf("bob"));
        Do(listener, new SocketCall.Listen(backlog));
        return (listener, at);
    }

    private (IActorRef Client, IActorRef Server, IpEndpoint Peer) Connection()
    {
        (IActorRef listener, IpEndpoint at) = Listener();
        IActorRef client = Arm.Open("alice", stream: true);
        IPendingReply accepting = Arm.Begin(listener, new SocketCall.Accept(null));
        Do(client, new SocketCall.Connect(at, null));
        ConnectionAccepted accepted = Assert.IsType<ConnectionAccepted>(accepting.Wait());
        return (client, accepted.Socket, accepted.Peer);
    }
}
