using NetComm.Protocols.Igmp;
using static NetComm.Protocols.Tests.Igmp.IgmpScript;
using static NetComm.Protocols.Tests.MachineDriver;

namespace NetComm.Protocols.Tests.Igmp;

public sealed class IgmpRouterTests
{
    private const string Asks = "general query (10 s) to 224.0.0.1";

    private static readonly Ipv4Address Lower = Ipv4Address.FromOctets(10, 0, 0, 1);
    private static readonly Ipv4Address Own = Ipv4Address.FromOctets(10, 0, 0, 2);
    private static readonly Ipv4Address Higher = Ipv4Address.FromOctets(10, 0, 0, 3);

    private readonly IgmpRouter _router = new(Own);

    [Fact]
    public void General_queries_come_twice_at_the_start_and_then_every_125_seconds()
    {
        _router.Start(At(0));

        Assert.Equal([Asks], _router.Take().Words());
        Assert.Equal([$"31.25 s: {Asks}", $"156.25 s: {Asks}", $"281.25 s: {Asks}"], _router.RunUntil(300).Words());
    }

    [Fact]
    public void The_router_of_the_lowest_address_asks()
    {
        Started();

        _router.Received(GeneralQuery, Higher, At(1));
        Assert.True(_router.IsQuerier);
        _router.Received(GeneralQuery, Lower, At(2));
        Assert.False(_router.IsQuerier);

        Assert.Empty(_router.RunUntil(256.9));
    }

    [Fact]
    public void A_querier_not_heard_for_255_seconds_is_replaced()
    {
        Started();
        _router.Received(GeneralQuery, Lower, At(2));

        Assert.Equal([$"257 s: {Asks}", $"382 s: {Asks}"], _router.RunUntil(400).Words());
        Assert.True(_router.IsQuerier);
    }

    [Fact]
    public void A_switch_that_asks_is_no_querier()
    {
        Started();

        _router.Received(GeneralQuery, Ipv4Address.Any, At(1));

        Assert.True(_router.IsQuerier);
    }

    [Theory]
    [InlineData(IgmpRecordType.ChangeToExcludeMode, true)]
    [InlineData(IgmpRecordType.ModeIsExclude, true)]
    [InlineData(IgmpRecordType.ModeIsInclude, false)]
    [InlineData(IgmpRecordType.ChangeToIncludeMode, false)]
    [InlineData(IgmpRecordType.AllowNewSources, false)]
    [InlineData(IgmpRecordType.BlockOldSources, false)]
    [InlineData((IgmpRecordType)77, false)]
    public void Only_excluding_sources_is_membership(object type, bool expected)
    {
        _router.Received(new IgmpMessage.ReportV3([new((IgmpRecordType)type, News.Value, [])]), Alice, At(0));

        Assert.Equal(expected, _router.HasMembers(News));
    }

    [Fact]
    public void A_first_member_is_told_once_and_lasts_260_seconds_after_the_last_report()
    {
        _router.Received(Join(News), Alice, At(0));
        Assert.Equal(["239.0.0.1 has members"], _router.Take().Words());

        _router.Received(IsMember(News), Bob, At(100));
        Assert.Empty(_router.Take());

        Assert.Equal(["360 s: 239.0.0.1 has no members"], _router.RunUntil(1000).Words());
        Assert.False(_router.HasMembers(News));
    }

    [Fact]
    public void A_leave_is_followed_by_two_queries_a_second_apart_and_the_end_after_two_seconds()
    {
        StartedWithMembers();

        _router.Received(Leave(News), Alice, At(10));

        Assert.Equal(["query 239.0.0.1 (1 s) to 239.0.0.1"], _router.Take().Words());
        Assert.Equal(["11 s: query 239.0.0.1 (1 s) to 239.0.0.1", "12 s: 239.0.0.1 has no members"], _router.RunUntil(30).Words());
    }

    [Fact]
    public void A_leave_said_again_changes_nothing()
    {
        StartedWithMembers();
        _router.Received(Leave(News), Alice, At(10));
        _router.Take();

        _router.Received(Leave(News), Alice, At(10.5));

        Assert.Empty(_router.Take());
        Assert.Equal(["11 s: query 239.0.0.1 (1 s) to 239.0.0.1", "12 s: 239.0.0.1 has no members"], _router.RunUntil(30).Words());
    }

    [Fact]
    public void Another_member_that_answers_keeps_the_membership()
    {
        StartedWithMembers();
        _router.Received(Leave(News), Alice, At(10));
        _router.Take();

        _router.Received(IsMember(News), Bob, At(10.5));

        Assert.Empty(_router.Take());
        Assert.Equal(["11 s: query 239.0.0.1 (1 s, suppress) to 239.0.0.1"], _router.RunUntil(30).Words());
        Assert.True(_router.HasMembers(News));
    }

    [Fact]
    public void A_leave_of_what_has_no_members_is_passed_over()
    {
        Started();

        _router.Received(Leave(News), Alice, At(10));

        Assert.Empty(_router.Take());
    }

    [Fact]
    public void Members_of_version_2_join_and_leave_the_same_way()
    {
        Started();

        _router.Received(new IgmpMessage.ReportV2(News.Value), Alice, At(10));
        _router.Received(new IgmpMessage.LeaveV2(News.Value), Alice, At(20));

        Assert.Equal(["239.0.0.1 has members", "query 239.0.0.1 (1 s) to 239.0.0.1"], _router.Take().Words());
        Assert.Equal(["21 s: query 239.0.0.1 (1 s) to 239.0.0.1", "22 s: 239.0.0.1 has no members"], _router.RunUntil(30).Words());
    }

    [Fact]
    public void A_router_that_does_not_ask_leaves_the_question_to_the_querier_and_ends_with_it()
    {
        StartedWithMembers();
        _router.Received(GeneralQuery, Lower, At(5));

        _router.Received(Leave(News), Alice, At(10));
        Assert.Empty(_router.Take());
        _router.Received(Query(News), Lower, At(10));

        Assert.Equal(["12 s: 239.0.0.1 has no members"], _router.RunUntil(30).Words());
    }

    [Fact]
    public void A_query_with_the_suppress_flag_lowers_no_timer()
    {
        StartedWithMembers();

        _router.Received(Query(News, suppress: true), Lower, At(10));

        Assert.Empty(_router.RunUntil(200));
    }

    [Fact]
    public void Members_from_the_beginning_are_told_in_the_order_of_groups_and_last_260_seconds()
    {
        _router.PreJoined([Music, News], At(0));

        Assert.Equal(["239.0.0.1 has members", "239.0.0.2 has members"], _router.Take().Words());
        Assert.Equal(["260 s: 239.0.0.1 has no members", "260 s: 239.0.0.2 has no members"], _router.RunUntil(1000).Words());
    }

    [Fact]
    public void Groups_that_stay_on_their_network_and_addresses_that_are_no_groups_are_passed_over()
    {
        _router.Received(Join(Ipv4Address.FromOctets(224, 0, 0, 251), Alice), Alice, At(0));

        Assert.Empty(_router.Take());
    }

    private void Started()
    {
        _router.Start(At(0));
        _router.Take();
    }

    private void StartedWithMembers()
    {
        _router.Received(Join(News), Alice, At(0));
        Started();
    }
}
