using NetComm.Protocols.Igmp;
using static NetComm.Protocols.Tests.Igmp.IgmpScript;
using static NetComm.Protocols.Tests.MachineDriver;

namespace NetComm.Protocols.Tests.Igmp;

public sealed class IgmpHostTests
{
    private const string JoinsNews = "report: ChangeToExcludeMode 239.0.0.1 to 224.0.0.22";
    private const string LeavesNews = "report: ChangeToIncludeMode 239.0.0.1 to 224.0.0.22";

    private static readonly Ipv4Address AllHosts = Ipv4Address.FromOctets(224, 0, 0, 1);

    private readonly IgmpHost _host = new(RandomStream.For(1, "igmp:alice"));

    [Fact]
    public void Joining_is_reported_at_once_and_again_within_a_second()
    {
        _host.Join(News, At(5));

        Assert.Equal([JoinsNews], _host.Take().Words());
        (SimTime time, IgmpEffect? again) = Assert.Single(_host.RunUntil(1000));
        Assert.Equal(JoinsNews, Words(again));
        Assert.InRange(time, At(5), At(6), Comparer<SimTime>.Default);
    }

    [Fact]
    public void Leaving_is_reported_at_once_and_again_within_a_second()
    {
        _host.PreJoined([News]);
        _host.Leave(News, At(5));

        Assert.Equal([LeavesNews], _host.Take().Words());
        (SimTime time, IgmpEffect? again) = Assert.Single(_host.RunUntil(1000));
        Assert.Equal(LeavesNews, Words(again));
        Assert.InRange(time, At(5), At(6), Comparer<SimTime>.Default);
    }

    [Fact]
    public void Joining_twice_and_leaving_what_was_not_joined_say_nothing()
    {
        _host.PreJoined([News]);

        _host.Join(News, At(1));
        _host.Leave(Music, At(1));

        Assert.Empty(_host.Take());
        Assert.Null(_host.NextTimer);
    }

    [Fact]
    public void Leaving_takes_the_place_of_a_join_that_is_still_being_repeated()
    {
        _host.Join(News, At(0));
        _host.Leave(News, At(0));

        Assert.Equal([JoinsNews, LeavesNews], _host.Take().Words());
        Assert.Equal([LeavesNews], _host.RunUntil(1000).Select(done => Words(done.Effect)));
    }

    [Fact]
    public void Members_from_the_beginning_send_nothing()
    {
        _host.PreJoined([News, Music]);

        Assert.Empty(_host.Take());
        Assert.Null(_host.NextTimer);
    }

    [Fact]
    public void The_group_of_all_hosts_is_never_reported()
    {
        _host.Join(AllHosts, At(0));
        _host.Received(GeneralQuery, At(1));
        _host.Received(Query(AllHosts), At(2));
        _host.Leave(AllHosts, At(3));

        Assert.Empty(_host.Take());
        Assert.Null(_host.NextTimer);
    }

    [Fact]
    public void A_general_query_is_answered_once_for_all_groups_within_ten_seconds()
    {
        _host.PreJoined([Music, AllHosts, News]);

        _host.Received(GeneralQuery, At(100));

        Assert.Empty(_host.Take());
        (SimTime time, IgmpEffect? answer) = Assert.Single(_host.RunUntil(1000));
        Assert.Equal("report: ModeIsExclude 239.0.0.1, ModeIsExclude 239.0.0.2 to 224.0.0.22", Words(answer));
        Assert.InRange(time, At(100), At(110), Comparer<SimTime>.Default);
    }

    [Fact]
    public void A_query_for_a_group_is_answered_by_its_members_only_and_within_a_second()
    {
        _host.PreJoined([News]);

        _host.Received(Query(Music), At(100));
        Assert.Null(_host.NextTimer);
        _host.Received(Query(News), At(100));

        (SimTime time, IgmpEffect? answer) = Assert.Single(_host.RunUntil(1000));
        Assert.Equal("report: ModeIsExclude 239.0.0.1 to 224.0.0.22", Words(answer));
        Assert.InRange(time, At(100), At(101), Comparer<SimTime>.Default);
    }

    [Fact]
    public void A_second_query_is_served_by_the_answer_that_is_pending()
    {
        _host.PreJoined([News]);

        _host.Received(Query(News), At(100));
        SimTime? pending = _host.NextTimer;
        _host.Received(GeneralQuery, pending!.Value - new SimDuration(1));
        _host.Received(Query(News), pending.Value - new SimDuration(1));

        List<(SimTime Time, IgmpEffect Effect)> answers = _host.RunUntil(1000);
        Assert.Equal(pending, answers[0].Time);
        Assert.Equal(2, answers.Count); // the general query has a timer of its own
    }

    [Fact]
    public void A_pending_general_answer_that_comes_sooner_serves_for_the_group()
    {
        _host.PreJoined([News]);
        _host.Received(GeneralQuery, At(100));
        SimTime pending = _host.NextTimer!.Value;

        _host.Received(new IgmpMessage.QueryV3(News.Value, SimDuration.FromSeconds(1000), 2, SimDuration.FromSeconds(125), []), pending);

        Assert.Equal(pending, Assert.Single(_host.RunUntil(2000)).Time);
    }

    [Fact]
    public void A_group_left_meanwhile_is_not_in_the_answer()
    {
        _host.PreJoined([News]);
        _host.Received(GeneralQuery, At(100));
        _host.Received(Query(News), At(100));

        _host.Leave(News, At(100));

        Assert.Equal([LeavesNews], _host.Take().Words());
        Assert.All(_host.RunUntil(1000), done => Assert.Equal(LeavesNews, Words(done.Effect)));
    }

    [Fact]
    public void Two_hundred_groups_take_two_reports()
    {
        _host.PreJoined(Enumerable.Range(0, 200).Select(i => new Ipv4Address(News.Value + (uint)i)));

        _host.Received(GeneralQuery, At(0));

        IEnumerable<IgmpMessage> reports = _host.RunUntil(10).Select(done => Assert.IsType<IgmpEffect.Send>(done.Effect).Message);
        Assert.Equal([183, 17], reports.Select(report => Assert.IsType<IgmpMessage.ReportV3>(report).Records.Count));
    }

    [Fact]
    public void A_query_of_version_2_makes_the_host_speak_it_for_260_seconds()
    {
        _host.PreJoined([News]);

        _host.Received(GeneralQueryV2, At(0));

        Assert.True(_host.SpeaksVersion2);
        Assert.Equal("report of version 2 to 239.0.0.1", Words(Assert.Single(_host.RunUntil(259)).Effect));
        Assert.Empty(_host.RunUntil(260));
        Assert.False(_host.SpeaksVersion2);
    }

    [Fact]
    public void In_version_2_a_join_is_a_report_to_the_group_twice_and_a_leave_goes_to_all_routers_once()
    {
        _host.Received(GeneralQueryV2, At(0));

        _host.Join(News, At(20));
        Assert.Equal(["report of version 2 to 239.0.0.1"], _host.Take().Words());
        (SimTime time, IgmpEffect? again) = Assert.Single(_host.RunUntil(100));
        Assert.Equal("report of version 2 to 239.0.0.1", Words(again));
        Assert.InRange(time, At(20), At(30), Comparer<SimTime>.Default);

        _host.Leave(News, At(100));
        Assert.Equal(["leave 239.0.0.1 to 224.0.0.2"], _host.Take().Words());
        Assert.Empty(_host.RunUntil(1000));
    }

    [Fact]
    public void In_version_2_another_members_report_serves_for_this_one()
    {
        _host.PreJoined([News, Music]);
        _host.Received(GeneralQueryV2, At(0));

        _host.Received(new IgmpMessage.ReportV2(News.Value), At(0));

        Assert.Equal(["report of version 2 to 239.0.0.2"], _host.RunUntil(100).Select(done => Words(done.Effect)));
    }

    [Fact]
    public void In_version_3_reports_of_others_change_nothing()
    {
        _host.PreJoined([News]);
        _host.Received(GeneralQuery, At(0));

        _host.Received(new IgmpMessage.ReportV2(News.Value), At(0));
        _host.Received(IsMember(News), At(0));

        Assert.Single(_host.RunUntil(100));
    }

    [Fact]
    public void A_change_of_version_cancels_what_is_pending()
    {
        _host.Join(News, At(0));
        _host.Take();

        _host.Received(new IgmpMessage.QueryV2(0, SimDuration.FromMilliseconds(100)), At(0));

        Assert.Equal(["report of version 2 to 239.0.0.1"], _host.RunUntil(259).Select(done => Words(done.Effect)));
    }
}
