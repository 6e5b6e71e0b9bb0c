using NetComm.Protocols.Igmp;
using static NetComm.Protocols.Tests.Igmp.IgmpScript;
using static NetComm.Protocols.Tests.MachineDriver;

namespace NetComm.Protocols.Tests.Igmp;

/// <summary>A switch with a router at port 0 and hosts at ports 1 to 3.</summary>
public sealed class IgmpSnoopingTests
{
    private static readonly Ipv4Address Router = Ipv4Address.FromOctets(10, 0, 0, 1);

    private readonly IgmpSnooping _switch = new(ports: 4, asksQueries: false);

    [Fact]
    public void Packets_for_a_group_go_to_its_members_and_to_routers()
    {
        RouterAsks();
        _switch.Received(2, Join(News), Alice, At(1));
        _switch.Received(3, Join(Music), Bob, At(1));

        Assert.Equal([0, 2], _switch.PortsFor(News));
        Assert.Equal([0, 3], _switch.PortsFor(Music));
    }

    [Fact]
    public void Packets_for_a_group_without_members_go_to_routers_only()
    {
        Assert.Empty(_switch.PortsFor(News));

        RouterAsks();

        Assert.Equal([0], _switch.PortsFor(News));
    }

    [Fact]
    public void Packets_for_groups_of_the_network_itself_go_everywhere() =>
        Assert.Equal([0, 1, 2, 3], _switch.PortsFor(Ipv4Address.FromOctets(224, 0, 0, 9)));

    [Fact]
    public void Queries_go_everywhere_and_reports_to_routers_only()
    {
        Assert.Equal([1, 2, 3], RouterAsks());

        Assert.Equal([0], _switch.Received(2, Join(News), Alice, At(1)));
        Assert.Equal([0], _switch.Received(2, Leave(News), Alice, At(2)));
        Assert.Equal([0], _switch.Received(2, new IgmpMessage.ReportV2(News.Value), Alice, At(3)));
    }

    [Fact]
    public void A_port_counts_as_a_routers_for_255_seconds_after_a_query()
    {
        RouterAsks();

        _switch.RunUntil(254.9);
        Assert.True(_switch.IsRouterPort(0));
        _switch.RunUntil(255);

        Assert.False(_switch.IsRouterPort(0));
        Assert.Empty(_switch.PortsFor(News));
    }

    [Fact]
    public void Queries_from_no_address_tell_of_no_router()
    {
        _switch.Received(1, GeneralQuery, Ipv4Address.Any, At(0));

        Assert.False(_switch.IsRouterPort(1));
    }

    [Fact]
    public void A_hello_tells_of_a_router_for_as_long_as_it_says()
    {
        _switch.RouterHeard(1, SimDuration.FromSeconds(105), At(0));

        Assert.Equal([1], _switch.PortsFor(News));
        _switch.RunUntil(105);
        Assert.Empty(_switch.PortsFor(News));
    }

    [Fact]
    public void A_hello_does_not_shorten_what_a_query_said()
    {
        RouterAsks();
        _switch.RouterHeard(0, SimDuration.FromSeconds(105), At(0));

        _switch.RunUntil(254);

        Assert.True(_switch.IsRouterPort(0));
    }

    [Fact]
    public void A_port_set_as_a_routers_stays_one_though_nothing_is_heard_from_there()
    {
        Assert.Empty(_switch.PortsFor(News));

        _switch.SetRouterPort(1);
        _switch.RunUntil(1000);

        Assert.Equal([1], _switch.PortsFor(News));
        Assert.Equal([1], _switch.Received(2, Join(News), Alice, At(1000)));
    }

    [Fact]
    public void The_only_member_that_leaves_ends_its_ports_membership_at_once()
    {
        _switch.Received(1, Join(News), Alice, At(0));
        _switch.Received(2, Join(News), Bob, At(0));

        _switch.Received(1, Leave(News), Alice, At(1));

        Assert.Equal([2], _switch.PortsFor(News));
    }

    [Fact]
    public void One_of_two_members_behind_a_port_leaves_the_port_to_the_other()
    {
        _switch.Received(1, Join(News), Alice, At(0));
        _switch.Received(1, Join(News), Bob, At(0));

        _switch.Received(1, Leave(News), Alice, At(1));
        Assert.Equal([1], _switch.PortsFor(News));
        _switch.Received(1, Leave(News), Bob, At(1));
        Assert.Empty(_switch.PortsFor(News));
    }

    [Fact]
    public void Membership_that_is_not_reported_again_ends_after_260_seconds()
    {
        _switch.Received(1, Join(News), Alice, At(0));
        _switch.Received(2, Join(News), Bob, At(0));
        _switch.Received(2, IsMember(News), Bob, At(100));

        _switch.RunUntil(260);
        Assert.Equal([2], _switch.PortsFor(News));
        _switch.RunUntil(360);
        Assert.Empty(_switch.PortsFor(News));
        Assert.Null(_switch.NextTimer);
    }

    [Fact]
    public void Members_from_the_beginning_are_known()
    {
        _switch.PreJoined(3, Alice, [News, Music], At(0));

        Assert.Equal([3], _switch.PortsFor(News));
        Assert.Equal([3], _switch.PortsFor(Music));
    }

    [Fact]
    public void Nobody_is_behind_a_port_that_has_gone_down()
    {
        RouterAsks();
        _switch.Received(1, Join(News), Alice, At(0));

        _switch.PortDown(0);
        _switch.PortDown(1);

        Assert.Empty(_switch.PortsFor(News));
        Assert.Null(_switch.NextTimer);
    }

    [Fact]
    public void A_switch_without_a_router_asks_twice_at_the_start_and_then_every_125_seconds()
    {
        var asking = new IgmpSnooping(ports: 2, asksQueries: true);

        asking.Start(At(0));

        const string asks = "general query (10 s) to 224.0.0.1";
        Assert.Equal([asks], asking.Take().Words());
        Assert.Equal([$"31.25 s: {asks}", $"156.25 s: {asks}"], asking.RunUntil(200).Words());
    }

    [Fact]
    public void A_switch_that_asks_gives_way_to_a_router_of_any_address_for_255_seconds()
    {
        var asking = new IgmpSnooping(ports: 2, asksQueries: true);
        asking.Start(At(0));
        asking.Take();

        asking.Received(1, GeneralQuery, Ipv4Address.FromOctets(223, 255, 255, 254), At(10));

        Assert.Equal(["265 s: general query (10 s) to 224.0.0.1"], asking.RunUntil(300).Words());
    }

    [Fact]
    public void A_switch_that_is_not_to_ask_keeps_silent()
    {
        _switch.Start(At(0));

        Assert.Empty(_switch.Take());
        Assert.Null(_switch.NextTimer);
    }

    private IReadOnlyList<int> RouterAsks() => _switch.Received(0, GeneralQuery, Router, At(0));
}
