using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>From FIN-WAIT-1 to CLOSED (RFC 9293 §3.6).</summary>
public sealed class ClosingTests
{
    [Fact]
    public void The_end_that_closes_first_waits_two_segment_lifetimes()
    {
        TcpScript tcp = TcpScript.Established().Shuts().Sends("F. 1:1(0) ack 1").Is(TcpState.FinWait1);

        tcp.At(200).Gets(". 1:1(0) ack 2").SendsNothing().Is(TcpState.FinWait2);
        tcp.At(300).Gets("F. 1:1(0) ack 2").Sends(". 2:2(0) ack 2").Is(TcpState.TimeWait);

        tcp.At(240_299).Is(TcpState.TimeWait).At(240_300).Failed(Errno.None).SendsNothing();
    }

    [Fact]
    public void The_end_that_closes_second_is_done_when_its_fin_is_acknowledged()
    {
        TcpScript tcp = TcpScript.Accepted();

        tcp.At(200).Gets("F. 1:1(0) ack 1").Sends(". 1:1(0) ack 2").Is(TcpState.CloseWait);
        Assert.True(tcp.Tcp.IsAtEnd);
        tcp.At(300).Shuts().Sends("F. 1:1(0) ack 2").Is(TcpState.LastAck);
        tcp.At(400).Gets(". 2:2(0) ack 2").SendsNothing().Failed(Errno.None);
        Assert.Null(tcp.Tcp.NextTimer);
    }

    [Fact]
    public void Two_ends_that_close_at_once_both_wait()
    {
        TcpScript tcp = TcpScript.Established().Shuts().Sends("F. 1:1(0) ack 1");

        tcp.At(150).Gets("F. 1:1(0) ack 1").Sends(". 2:2(0) ack 2").Is(TcpState.Closing);
        tcp.At(200).Gets(". 2:2(0) ack 2").SendsNothing().Is(TcpState.TimeWait);
    }

    [Fact]
    public void A_fin_that_acknowledges_ours_leads_straight_to_time_wait()
    {
        TcpScript tcp = TcpScript.Established().Shuts().Sends("F. 1:1(0) ack 1");

        tcp.At(200).Gets("F. 1:1(0) ack 2").Sends(". 2:2(0) ack 2").Is(TcpState.TimeWait);
    }

    [Fact]
    public void A_fin_follows_all_that_was_written()
    {
        TcpScript tcp = TcpScript.Established().Writes(1500).Sends(". 1:1001(1000) ack 1", "P. 1001:1501(500) ack 1");

        tcp.Shuts().Sends("F. 1501:1501(0) ack 1");
    }

    [Fact]
    public void A_fin_rides_on_the_last_bytes()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { InitialWindow = 1 }).Writes(1500).Sends(". 1:1001(1000) ack 1").Shuts()
            .SendsNothing();

        tcp.At(200).Gets(". 1:1(0) ack 1001").Sends("FP. 1001:1501(500) ack 1").Is(TcpState.FinWait1);
    }

    [Fact]
    public void A_lost_fin_is_sent_again()
    {
        TcpScript tcp = TcpScript.Established().Shuts().Sends("F. 1:1(0) ack 1");

        tcp.At(1100).Sends("F. 1:1(0) ack 1").At(3100).Sends("F. 1:1(0) ack 1");
    }

    [Fact]
    public void Half_a_close_leaves_the_other_direction_open()
    {
        TcpScript tcp = TcpScript.Established().Shuts().Sends("F. 1:1(0) ack 1").At(200).Gets(". 1:1(0) ack 2").Is(TcpState.FinWait2);

        tcp.At(300).Gets("P. 1:501(500) ack 2").Sends(". 2:2(0) ack 501").Reads(500);
        tcp.At(400).Gets("FP. 501:601(100) ack 2").Sends(". 2:2(0) ack 602").Reads(100).Is(TcpState.TimeWait);

        Assert.True(tcp.Tcp.IsAtEnd);
    }

    [Fact]
    public void Close_wait_still_sends()
    {
        TcpScript tcp = TcpScript.Accepted().At(200).Gets("F. 1:1(0) ack 1").Sends(". 1:1(0) ack 2");

        tcp.Writes(700).Sends("P. 1:701(700) ack 2").At(300).Gets(". 2:2(0) ack 701").SendsNothing();
    }

    [Fact]
    public void A_fin_before_its_bytes_waits_for_them()
    {
        TcpScript tcp = TcpScript.Accepted();

        tcp.At(200).Gets("F. 1001:1001(0) ack 1").Sends(". 1:1(0) ack 1").Is(TcpState.Established);
        tcp.At(210).Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1002").Is(TcpState.CloseWait);
    }

    [Fact]
    public void A_fin_that_comes_again_is_acknowledged_and_prolongs_time_wait()
    {
        TcpScript tcp = TcpScript.Established().Shuts().Sends("F. 1:1(0) ack 1").At(200).Gets("F. 1:1(0) ack 2").Sends(". 2:2(0) ack 2");

        tcp.At(1200).Gets("F. 1:1(0) ack 2").Sends(". 2:2(0) ack 2");

        tcp.At(241_199).Is(TcpState.TimeWait).At(241_200).Is(TcpState.Closed);
    }

    [Fact]
    public void Time_wait_gives_way_to_a_syn_of_higher_number_or_later_timestamp()
    {
        TcpScript plain = TcpScript.Established().Shuts().At(200).Gets("F. 1:1(0) ack 2").Is(TcpState.TimeWait);
        TcpScript stamped =
            TcpScript.Established(TcpScript.Plain with { Timestamps = true }, "S. 0:0(0) ack 1 win 65535 <mss 1000,TS 50:1>")
            .Shuts().At(200).Gets("F. 1:1(0) ack 2 win 1000 <TS 60:101>").Is(TcpState.TimeWait);

        Assert.True(plain.Tcp.MayBeReplacedBy(Header("S 3:3(0)")));
        Assert.False(plain.Tcp.MayBeReplacedBy(Header("S 1:1(0)")));
        Assert.False(plain.Tcp.MayBeReplacedBy(Header("S. 3:3(0) ack 1")));
        Assert.True(stamped.Tcp.MayBeReplacedBy(Header("S 1:1(0) win 1 <TS 61:0>")));
        Assert.False(stamped.Tcp.MayBeReplacedBy(Header("S 9:9(0) win 1 <TS 59:0>")));
    }

    [Fact]
    public void Closing_with_bytes_unread_resets_the_peer()
    {
        TcpScript tcp = TcpScript.Accepted().At(200).Gets("P. 1:11(10) ack 1").Sends(". 1:1(0) ack 11");

        tcp.Closes().Sends("R. 1:1(0) ack 11").Failed(Errno.ECONNABORTED);
    }

    [Fact]
    public void Bytes_that_arrive_when_nobody_is_left_to_read_them_reset_the_peer()
    {
        TcpScript tcp = TcpScript.Accepted().Closes().Sends("F. 1:1(0) ack 1").At(200).Gets(". 1:1(0) ack 2").Is(TcpState.FinWait2);

        tcp.At(300).Gets("P. 1:11(10) ack 2").Sends("R 2:2(0)").Is(TcpState.Closed);
    }

    [Fact]
    public void A_closed_connection_does_not_wait_for_ever_for_the_peers_fin()
    {
        TcpScript tcp = TcpScript.Accepted().Closes().Sends("F. 1:1(0) ack 1").At(200).Gets(". 1:1(0) ack 2").Is(TcpState.FinWait2);

        tcp.At(60_199).Is(TcpState.FinWait2).At(60_200).Is(TcpState.Closed).SendsNothing();
    }

    [Fact]
    public void Half_closed_it_waits_as_long_as_the_peer_likes()
    {
        TcpScript tcp = TcpScript.Accepted().Shuts().Sends("F. 1:1(0) ack 1").At(200).Gets(". 1:1(0) ack 2").Is(TcpState.FinWait2);

        Assert.Null(tcp.Tcp.NextTimer);
    }

    [Fact]
    public void An_abort_resets_the_peer_at_once()
    {
        TcpScript tcp = TcpScript.Established().Writes(500).Sends("P. 1:501(500) ack 1");

        tcp.Aborts().Sends("R. 501:501(0) ack 1").Failed(Errno.ECONNABORTED);
        Assert.Null(tcp.Tcp.NextTimer);
        Assert.Equal(0, tcp.Tcp.SendBufferRoom);
    }

    [Fact]
    public void An_abort_in_time_wait_just_ends_it()
    {
        TcpScript.Established().Shuts().At(200).Gets("F. 1:1(0) ack 2").Sends("F. 1:1(0) ack 1", ". 2:2(0) ack 2").Aborts().SendsNothing()
            .Failed(Errno.None);
    }

    [Fact]
    public void What_comes_after_reading_was_shut_down_can_still_be_read()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(2000) });
        tcp.Tcp.ShutdownReceive();

        tcp.At(200).Gets(". 1:1001(1000) ack 1");

        Assert.Equal(1000, tcp.Tcp.Available);
    }

    [Fact]
    public void What_comes_after_both_directions_were_shut_down_is_answered_by_a_reset()
    {
        TcpScript tcp = TcpScript.Established();
        tcp.Tcp.ShutdownReceive();

        tcp.Shuts().At(200).Gets(". 1:1(0) ack 2", ". 1:1001(1000) ack 2").Sends("F. 1:1(0) ack 1", "R 2:2(0)").Failed(Errno.ECONNRESET);
    }

    private static TcpHeader Header(string segment) => SegmentText.Read(segment).Header;
}
