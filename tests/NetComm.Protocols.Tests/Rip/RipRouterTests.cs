using NetComm.Protocols.Rip;
using static NetComm.Protocols.Tests.MachineDriver;

namespace NetComm.Protocols.Tests.Rip;

/// <summary>A router with three interfaces: 10.0.0.1/24 and 10.0.1.1/24 at cost 1, and 10.0.2.1/24 at cost 3.</summary>
public sealed class RipRouterTests
{
    private static readonly Ipv4Network Far = Network("10.0.9.0", 24);
    private static readonly Ipv4Network Service = Network("10.9.9.9", 32);
    private static readonly Ipv4Address Left = Address("10.0.0.2");
    private static readonly Ipv4Address LeftToo = Address("10.0.0.3");
    private static readonly Ipv4Address Middle = Address("10.0.1.2");
    private static readonly Ipv4Address Right = Address("10.0.2.2");

    private readonly RipRouter _router = new(
        [new(Address("10.0.0.1"), Network("10.0.0.0", 24)), new(Address("10.0.1.1"), Network("10.0.1.0", 24)),
            new(Address("10.0.2.1"), Network("10.0.2.0", 24), Cost: 3)],
        RandomStream.For(1, "rip:r1"));

    [Fact]
    public void At_the_start_it_asks_for_everything_and_tells_its_networks_poisoned_where_they_are()
    {
        _router.Start(At(0));

        Assert.Equal(
            [
                "0: request everything to 224.0.0.9",
                "1: request everything to 224.0.0.9",
                "2: request everything to 224.0.0.9",
                "10.0.0.0/24 by 0 at 1",
                "10.0.1.0/24 by 1 at 1",
                "10.0.2.0/24 by 2 at 3",
                "0: 10.0.0.0/24 16, 10.0.1.0/24 1, 10.0.2.0/24 3 to 224.0.0.9",
                "1: 10.0.0.0/24 1, 10.0.1.0/24 16, 10.0.2.0/24 3 to 224.0.0.9",
                "2: 10.0.0.0/24 1, 10.0.1.0/24 1, 10.0.2.0/24 16 to 224.0.0.9",
            ],
            Words(_router.Take()));
    }

    [Fact]
    public void A_dearer_interface_makes_its_routes_dearer_and_tells_so()
    {
        Started();
        Receive(0, Left, At(10), (Far, 4));
        _router.RunUntil(20);

        _router.CostChanged(0, 7, At(20));

        Assert.Equal(["10.0.0.0/24 at 7", "10.0.1.0/24 at 1", "10.0.2.0/24 at 3", "10.0.9.0/24 at 11"],
            _router.Routes.Select(route => $"{route.Network} at {route.Metric}"));
        Assert.Contains(_router.Take(), effect => effect is RipEffect.RouteChanged { Route.Metric: 11 });
        _router.CostChanged(0, 12, At(21));
        Assert.Equal(RipEntry.Infinity, _router.Routes.Single(route => route.Network == Far).Metric);
        Assert.Null(_router.Lookup(Address("10.0.9.5")));
    }

    [Fact]
    public void Updates_come_every_25_to_35_seconds()
    {
        Started();

        List<SimTime> times = _router.RunUntil(3600).Where(done => done.Effect is RipEffect.Send { Interface: 0 })
            .Select(done => done.Time).ToList();

        Assert.InRange(times.Count, 3600 / 35, 3600 / 25);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 25, 35));
        Assert.True(times.Zip(times.Skip(1), (first, second) => second - first).Distinct().Count() > 50);
    }

    [Fact]
    public void A_route_costs_what_the_neighbour_says_and_the_interface()
    {
        Started();

        Receive(2, Right, At(10), (Far, 4));

        Assert.Equal(
            [
                "10.0.9.0/24 by 2 to 10.0.2.2 at 7",
                "0: 10.0.9.0/24 7 to 224.0.0.9",
                "1: 10.0.9.0/24 7 to 224.0.0.9",
                "2: 10.0.9.0/24 16 to 224.0.0.9",
            ],
            Words(_router.Take()));
    }

    [Fact]
    public void A_second_triggered_update_waits_one_to_five_seconds()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        _router.Take();

        Receive(0, Left, At(10.1), (Service, 1));
        Receive(0, Left, At(10.2), (Service, 2));

        Assert.Equal(["10.9.9.9/32 by 0 to 10.0.0.2 at 2", "10.9.9.9/32 by 0 to 10.0.0.2 at 3"], Words(_router.Take()));
        List<(SimTime Time, RipEffect Effect)> sent = _router.RunUntil(15);
        Assert.Equal(["0: 10.9.9.9/32 16 to 224.0.0.9", "1: 10.9.9.9/32 3 to 224.0.0.9", "2: 10.9.9.9/32 3 to 224.0.0.9"],
            Words(sent.Select(done => done.Effect)));
        Assert.All(sent, done => Assert.InRange(done.Time, At(11), At(15), Comparer<SimTime>.Default));
    }

    [Fact]
    public void A_shorter_route_is_taken_and_a_longer_one_is_not()
    {
        Started();
        Receive(0, Left, At(10), (Far, 5));

        Receive(1, Middle, At(11), (Far, 6));
        Assert.Equal((0, Left, 6), Way("10.0.9.1"));
        Receive(1, Middle, At(12), (Far, 4));
        Assert.Equal((1, Middle, 5), Way("10.0.9.1"));
    }

    [Fact]
    public void At_equal_metrics_the_lowest_next_hop_is_taken_whichever_came_first()
    {
        Started();

        Receive(0, LeftToo, At(10), (Far, 5), (Service, 5));
        Receive(0, Left, At(11), (Far, 5));
        Receive(1, Middle, At(12), (Far, 5), (Service, 5));

        Assert.Equal((0, Left, 6), Way("10.0.9.1"));
        Assert.Equal((0, LeftToo, 6), Way("10.9.9.9"));
    }

    [Fact]
    public void Who_gave_the_route_is_believed_when_it_gets_longer()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));

        Receive(0, Left, At(11), (Far, 9));

        Assert.Equal((0, Left, 10), Way("10.0.9.1"));
    }

    [Fact]
    public void A_poisoned_route_is_unreachable_at_once_and_forgotten_after_two_minutes()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        _router.RunUntil(20);

        Receive(0, Left, At(20), (Far, 16));

        Assert.Null(_router.Lookup(Address("10.0.9.1")));
        Assert.Contains("1: 10.0.9.0/24 16 to 224.0.0.9", Words(_router.Take()));
        Receive(0, Left, At(100), (Far, 16)); // poison again does not keep it longer
        _router.RunUntil(139.9);
        Assert.Contains(_router.Routes, route => route.Network == Far);
        _router.RunUntil(140);
        Assert.DoesNotContain(_router.Routes, route => route.Network == Far);
    }

    [Fact]
    public void Poison_for_what_is_not_known_is_passed_over()
    {
        Started();

        Receive(0, Left, At(10), (Far, 15), (Service, 16));

        Assert.Empty(_router.Take());
        Assert.DoesNotContain(_router.Routes, route => route.Network == Far || route.Network == Service);
    }

    [Fact]
    public void Another_route_is_taken_while_the_old_one_is_being_forgotten()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        Receive(0, Left, At(11), (Far, 16));

        Receive(1, Middle, At(12), (Far, 9));
        Keep(1, Middle, until: 400, (Far, 9));

        Assert.Equal((1, Middle, 10), Way("10.0.9.1"));
    }

    [Fact]
    public void A_route_not_heard_of_for_three_minutes_is_unreachable()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        Receive(0, Left, At(40), (Far, 1));

        _router.RunUntil(219.9);
        Assert.Equal((0, Left, 2), Way("10.0.9.1"));
        List<(SimTime Time, RipEffect Effect)> last = _router.RunUntil(220);

        Assert.Null(_router.Lookup(Address("10.0.9.1")));
        Assert.Contains("10.0.9.0/24 by 0 to 10.0.0.2 at 16", Words(last.Select(done => done.Effect)));
    }

    [Fact]
    public void A_connected_network_has_no_other_route_while_its_interface_is_up()
    {
        Started();

        Receive(0, Left, At(10), (Network("10.0.2.0", 24), 1));

        Assert.Equal((2, null, 3), Way("10.0.2.9"));
        Assert.Empty(_router.Take());
    }

    [Fact]
    public void An_interface_that_goes_down_poisons_its_routes_at_once()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        _router.RunUntil(20);

        _router.InterfaceDown(0, At(20));

        Assert.Equal(
            [
                "10.0.0.0/24 by 0 at 16",
                "10.0.9.0/24 by 0 to 10.0.0.2 at 16",
                "1: 10.0.0.0/24 16, 10.0.9.0/24 16 to 224.0.0.9",
                "2: 10.0.0.0/24 16, 10.0.9.0/24 16 to 224.0.0.9",
            ],
            Words(_router.Take()));
    }

    [Fact]
    public void A_network_whose_interface_is_down_can_be_reached_by_another_router_until_it_is_up_again()
    {
        Started();
        _router.InterfaceDown(0, At(20));

        Receive(1, Middle, At(21), (Network("10.0.0.0", 24), 2));
        Assert.Equal((1, Middle, 3), Way("10.0.0.2"));
        _router.Take();
        _router.InterfaceUp(0, At(30));

        Assert.Equal((0, null, 1), Way("10.0.0.2"));
        Assert.Equal("0: request everything to 224.0.0.9", Words(_router.Take()).First());
    }

    [Fact]
    public void What_comes_in_over_an_interface_that_is_down_is_not_heard()
    {
        Started();
        _router.InterfaceDown(0, At(20));

        Receive(0, Left, At(21), (Far, 1));

        Assert.Null(_router.Lookup(Address("10.0.9.1")));
    }

    [Fact]
    public void The_nearer_of_two_members_of_an_anycast_service_is_preferred_until_it_is_gone()
    {
        Started();

        Receive(2, Right, At(5), (Service, 1));
        Assert.Equal((2, Right, 4), Way("10.9.9.9"));
        Receive(0, Left, At(10), (Service, 1));
        Assert.Equal((0, Left, 2), Way("10.9.9.9"));
        Receive(0, Left, At(20), (Service, 16));
        Assert.Null(_router.Lookup(Address("10.9.9.9")));
        Receive(2, Right, At(35), (Service, 1));

        Assert.Equal((2, Right, 4), Way("10.9.9.9"));
    }

    [Fact]
    public void The_longest_prefix_wins()
    {
        Started();
        Receive(0, Left, At(10), (default, 1), (Network("10.0.0.0", 8), 1));
        Receive(1, Middle, At(10), (Far, 9));

        Assert.Equal((1, Middle, 10), Way("10.0.9.1"));
        Assert.Equal((0, Left, 2), Way("10.77.0.1"));
        Assert.Equal((0, Left, 2), Way("99.0.0.1"));
    }

    [Fact]
    public void A_request_for_everything_is_answered_to_who_asked()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        _router.Take();

        _router.Received(0, RipMessage.WholeTableRequest, Left, 4711, At(11));

        Assert.Equal(["0: 10.0.0.0/24 16, 10.0.1.0/24 1, 10.0.2.0/24 3, 10.0.9.0/24 16 to 10.0.0.2:4711"], Words(_router.Take()));
    }

    [Fact]
    public void A_request_for_some_networks_is_answered_with_their_metrics_as_they_are()
    {
        Started();
        Receive(0, Left, At(10), (Far, 1));
        _router.Take();

        _router.Received(0, new(RipCommand.Request, [RipEntry.For(Far, 1), RipEntry.For(Service, 1)]), Left, 520, At(11));

        Assert.Equal(["0: 10.0.9.0/24 2, 10.9.9.9/32 16 to 10.0.0.2"], Words(_router.Take()));
    }

    [Fact]
    public void Routes_from_another_port_another_network_or_itself_are_not_heard()
    {
        Started();
        RipMessage message = Response((Far, 1));

        _router.Received(0, message, Left, 521, At(10));
        _router.Received(0, message, Middle, 520, At(10));
        _router.Received(0, message, Address("10.0.0.1"), 520, At(10));

        Assert.Empty(_router.Take());
    }

    [Fact]
    public void Entries_that_make_no_sense_are_passed_over_and_the_others_heard()
    {
        Started();
        var good = RipEntry.For(Far, 1);

        _router.Received(
            0, new(RipCommand.Response,
                [good with { Metric = 0 }, good with { Metric = 17 }, good with { Mask = 0xFF00FF00 }, RipEntry.For(Service, 1)]), Left,
                    520, At(10));

        Assert.Null(_router.Lookup(Address("10.0.9.1")));
        Assert.Equal((0, Left, 2), Way("10.9.9.9"));
    }

    [Fact]
    public void A_next_hop_on_the_same_network_is_taken_and_one_elsewhere_is_not()
    {
        Started();

        _router.Received(
            0, new(RipCommand.Response,
                [RipEntry.For(Far, 1) with { NextHop = LeftToo.Value }, RipEntry.For(Service, 1) with { NextHop = Middle.Value }]), Left,
                    520, At(10));

        Assert.Equal((0, LeftToo, 2), Way("10.0.9.1"));
        Assert.Equal((0, Left, 2), Way("10.9.9.9"));
    }

    [Fact]
    public void Sixty_routes_take_three_messages()
    {
        Started();
        Receive(0, Left, At(10), [.. Enumerable.Range(0, 25).Select(i => (Network($"10.1.{i}.0", 24), 1))]);
        Receive(0, Left, At(10), [.. Enumerable.Range(25, 25).Select(i => (Network($"10.1.{i}.0", 24), 1))]);
        Receive(0, Left, At(10), [.. Enumerable.Range(50, 7).Select(i => (Network($"10.1.{i}.0", 24), 1))]);
        _router.Take();

        _router.Received(1, RipMessage.WholeTableRequest, Middle, 520, At(11));

        Assert.Equal([25, 25, 10], _router.Take().Select(effect => Assert.IsType<RipEffect.Send>(effect).Message.Entries.Count));
    }

    private static Ipv4Address Address(string text) =>
        Ipv4Address.TryParse(text, out Ipv4Address address) ? address : throw new FormatException(text);

    private static Ipv4Network Network(string text, int length) => new(Address(text), length);

    private static RipMessage Response(params (Ipv4Network Network, int Metric)[] routes) =>
        new(RipCommand.Response, [.. routes.Select(route => RipEntry.For(route.Network, route.Metric))]);

    private static IEnumerable<string> Words(IEnumerable<RipEffect> effects) => effects.Select(effect => effect switch
    {
        RipEffect.Send { Message: var message } send when message.AsksForWholeTable =>
            $"{send.Interface}: request everything to {send.Destination}",
        RipEffect.Send send =>
            $"{send.Interface}: {string.Join(", ", send.Message.Entries.Select(Words))} to " +
            $"{send.Destination}{(send.Port == 520 ? "" : $":{send.Port}")}",
        RipEffect.RouteChanged { Route: var route } =>
            $"{route.Network} by {route.Interface}{(route.NextHop is { } hop ? $" to {hop}" : "")} at {route.Metric}",
        _ => throw new ArgumentOutOfRangeException(nameof(effects), effect, "An effect without words."),
    });

    private static string Words(RipEntry entry) =>
        entry.TryGetNetwork(out Ipv4Network network) ? $"{network} {entry.Metric}" : entry.ToString();

    private void Started()
    {
        _router.Start(At(0));
        _router.RunUntil(9);
        _router.Take();
    }

    private void Receive(int number, Ipv4Address from, SimTime now, params (Ipv4Network Network, int Metric)[] routes) =>
        _router.Received(number, Response(routes), from, RipMessage.Port, now);

    private void Keep(int number, Ipv4Address from, int until, params (Ipv4Network Network, int Metric)[] routes)
    {
        for (int seconds = 30; seconds <= until; seconds += 30)
        {
            _router.RunUntil(seconds);
            Receive(number, from, At(seconds), routes);
        }
    }

    private (int Interface, Ipv4Address? NextHop, int Metric)? Way(string address) =>
        _router.Lookup(Address(address)) is { } route ? (route.Interface, route.NextHop, route.Metric) : null;
}
