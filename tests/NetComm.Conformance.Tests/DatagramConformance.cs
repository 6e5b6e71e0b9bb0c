using NetComm.Network;

namespace NetComm.Conformance.Tests;

/// <summary>What a UDP socket does, in every arm alike: what the socket API of Linux does.</summary>
public abstract class DatagramConformance : SocketTests
{
    private static readonly Ipv4Address Group = Ipv4Address.FromOctets(239, 1, 2, 3);

    private protected DatagramConformance(Func<ISocketArm> arm)
        : base(arm)
    {
    }

    [SkippableFact]
    public void A_datagram_arrives_with_its_senders_address_and_the_answer_finds_it()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        IpEndpoint at = Bind(server);

        Do(client, SendTo(new(Arm.AddressOf("bob"), at.Port), "Hello, Server!"));
        SocketReply.Data question = Assert.IsType<SocketReply.Data>(Call(server, Receive()));
        Do(server, SendTo(question.From, "Hello, Client!"));
        SocketReply.Data answer = Assert.IsType<SocketReply.Data>(Call(client, Receive()));

        Assert.Equal("Hello, Server!", TextOf(question));
        Assert.Equal(Arm.AddressOf("alice"), question.From.Address);
        Assert.Equal("Hello, Client!", TextOf(answer));
        Assert.Equal(new IpEndpoint(Arm.AddressOf("bob"), at.Port), answer.From);
    }

    [SkippableFact]
    public void A_reader_that_came_first_gets_what_comes()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        IpEndpoint at = Bind(server);

        IPendingReply reading = Arm.Begin(server, Receive());
        Do(client, SendTo(new(Arm.AddressOf("bob"), at.Port), "late"));

        Assert.Equal("late", TextOf(reading.Wait()));
    }

    [SkippableFact]
    public void A_socket_bound_to_one_address_is_known_by_it()
    {
        IActorRef server = Arm.Open("bob", stream: false);

        IpEndpoint at = Bind(server, Arm.AddressOf("bob"));

        Assert.Equal(Arm.AddressOf("bob"), at.Address);
        Assert.InRange(at.Port, 1, 65535);
    }

    [SkippableFact]
    public void A_port_that_another_socket_of_the_host_has_is_EADDRINUSE()
    {
        IpEndpoint taken = Bind(Arm.Open("bob", stream: false));

        AssertFails(Errno.EADDRINUSE, Arm.Open("bob", stream: false), new SocketCall.Bind(taken));
    }

    [SkippableFact]
    public void Another_host_may_have_the_same_port()
    {
        IpEndpoint taken = Bind(Arm.Open("bob", stream: false));

        IpEndpoint own = Bind(Arm.Open("alice", stream: false), port: taken.Port);

        Assert.Equal(taken.Port, own.Port);
    }

    [SkippableFact]
    public void Sockets_that_all_set_reuse_address_share_a_port()
    {
        IActorRef first = Arm.Open("bob", stream: false);
        IActorRef second = Arm.Open("bob", stream: false);
        Do(first, Set(SocketOption.ReuseAddress, 1));
        Do(second, Set(SocketOption.ReuseAddress, 1));

        IpEndpoint at = Bind(first);

        Assert.Equal(at, Bind(second, port: at.Port));
    }

    [SkippableFact]
    public void A_closed_sockets_port_is_free_again()
    {
        IActorRef first = Arm.Open("bob", stream: false);
        IpEndpoint at = Bind(first);

        Do(first, new SocketCall.Close());

        // The system needs a moment to notice; a program that binds again may have to try again.
        SocketReply reply = new SocketReply.Done(Errno.EADDRINUSE);
        for (int tries = 0; tries < 100 && reply is not SocketReply.Bound; tries++)
            reply = Call(Arm.Open("bob", stream: false), new SocketCall.Bind(at));
        Assert.IsType<SocketReply.Bound>(reply);
    }

    [SkippableFact]
    public void An_address_of_another_host_is_EADDRNOTAVAIL() =>
        AssertFails(Errno.EADDRNOTAVAIL, Arm.Open("bob", stream: false), new SocketCall.Bind(new(Arm.AddressOf("alice"), 0)));

    [SkippableFact]
    public void Binding_twice_is_EINVAL()
    {
        IActorRef socket = Arm.Open("bob", stream: false);
        Bind(socket);

        AssertFails(Errno.EINVAL, socket, new SocketCall.Bind(default));
    }

    [SkippableFact]
    public void A_datagram_longer_than_asked_for_is_cut_and_the_rest_is_gone()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        var to = new IpEndpoint(Arm.AddressOf("bob"), Bind(server).Port);

        Do(client, SendTo(to, "Hello, Server!"));
        Do(client, SendTo(to, "next"));

        Assert.Equal("Hello", Text(server, size: 5));
        Assert.Equal("next", Text(server, size: 5));
    }

    [SkippableFact]
    public void An_empty_datagram_is_a_datagram()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);

        Do(client, SendTo(new(Arm.AddressOf("bob"), Bind(server).Port), ""));

        Assert.Equal("", Text(server));
    }

    [SkippableFact]
    public void The_largest_datagram_arrives_and_one_byte_more_is_EMSGSIZE()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        var to = new IpEndpoint(Arm.AddressOf("bob"), Bind(server).Port);
        byte[] largest = [.. Enumerable.Range(0, PayloadSize.LargestUdp).Select(i => (byte)i)];

        AssertFails(Errno.EMSGSIZE, client, new SocketCall.SendTo(to, new byte[PayloadSize.LargestUdp + 1]));
        Do(client, new SocketCall.SendTo(to, largest));

        Assert.Equal(largest, Assert.IsType<SocketReply.Data>(Call(server, Receive(size: 65_536))).Bytes);
    }

    [SkippableFact]
    public void A_timeout_that_passes_is_ETIMEDOUT_and_loses_nothing()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        IpEndpoint at = Bind(server);

        AssertFails(Errno.ETIMEDOUT, server, Receive(milliseconds: 20));
        Do(client, SendTo(new(Arm.AddressOf("bob"), at.Port), "after"));

        Assert.Equal("after", Text(server));
    }

    [SkippableFact]
    public void An_unbound_socket_that_reads_with_a_timeout_is_ETIMEDOUT() =>
        AssertFails(Errno.ETIMEDOUT, Arm.Open("bob", stream: false), Receive(milliseconds: 20));

    [SkippableFact]
    public void A_broadcast_without_the_option_is_EACCES() =>
        AssertFails(Errno.EACCES, Arm.Open("alice", stream: false), SendTo(new(Arm.Broadcast, 9000), "x"));

    [SkippableFact]
    public void A_broadcast_reaches_all_others_of_the_LAN()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef carol = Arm.Open("carol", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob).Port;
        Bind(carol, port: port);
        Do(alice, Set(SocketOption.Broadcast, 1));

        Do(alice, SendTo(new(Arm.Broadcast, port), "to all"));

        Assert.Equal("to all", Text(bob));
        Assert.Equal("to all", Text(carol));
    }

    [SkippableFact]
    public void A_broadcast_passes_by_sockets_bound_to_one_address()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob, Arm.AddressOf("bob")).Port;
        Do(alice, Set(SocketOption.Broadcast, 1));

        Do(alice, SendTo(new(Arm.Broadcast, port), "to all"));

        AssertFails(Errno.ETIMEDOUT, bob, Receive(milliseconds: 100));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_sockets_of_the_sending_host_get_a_copy_of_a_broadcast(bool limited)
    {
        IActorRef alice = Arm.Open("alice", stream: false);
        IActorRef other = Arm.Open("alice", stream: false);
        int port = Bind(alice).Port;
        Do(other, Set(SocketOption.Broadcast, 1));

        Do(alice, Set(SocketOption.Broadcast, 1));
        Do(alice, SendTo(new(limited ? Ipv4Address.LimitedBroadcast : Arm.Broadcast, port), "to all, me too"));
        Do(other, SendTo(new(limited ? Ipv4Address.LimitedBroadcast : Arm.Broadcast, port), "from my host"));

        Assert.Equal(["to all, me too", "from my host"], [Text(alice), Text(alice)]);
    }

    [SkippableFact]
    public void A_datagram_to_localhost_comes_from_there_and_stays_on_its_host()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("bob", stream: false);
        IActorRef stranger = Arm.Open("alice", stream: false);
        int port = Bind(server, Arm.Localhost).Port;

        Do(stranger, SendTo(new(Arm.AddressOf("bob"), port), "from afar"));
        Do(stranger, SendTo(new(Arm.Localhost, port), "to myself"));
        Do(client, SendTo(new(Arm.Localhost, port), "from near"));
        SocketReply.Data came = Assert.IsType<SocketReply.Data>(Call(server, Receive()));

        Assert.Equal(("from near", Arm.Localhost), (TextOf(came), came.From.Address));
    }

    [SkippableFact]
    public void A_socket_that_is_bound_to_localhost_sends_nowhere_else()
    {
        IActorRef socket = Arm.Open("bob", stream: false);
        Bind(socket, Arm.Localhost);

        AssertFails(Errno.EINVAL, socket, SendTo(new(Arm.AddressOf("alice"), 9000), "x"));
    }

    [SkippableFact]
    public void Members_of_a_group_get_what_is_sent_to_it_and_others_do_not()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef carol = Arm.Open("carol", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob).Port;
        Bind(carol, port: port);
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));

        Do(alice, SendTo(new(Group, port), "members only"));

        Assert.Equal("members only", Text(bob));
        AssertFails(Errno.ETIMEDOUT, carol, Receive(milliseconds: 100));
    }

    [SkippableFact]
    public void Who_has_left_a_group_gets_nothing_more()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob).Port;
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
        Do(bob, new SocketCall.SetOption(SocketOption.LeaveGroup, 0, Group));

        Do(alice, SendTo(new(Group, port), "members only"));

        AssertFails(Errno.ETIMEDOUT, bob, Receive(milliseconds: 100));
        AssertFails(Errno.EADDRNOTAVAIL, bob, new SocketCall.SetOption(SocketOption.LeaveGroup, 0, Group));
    }

    [SkippableFact]
    public void Who_sends_to_a_group_that_it_has_joined_hears_itself()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        int port = Bind(bob).Port;
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));

        Do(bob, SendTo(new(Group, port), "echo"));

        Assert.Equal("echo", Text(bob));
    }

    [SkippableFact]
    public void Who_joins_before_it_binds_hears_the_group()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
        int port = Bind(bob).Port;

        Do(alice, SendTo(new(Group, port), "members only"));

        Assert.Equal("members only", Text(bob));
    }

    [SkippableFact]
    public void With_a_multicast_time_to_live_of_0_a_datagram_stays_on_its_host()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob).Port;
        Bind(alice, port: port);
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
        Do(alice, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
        Do(alice, Set(SocketOption.MulticastTtl, 0));

        Do(alice, SendTo(new(Group, port), "to myself"));

        Assert.Equal("to myself", Text(alice));
        AssertFails(Errno.ETIMEDOUT, bob, Receive(milliseconds: 100));
    }

    [SkippableFact]
    public void A_group_passes_by_sockets_bound_to_one_address()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob, Arm.AddressOf("bob")).Port;
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));

        Do(alice, SendTo(new(Group, port), "members only"));

        AssertFails(Errno.ETIMEDOUT, bob, Receive(milliseconds: 100));
    }

    [SkippableFact]
    public void A_socket_bound_to_a_group_hears_that_group_only()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob, Group).Port;
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));

        Do(alice, SendTo(new(Arm.AddressOf("bob"), port), "to bob"));
        Do(alice, SendTo(new(Group, port), "to the group"));

        Assert.Equal("to the group", Text(bob));
    }

    [SkippableFact]
    public void Joining_twice_is_EADDRINUSE()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        Bind(bob);
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));

        AssertFails(Errno.EADDRINUSE, bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
    }

    [SkippableFact]
    public void The_21st_group_of_a_socket_is_ENOBUFS()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        for (byte i = 1; i <= 20; i++)
            Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Ipv4Address.FromOctets(239, 1, 3, i)));

        AssertFails(
            Errno.ENOBUFS, bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Ipv4Address.FromOctets(239, 1, 3, 21)));
    }

    [SkippableFact]
    public void Joining_what_is_no_group_is_EINVAL() =>
        AssertFails(
            Errno.EINVAL, Arm.Open("bob", stream: false), new SocketCall.SetOption(SocketOption.JoinGroup, 0, Arm.AddressOf("alice")));

    [SkippableFact]
    public void A_member_whose_socket_closes_has_left()
    {
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef other = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(other).Port;
        Bind(bob);
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, Group));
        Do(bob, new SocketCall.Close());

        Do(alice, SendTo(new(Group, port), "members only"));

        AssertFails(Errno.ETIMEDOUT, other, Receive(milliseconds: 100));
    }

    [SkippableFact]
    public void Sending_without_a_peer_is_EDESTADDRREQ() => AssertFails(Errno.EDESTADDRREQ, Arm.Open("alice", stream: false), Send("x"));

    [SkippableFact]
    public void Sending_to_port_0_is_EINVAL() =>
        AssertFails(Errno.EINVAL, Arm.Open("alice", stream: false), SendTo(new(Arm.AddressOf("bob"), 0), "x"));

    [SkippableFact]
    public void Sending_where_no_network_leads_is_ENETUNREACH() =>
        AssertFails(Errno.ENETUNREACH, Arm.Open("alice", stream: false), SendTo(new(Ipv4Address.FromOctets(192, 0, 2, 1), 9000), "x"));

    [SkippableFact]
    public void Sending_to_a_port_that_nobody_has_goes_unnoticed()
    {
        IActorRef client = Arm.Open("alice", stream: false);

        Assert.Equal(new SocketReply.Sent(1), Call(client, SendTo(new(Arm.AddressOf("bob"), 9), "x")));

        AssertFails(Errno.ETIMEDOUT, client, Receive(milliseconds: 100));
    }

    [SkippableFact]
    public void A_connected_socket_hears_that_nobody_has_the_port()
    {
        IActorRef client = Arm.Open("alice", stream: false);
        Do(client, new SocketCall.Connect(new(Arm.AddressOf("bob"), 9), null));

        Do(client, Send("anybody?"));

        AssertFails(Errno.ECONNREFUSED, client, Receive(milliseconds: 10_000));
    }

    [SkippableFact]
    public void The_second_send_to_a_port_that_nobody_has_is_ECONNREFUSED()
    {
        IActorRef client = Arm.Open("alice", stream: false);
        Do(client, new SocketCall.Connect(new(Arm.AddressOf("bob"), 9), null));
        Do(client, Send("anybody?"));
        Arm.Pass(milliseconds: 200);

        AssertFails(Errno.ECONNREFUSED, client, Send("anybody?"));
        Assert.Equal(new SocketReply.Sent(1), Call(client, Send("x")));
    }

    [SkippableFact]
    public void A_connected_socket_takes_from_its_peer_only()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        IActorRef stranger = Arm.Open("carol", stream: false);
        var bob = new IpEndpoint(Arm.AddressOf("bob"), Bind(server).Port);
        int port = Bind(client).Port;

        Do(client, new SocketCall.Connect(bob, null));
        Do(client, Send("ping"));
        SocketReply.Data ping = Assert.IsType<SocketReply.Data>(Call(server, Receive()));
        Do(stranger, SendTo(new(ping.From.Address, port), "not for you"));
        Do(server, SendTo(ping.From, "pong"));

        Assert.Equal("pong", Text(client));
    }

    [SkippableFact]
    public void Shutting_down_a_socket_without_a_peer_is_ENOTCONN() =>
        AssertFails(Errno.ENOTCONN, Arm.Open("alice", stream: false), new SocketCall.Shutdown(Read: true, Write: true));

    [SkippableFact]
    public void Shutting_down_a_socket_without_a_peer_ends_writing_all_the_same()
    {
        IActorRef client = Arm.Open("alice", stream: false);
        AssertFails(Errno.ENOTCONN, client, new SocketCall.Shutdown(Read: false, Write: true));

        AssertFails(Errno.EPIPE, client, SendTo(new(Arm.AddressOf("bob"), 9000), "x"));
    }

    [SkippableFact]
    public void Of_sockets_that_share_a_port_the_connected_one_hears_its_peer_and_the_other_all_else()
    {
        (IActorRef any, IActorRef connected) = (Arm.Open("bob", stream: false), Arm.Open("bob", stream: false));
        IActorRef alice = Arm.Open("alice", stream: false);
        IActorRef carol = Arm.Open("carol", stream: false);
        Do(any, Set(SocketOption.ReuseAddress, 1));
        Do(connected, Set(SocketOption.ReuseAddress, 1));
        IpEndpoint at = Bind(connected, Arm.AddressOf("bob"));
        Bind(any, at.Address, at.Port);
        int port = Bind(alice).Port;
        Do(connected, new SocketCall.Connect(new(Arm.AddressOf("alice"), port), null));

        Do(carol, SendTo(at, "from carol"));
        Do(alice, SendTo(at, "from alice"));

        Assert.Equal(("from alice", "from carol"), (Text(connected), Text(any)));
    }

    [SkippableFact]
    public void Sending_after_the_end_of_writing_is_EPIPE()
    {
        IActorRef client = Arm.Open("alice", stream: false);
        Do(client, new SocketCall.Connect(new(Arm.AddressOf("bob"), 9000), null));
        Do(client, new SocketCall.Shutdown(Read: false, Write: true));

        AssertFails(Errno.EPIPE, client, Send("x"));
    }

    [SkippableFact]
    public void Listening_and_accepting_are_EOPNOTSUPP()
    {
        IActorRef socket = Arm.Open("alice", stream: false);

        AssertFails(Errno.EOPNOTSUPP, socket, new SocketCall.Listen(1));
        AssertFails(Errno.EOPNOTSUPP, socket, new SocketCall.Accept(null));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(256)]
    public void A_time_to_live_outside_1_to_255_is_EINVAL(int ttl) =>
        AssertFails(Errno.EINVAL, Arm.Open("alice", stream: false), Set(SocketOption.Ttl, ttl));

    [SkippableFact]
    public void No_delay_is_no_option_of_datagrams() =>
        AssertFails(Errno.ENOPROTOOPT, Arm.Open("alice", stream: false), Set(SocketOption.NoDelay, 1));

    [SkippableFact]
    public void Datagrams_of_one_socket_keep_their_order()
    {
        IActorRef server = Arm.Open("bob", stream: false);
        IActorRef client = Arm.Open("alice", stream: false);
        var to = new IpEndpoint(Arm.AddressOf("bob"), Bind(server).Port);

        for (int i = 0; i < 50; i++) Do(client, SendTo(to, $"{i}"));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), Enumerable.Range(0, 50).Select(_ => Text(server)));
    }
}
