using NetComm.Protocols.Pim;
using static NetComm.Protocols.Tests.MachineDriver;

namespace NetComm.Protocols.Tests.Pim;

/// <summary>
/// A router with the source behind interface 0 and the upstream neighbour 10.0.0.9 there, one neighbour at interface 1, and two on the LAN
/// at interface 2. Its own addresses end in 5, and its metric to the source is 3.
/// </summary>
public sealed class PimRouterTests
{
    private const uint OwnOnLan = 0x0A000205;

    private static readonly Ipv4Address Source = Ipv4Address.FromOctets(10, 9, 0, 1);
    private static readonly Ipv4Address News = Ipv4Address.FromOctets(239, 0, 0, 1);
    private static readonly Ipv4Address Upstream = Ipv4Address.FromOctets(10, 0, 0, 9);
    private static readonly Ipv4Address UpstreamToo = Ipv4Address.FromOctets(10, 0, 0, 8);
    private static readonly Ipv4Address Peer = Ipv4Address.FromOctets(10, 0, 1, 2);
    private static readonly Ipv4Address LanLow = Ipv4Address.FromOctets(10, 0, 2, 1);
    private static readonly Ipv4Address LanHigh = Ipv4Address.FromOctets(10, 0, 2, 9);

    private readonly PimRouter _router;
    private PimRoute? _route = new(0, Upstream, 3);

    public PimRouterTests()
    {
        Ipv4Address[] interfaces =
            [Ipv4Address.FromOctets(10, 0, 0, 5), Ipv4Address.FromOctets(10, 0, 1, 5), Ipv4Address.FromOctets(10, 0, 2, 5)];
        _router = new(interfaces, _ => _route, RandomStream.For(1, "pim:r1"));
    }

    [Fact]
    public void Hellos_come_within_five_seconds_and_then_every_thirty()
    {
        _router.Start(At(0));

        Assert.Empty(_router.Take());
        List<double> times = _router.RunUntil(300).Where(done => done.Effect is PimEffect.Send { Interface: 1 })
            .Select(done => done.Time.TotalSeconds).ToList();
        Assert.InRange(times[0], 0, 5);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(30, pair.Second - pair.First, 6));
        Assert.True(times.Count >= 9);
    }

    [Fact]
    public void A_new_neighbour_hears_a_hello_within_five_seconds()
    {
        _router.Start(At(0));
        _router.RunUntil(10);

        Greet(1, Peer, At(10));

        Assert.Equal(["1: hello to 224.0.0.13"], Words(_router.RunUntil(15)));
        Assert.Equal([Peer], _router.NeighboursOn(1));
    }

    [Fact]
    public void A_neighbour_not_heard_for_105_seconds_or_one_that_says_so_is_gone()
    {
        Greet(1, Peer, At(0));
        Greet(2, LanLow, At(0));

        _router.RunUntil(104.9);
        Assert.Equal([Peer], _router.NeighboursOn(1));
        _router.RunUntil(105);
        Assert.Empty(_router.NeighboursOn(1));

        Greet(1, Peer, At(110));
        _router.Received(1, new PimMessage.Hello(SimDuration.Zero, 1), Peer, At(111));
        Assert.Empty(_router.NeighboursOn(1));
    }

    [Fact]
    public void The_first_packets_go_to_all_interfaces_with_neighbours_but_back()
    {
        Settled();

        Assert.Equal([1, 2], Data(0));
        Assert.Empty(_router.Take());
    }

    [Fact]
    public void Interfaces_with_members_get_packets_without_neighbours_too()
    {
        Greet(0, Upstream, At(0));
        _router.MembershipChanged(2, News, hasMembers: true, At(0));

        Assert.Equal([2], Data(0));
        _router.MembershipChanged(2, News, hasMembers: false, At(20));
        Assert.Empty(Data(0));
    }

    [Fact]
    public void Packets_from_elsewhere_than_the_way_to_the_source_go_nowhere()
    {
        Settled();

        Assert.Empty(Data(1));
        _route = null;
        Assert.Empty(_router.Data(Ipv4Address.FromOctets(10, 9, 0, 2), News, 0, At(20)));
        Assert.Empty(_router.Data(Source, Ipv4Address.FromOctets(224, 0, 0, 5), 0, At(20)));
    }

    [Fact]
    public void A_packet_of_a_known_tree_costs_nothing_but_its_time()
    {
        Settled();
        IReadOnlyList<int> first = Data(0);
        SimTime? timer = _router.NextTimer;

        IReadOnlyList<int> second = _router.Data(Source, News, 0, At(20.5));

        Assert.Same(first, second);
        Assert.Equal(timer, _router.NextTimer);
        Assert.Empty(_router.Take());
    }

    [Fact]
    public void A_tree_that_leads_nowhere_is_pruned_once_in_210_seconds()
    {
        Leaf();

        Assert.Empty(Data(0));
        Assert.Equal(["0: prune of 10.0.0.9 for 210 s to 224.0.0.13"], Words(_router.Take()));
        Data(0, seconds: 21);
        Assert.Empty(_router.Take());
        KeepNeighbours(250, (0, Upstream));
        _router.RunUntil(239);
        _router.Take();
        Data(0, seconds: 240);
        Assert.Equal(["0: prune of 10.0.0.9 for 210 s to 224.0.0.13"], Words(_router.Take()));
    }

    [Fact]
    public void The_router_next_to_the_source_prunes_nobody()
    {
        _route = new(0, null, 1);
        Leaf();

        Assert.Empty(Data(0));
        Assert.Empty(_router.Take());
    }

    [Fact]
    public void A_prune_on_a_link_ends_it_at_once_for_its_hold_time()
    {
        Settled();
        Data(0);

        Prune(1, own: 0x0A000105, Peer, At(20));

        Assert.Equal([2], Data(0));
        KeepNeighbours(240, (1, Peer), (2, LanLow), (2, LanHigh), (0, Upstream));
        _router.RunUntil(229.9);
        Assert.Equal([2], Data(0, seconds: 229.9));
        _router.RunUntil(230);
        Assert.Equal([1, 2], Data(0, seconds: 230));
    }

    [Fact]
    public void A_prune_on_a_LAN_ends_it_after_three_seconds_and_is_said_again()
    {
        Settled();
        Data(0);

        Prune(2, OwnOnLan, LanLow, At(20));

        Assert.Empty(_router.RunUntil(22.9));
        Assert.Equal([1, 2], Data(0, seconds: 22.9));
        Assert.Equal(["2: prune of 10.0.2.5 for 210 s to 224.0.0.13"], Words(_router.RunUntil(23)));
        Assert.Equal([1], Data(0, seconds: 23));
    }

    [Fact]
    public void A_join_against_a_prune_keeps_the_LAN()
    {
        Settled();
        Data(0);
        Prune(2, OwnOnLan, LanLow, At(20));

        Join(2, OwnOnLan, LanHigh, At(21));

        Assert.Empty(_router.RunUntil(24));
        Assert.Equal([1, 2], Data(0, seconds: 24));
    }

    [Fact]
    public void Members_on_a_LAN_get_packets_in_spite_of_a_prune()
    {
        Settled();
        _router.MembershipChanged(2, News, hasMembers: true, At(19));
        Data(0);

        Prune(2, OwnOnLan, LanLow, At(20));
        _router.RunUntil(23);
        Assert.Equal([1, 2], Data(0, seconds: 23));
        _router.MembershipChanged(2, News, hasMembers: false, At(24));
        Assert.Equal([1], Data(0, seconds: 24));
    }

    [Fact]
    public void When_all_have_pruned_the_router_prunes_too()
    {
        Settled();
        Data(0);

        Prune(1, own: 0x0A000105, Peer, At(20));
        Prune(2, OwnOnLan, LanLow, At(20));

        Assert.Equal(
            ["2: prune of 10.0.2.5 for 210 s to 224.0.0.13", "0: prune of 10.0.0.9 for 210 s to 224.0.0.13"],
            Words(_router.RunUntil(23)));
    }

    [Fact]
    public void A_prune_to_another_router_changes_nothing()
    {
        Settled();
        Data(0);

        Prune(1, own: 0x0A0001FF, Peer, At(20));

        Assert.Equal([1, 2], Data(0));
    }

    [Fact]
    public void A_graft_is_confirmed_resumes_the_tree_and_is_passed_on_upstream()
    {
        Settled(lan: false);
        Data(0);
        Prune(1, own: 0x0A000105, Peer, At(20));
        _router.Take();

        _router.Received(1, new PimMessage.Graft(0x0A000105, [PimGroup.Join(Source.Value, News.Value)]), Peer, At(30));

        Assert.Equal(["1: confirmation of a graft to 10.0.1.2", "0: graft to 10.0.0.9"], Words(_router.Take()));
        Assert.Equal([1], Data(0, seconds: 30));
    }

    [Fact]
    public void A_graft_is_said_every_three_seconds_until_it_is_confirmed()
    {
        Leaf();
        Data(0);
        _router.Take();

        _router.MembershipChanged(2, News, hasMembers: true, At(21));
        Assert.Equal(["0: graft to 10.0.0.9"], Words(_router.Take()));
        Assert.Equal(["24 s", "27 s"], _router.RunUntil(28).Select(done => done.Time.ToString()));
        _router.Received(0, new PimMessage.GraftAck(0x0A000005, [PimGroup.Join(Source.Value, News.Value)]), Upstream, At(28));

        Assert.Empty(_router.RunUntil(30));
    }

    [Fact]
    public void A_graft_is_confirmed_by_nobody_else()
    {
        Leaf();
        Data(0);
        Greet(0, UpstreamToo, At(20));
        _router.MembershipChanged(2, News, hasMembers: true, At(21));

        _router.Received(0, new PimMessage.GraftAck(0x0A000005, [PimGroup.Join(Source.Value, News.Value)]), UpstreamToo, At(22));

        Assert.Contains("0: graft to 10.0.0.9", Words(_router.RunUntil(24)));
    }

    [Fact]
    public void Another_routers_prune_of_what_is_wanted_is_answered_by_a_join_within_two_and_a_half_seconds()
    {
        Settled();
        Greet(0, UpstreamToo, At(10));
        _router.RunUntil(20);
        Data(0);

        Prune(0, Upstream.Value, UpstreamToo, At(20));

        (SimTime time, PimEffect? join) = Assert.Single(_router.RunUntil(23));
        Assert.Equal("0: join to 10.0.0.9 to 224.0.0.13", Words(join));
        Assert.InRange(time.TotalSeconds, 20, 22.5);
    }

    [Fact]
    public void Another_routers_join_serves_for_this_one()
    {
        Settled();
        Greet(0, UpstreamToo, At(10));
        _router.RunUntil(20);
        Data(0);
        Prune(0, Upstream.Value, UpstreamToo, At(20));

        Join(0, Upstream.Value, UpstreamToo, At(20));

        Assert.Empty(_router.RunUntil(23));
    }

    [Fact]
    public void Another_routers_prune_of_what_is_not_wanted_is_no_matter()
    {
        Leaf();
        Greet(0, UpstreamToo, At(10));
        _router.RunUntil(20);
        Data(0);
        _router.Take();

        Prune(0, Upstream.Value, UpstreamToo, At(20));

        Assert.Empty(_router.RunUntil(23));
    }

    [Theory]
    [InlineData(4, 9, false)] // farther from the source
    [InlineData(3, 1, false)] // as far, of a lower address
    [InlineData(3, 9, true)] // as far, of a higher address
    [InlineData(2, 1, true)] // nearer
    public void Of_two_routers_that_send_onto_a_LAN_the_nearer_goes_on_and_then_the_higher(uint metric, byte host, bool otherWins)
    {
        Settled();
        Data(0);
        var other = Ipv4Address.FromOctets(10, 0, 2, host);

        Data(2);
        Assert.Equal(["2: assert 120/3 to 224.0.0.13"], Words(_router.Take()));
        _router.Received(2, new PimMessage.Assert(News.Value, Source.Value, 120, metric), other, At(20));

        Assert.Equal(
            otherWins ? [$"2: prune of {other} for 180 s to 224.0.0.13"] : ["2: assert 120/3 to 224.0.0.13"], Words(_router.Take()));
        Assert.Equal(otherWins ? [1] : [1, 2], Data(0));
    }

    [Fact]
    public void An_assert_holds_for_180_seconds()
    {
        Settled();
        Data(0);
        _router.Received(2, new PimMessage.Assert(News.Value, Source.Value, 120, 1), LanLow, At(20));

        KeepNeighbours(240, (0, Upstream), (1, Peer), (2, LanLow), (2, LanHigh));
        _router.RunUntil(199.9);
        Assert.Equal([1], Data(0, seconds: 199.9));
        _router.RunUntil(200);
        Assert.Equal([1, 2], Data(0, seconds: 200));
    }

    /// <summary>RFC 3973 §4.6.4.3: whoever asks does not know of the winner, who will answer.</summary>
    [Fact]
    public void The_loser_of_an_assert_that_is_asked_for_packets_asserts_anew_and_sends_none()
    {
        Settled();
        Data(0);
        _router.Received(2, new PimMessage.Assert(News.Value, Source.Value, 120, 1), LanLow, At(20));
        _router.Take();

        Join(2, OwnOnLan, LanHigh, At(21));

        Assert.Equal(["2: assert 120/3 to 224.0.0.13"], Words(_router.Take()));
        Assert.Equal([1], Data(0, seconds: 22));
    }

    [Fact]
    public void The_winner_that_goes_away_or_gives_up_leaves_the_LAN_to_the_loser()
    {
        Settled();
        Data(0);
        _router.Received(2, new PimMessage.Assert(News.Value, Source.Value, 120, 1), LanLow, At(20));
        Assert.Equal([1], Data(0));

        _router.Received(
            2, new PimMessage.Assert(News.Value, Source.Value, PimMessage.Assert.InfinitePreference, PimMessage.Assert.InfiniteMetric),
            LanLow, At(21));
        Assert.Equal([1, 2], Data(0, seconds: 21));

        _router.Received(2, new PimMessage.Assert(News.Value, Source.Value, 120, 1), LanLow, At(22));
        _router.Received(2, new PimMessage.Hello(SimDuration.Zero, 1), LanLow, At(23));
        Assert.Equal([1, 2], Data(0, seconds: 23));
    }

    [Fact]
    public void The_winner_of_an_assert_upstream_is_asked_from_then_on()
    {
        Settled();
        Greet(0, UpstreamToo, At(10));
        _router.RunUntil(20);
        Data(0);

        _router.Received(0, new PimMessage.Assert(News.Value, Source.Value, 120, 2), UpstreamToo, At(20));

        Assert.Equal(["0: graft to 10.0.0.8"], Words(_router.Take()));
        _router.Received(
            0, new PimMessage.Assert(News.Value, Source.Value, PimMessage.Assert.InfinitePreference, PimMessage.Assert.InfiniteMetric),
            UpstreamToo, At(21));
        Assert.Equal(["0: graft to 10.0.0.9"], Words(_router.Take()));
    }

    [Fact]
    public void A_change_of_route_is_followed_by_a_graft_to_the_new_neighbour_and_packets_come_from_there()
    {
        Settled();
        Data(0);

        _route = new(1, Peer, 4);
        _router.RouteChanged(Source, At(20));

        Assert.Equal(["1: graft to 10.0.1.2"], Words(_router.Take()));
        Assert.Empty(Data(0));
        Assert.Equal([0, 2], Data(1));
    }

    [Fact]
    public void A_route_that_did_not_change_changes_nothing()
    {
        Settled();
        Data(0);

        _router.RoutesChanged(At(20));

        Assert.Empty(_router.Take());
    }

    [Fact]
    public void A_lost_route_ends_the_tree_until_it_is_back()
    {
        Settled();
        Data(0);

        _route = null;
        _router.RoutesChanged(At(20));
        Assert.Empty(Data(0));
        Assert.Empty(_router.Take());

        _route = new(0, Upstream, 3);
        _router.RoutesChanged(At(21));
        Assert.Equal(["0: graft to 10.0.0.9"], Words(_router.Take()));
        Assert.Equal([1, 2], Data(0, seconds: 21));
    }

    [Fact]
    public void Nothing_goes_to_an_interface_that_is_down()
    {
        Settled();
        Data(0);

        _router.InterfaceDown(2, At(20));
        Assert.Equal([1], Data(0));
        Assert.Empty(_router.NeighboursOn(2));
        _router.InterfaceUp(2, At(30));

        Assert.Equal(["2: hello to 224.0.0.13"], Words(_router.RunUntil(35)).Where(words => words.StartsWith('2')));
    }

    [Fact]
    public void A_neighbour_that_starts_anew_gets_packets_again()
    {
        Settled();
        Data(0);
        Prune(1, own: 0x0A000105, Peer, At(20));
        Assert.Equal([2], Data(0));

        _router.Received(1, new PimMessage.Hello(SimDuration.FromSeconds(105), 4711), Peer, At(21));

        Assert.Equal([1, 2], Data(0, seconds: 21));
    }

    [Fact]
    public void A_source_silent_for_210_seconds_is_forgotten()
    {
        Settled();
        Data(0);
        KeepNeighbours(500, (0, Upstream), (1, Peer), (2, LanLow), (2, LanHigh));
        Data(0, seconds: 100);

        _router.RunUntil(309.9);
        Assert.NotNull(_router.TreeOf(Source, News));
        _router.RunUntil(310);
        Assert.Null(_router.TreeOf(Source, News));
    }

    [Fact]
    public void A_tree_pruned_for_lack_of_members_is_known_as_long_as_it_is_pruned()
    {
        Leaf();
        Data(0);
        Greet(0, UpstreamToo, At(100));
        Prune(0, Upstream.Value, UpstreamToo, At(100)); // keeps upstream from sending until 310 s
        KeepNeighbours(500, (0, Upstream), (0, UpstreamToo));
        _router.RunUntil(299);
        _router.Take();

        _router.MembershipChanged(1, News, hasMembers: true, At(300));

        Assert.Equal(["0: graft to 10.0.0.9"], Words(_router.Take()));
    }

    [Fact]
    public void From_a_router_that_is_not_known_only_hellos_are_taken()
    {
        Settled(lan: false);
        Data(0);

        Prune(1, own: 0x0A000105, Ipv4Address.FromOctets(10, 0, 1, 77), At(20));

        Assert.Equal([1], Data(0));
    }

    [Fact]
    public void A_hello_that_is_still_owed_goes_before_any_other_message()
    {
        Greet(0, Upstream, At(0));

        Data(0, seconds: 0);

        Assert.Equal(["0: hello to 224.0.0.13", "0: prune of 10.0.0.9 for 210 s to 224.0.0.13"], Words(_router.Take()));
    }

    private static IEnumerable<string> Words(IEnumerable<(SimTime Time, PimEffect Effect)> effects) =>
        Words(effects.Select(done => done.Effect));

    private static IEnumerable<string> Words(IEnumerable<PimEffect> effects) => effects.Select(Words);

    private static string Words(PimEffect effect)
    {
        PimEffect.Send send = Assert.IsType<PimEffect.Send>(effect);
        string what = send.Message switch
        {
            PimMessage.Hello => "hello",
            PimMessage.JoinPrune { Groups: [{ Pruned: [_] }] } prune =>
                $"prune of {new Ipv4Address(prune.UpstreamNeighbour)} for {prune.HoldTime}",
            PimMessage.JoinPrune join => $"join to {new Ipv4Address(join.UpstreamNeighbour)}",
            PimMessage.Graft => "graft",
            PimMessage.GraftAck => "confirmation of a graft",
            PimMessage.Assert assert => $"assert {assert.MetricPreference}/{assert.Metric}",
            _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect without words."),
        };
        return $"{send.Interface}: {what} to {send.Destination}";
    }

    private IReadOnlyList<int> Data(int arrival, double seconds = 20) => _router.Data(Source, News, arrival, At(seconds));

    private void Greet(int number, Ipv4Address from, SimTime now) =>
        _router.Received(number, new PimMessage.Hello(SimDuration.FromSeconds(105), 1), from, now);

    private void Prune(int number, uint own, Ipv4Address from, SimTime now) =>
        _router.Received(
            number, new PimMessage.JoinPrune(own, SimDuration.FromSeconds(210), [PimGroup.Prune(Source.Value, News.Value)]), from, now);

    private void Join(int number, uint own, Ipv4Address from, SimTime now) =>
        _router.Received(
            number, new PimMessage.JoinPrune(own, SimDuration.FromSeconds(210), [PimGroup.Join(Source.Value, News.Value)]), from, now);

    /// <summary>All neighbours known, and all hellos said, at 12 s; the next ones are far off.</summary>
    private void Settled(bool lan = true)
    {
        Greet(0, Upstream, At(12));
        Greet(1, Peer, At(12));
        if (lan)
        {
            Greet(2, LanLow, At(12));
            Greet(2, LanHigh, At(12));
        }

        _router.RunUntil(19);
        _router.Take();
    }

    /// <summary>Only the upstream neighbour is known.</summary>
    private void Leaf()
    {
        Greet(0, Upstream, At(12));
        _router.RunUntil(19);
        _router.Take();
    }

    /// <summary>Hellos of these until then; none of what the router says meanwhile is kept.</summary>
    private void KeepNeighbours(int until, params (int Number, Ipv4Address From)[] neighbours)
    {
        foreach ((int number, Ipv4Address from) in neighbours)
            _router.Received(number, new PimMessage.Hello(SimDuration.FromSeconds(until), 1), from, At(20));
        _router.Take();
    }
}
