using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>LISTEN's part, SYN-SENT and SYN-RECEIVED (RFC 9293 §3.5).</summary>
public sealed class OpeningTests
{
    [Fact]
    public void A_syn_offers_all_options_and_its_answer_is_acknowledged_with_those_both_have()
    {
        var tcp = new TcpScript(new TcpOptions(), with => with with { Mtu = 1500 });

        tcp.Opens().Sends("S 0:0(0) win 65535 <mss 1460,sackOK,TS 1:0,wscale 5>").Is(TcpState.SynSent);
        tcp.At(20).Gets("S. 0:0(0) ack 1 win 1000 <mss 1460,sackOK,TS 700:1,wscale 7>");

        tcp.Sends(". 1:1(0) ack 1 win 32768 <TS 21:700>").Is(TcpState.Established);
        Assert.Equal(1448, tcp.Tcp.SegmentSize);
        Assert.Equal(SimDuration.FromMilliseconds(20), tcp.Tcp.SmoothedRoundTrip);
    }

    [Fact]
    public void What_the_peer_does_not_offer_is_not_used()
    {
        var tcp = new TcpScript(new TcpOptions(), with => with with { Mtu = 1500 });

        tcp.Opens().Sends("S 0:0(0)").At(20).Gets("S. 0:0(0) ack 1 win 1000");

        tcp.Sends(". 1:1(0) ack 1 win 65535 <>");
        Assert.Equal(536, tcp.Tcp.SegmentSize);
    }

    [Fact]
    public void A_listener_answers_only_with_what_was_offered()
    {
        var tcp = new TcpScript(new TcpOptions());

        tcp.Accepts("S 0:0(0) win 5000 <mss 500,sackOK>").Sends("S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK>").Is(TcpState.SynReceived);
        tcp.At(10).Gets(". 1:1(0) ack 1 win 5000").SendsNothing().Is(TcpState.Established);

        Assert.Equal(500, tcp.Tcp.SegmentSize);
    }

    [Fact]
    public void A_syn_is_sent_again_after_1_3_7_15_31_and_63_s_and_the_attempt_fails_after_127()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        foreach (int second in new[] { 1, 3, 7, 15, 31, 63 })
        {
            tcp.At(second * 1000 - 1).SendsNothing().At(second * 1000).Sends("S 0:0(0)");
        }

        tcp.At(126_999).SendsNothing().Is(TcpState.SynSent).At(127_000).SendsNothing().Failed(Errno.ETIMEDOUT);
        Assert.Null(tcp.Tcp.NextTimer);
    }

    [Fact]
    public void Syn_retries_are_an_option()
    {
        TcpScript tcp = new TcpScript(TcpScript.Plain with { SynRetries = 1 }).Opens().Sends("S 0:0(0)");

        tcp.At(1000).Sends("S 0:0(0)").At(3000).SendsNothing().Failed(Errno.ETIMEDOUT);
    }

    [Fact]
    public void An_answer_to_a_syn_is_sent_again_until_it_is_acknowledged()
    {
        TcpScript tcp = new TcpScript().Accepts("S 0:0(0) win 1000 <mss 1000>").Sends("S. 0:0(0) ack 1");

        tcp.At(1000).Sends("S. 0:0(0) ack 1").At(3000).Sends("S. 0:0(0) ack 1");
        tcp.At(3100).Gets(". 1:1(0) ack 1").SendsNothing().Is(TcpState.Established);
    }

    [Fact]
    public void A_syn_that_comes_again_is_answered_again()
    {
        TcpScript tcp = new TcpScript().Accepts("S 0:0(0) win 1000 <mss 1000>").Sends("S. 0:0(0) ack 1");

        tcp.At(500).Gets("S 0:0(0) win 1000 <mss 1000>").Sends("S. 0:0(0) ack 1").Is(TcpState.SynReceived);
    }

    [Fact]
    public void A_lost_acknowledgement_of_the_handshake_is_made_up_for_by_the_first_data()
    {
        TcpScript tcp = new TcpScript().Accepts("S 0:0(0) win 1000 <mss 1000>").Sends("S. 0:0(0) ack 1");

        tcp.At(200).Gets("P. 1:101(100) ack 1 win 1000").Sends(". 1:1(0) ack 101").Is(TcpState.Established);

        Assert.Equal(100, tcp.Tcp.Available);
    }

    [Fact]
    public void An_answer_that_comes_again_is_acknowledged_again()
    {
        TcpScript tcp = TcpScript.Established();

        tcp.At(1100).Gets("S. 0:0(0) ack 1 win 65535 <mss 1000>").Sends(". 1:1(0) ack 1").Is(TcpState.Established);
    }

    [Fact]
    public void Two_ends_that_open_at_once_make_one_connection()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.At(50).Gets("S 0:0(0) win 5000 <mss 1000>").Sends("S. 0:0(0) ack 1").Is(TcpState.SynReceived);
        tcp.At(100).Gets("S. 0:0(0) ack 1 win 5000 <mss 1000>").Sends(". 1:1(0) ack 1").Is(TcpState.Established);
    }

    [Fact]
    public void Two_ends_that_open_at_once_are_content_with_a_mere_acknowledgement()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.At(50).Gets("S 0:0(0) win 5000 <mss 1000>").Sends("S. 0:0(0) ack 1").At(100).Gets(". 1:1(0) ack 1 win 5000").SendsNothing()
            .Is(TcpState.Established);
    }

    [Fact]
    public void A_port_nobody_listens_on_refuses()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.At(10).Gets("R. 0:0(0) ack 1").SendsNothing().Failed(Errno.ECONNREFUSED);
    }

    [Fact]
    public void Syn_sent_believes_no_reset_that_does_not_answer_its_syn()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.At(10).Gets("R 0:0(0)", "R. 0:0(0) ack 7").SendsNothing().Is(TcpState.SynSent);
    }

    [Fact]
    public void Syn_sent_resets_an_old_connection_that_answers_with_a_wrong_number()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.At(10).Gets(". 300:300(0) ack 91").Sends("R 91:91(0)").Is(TcpState.SynSent);
    }

    [Fact]
    public void Syn_received_resets_a_wrong_acknowledgement()
    {
        TcpScript tcp = new TcpScript().Accepts("S 0:0(0) win 1000 <mss 1000>").Sends("S. 0:0(0) ack 1");

        tcp.At(10).Gets(". 1:1(0) ack 9").Sends("R 9:9(0)").Is(TcpState.SynReceived);
    }

    [Fact]
    public void A_reset_ends_a_connection_that_a_listener_was_about_to_accept()
    {
        TcpScript tcp = new TcpScript().Accepts("S 0:0(0) win 1000 <mss 1000>").Sends("S. 0:0(0) ack 1");

        tcp.At(10).Gets("R 1:1(0)").SendsNothing().Failed(Errno.ECONNRESET);
    }

    [Fact]
    public void A_network_that_says_unreachable_ends_the_attempt()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.At(10).LearnsUnreachable(Errno.EHOSTUNREACH, quoted: 0).SendsNothing().Failed(Errno.EHOSTUNREACH);
    }

    [Fact]
    public void Closing_before_an_answer_gives_up_silently()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)");

        tcp.Closes().SendsNothing().Is(TcpState.Closed);
        Assert.Null(tcp.Tcp.NextTimer);
    }

    [Fact]
    public void After_a_lost_syn_the_timeout_is_3_s()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)").At(1000).Sends("S 0:0(0)");

        tcp.At(1100).Gets("S. 0:0(0) ack 1 win 65535 <mss 1000>").Sends(". 1:1(0) ack 1");

        tcp.HasWindow(10_000);
        Assert.Equal(SimDuration.FromSeconds(3), tcp.Tcp.RetransmissionTimeout);
    }

    [Fact]
    public void After_two_lost_syns_the_first_window_is_one_segment()
    {
        TcpScript tcp = new TcpScript().Opens().At(3000).Sends("S 0:0(0)", "S 0:0(0)", "S 0:0(0)");

        tcp.At(3100).Gets("S. 0:0(0) ack 1 win 65535 <mss 1000>");

        tcp.HasWindow(1000);
    }

    [Fact]
    public void The_echo_of_the_first_of_two_syns_measures_nothing()
    {
        TcpScript tcp = new TcpScript(TcpScript.Plain with { Timestamps = true }).Opens().At(1000).Sends("S 0:0(0)", "S 0:0(0)");

        tcp.At(1100).Gets("S. 0:0(0) ack 1 win 65535 <mss 1000,TS 9:1>");

        Assert.Equal((null, SimDuration.FromSeconds(3)), (tcp.Tcp.SmoothedRoundTrip, tcp.Tcp.RetransmissionTimeout));
    }

    [Theory]
    [InlineData(10, 1460, 14_600)]
    [InlineData(10, 8960, 17_920)] // two segments, where ten would be more than 14,600 B (RFC 6928 §2)
    [InlineData(4, 1000, 4000)]
    public void The_initial_window_is_that_of_RFC_6928(int segments, int size, long window)
    {
        TcpScript tcp = TcpScript.Established(
            TcpScript.Plain with { InitialWindow = segments }, $"S. 0:0(0) ack 1 win 65535 <mss {size}>",
            with => with with { Mtu = size + 40 });

        tcp.HasWindow(window);
    }

    [Fact]
    public void After_a_lost_syn_timestamps_make_up_for_the_measurement()
    {
        TcpScript tcp = new TcpScript(TcpScript.Plain with { Timestamps = true }).Opens().At(1000).Sends("S 0:0(0)", "S 0:0(0)");

        tcp.At(1100).Gets("S. 0:0(0) ack 1 win 65535 <mss 1000,TS 9:1001>");

        Assert.Equal((SimDuration.FromMilliseconds(100), SimDuration.FromSeconds(1)),
            (tcp.Tcp.SmoothedRoundTrip!.Value, tcp.Tcp.RetransmissionTimeout));
    }

    [Fact]
    public void A_peer_that_takes_larger_segments_gets_those_of_our_interface()
    {
        Assert.Equal(1000, TcpScript.Established(answer: "S. 0:0(0) ack 1 win 65535 <mss 8960>").Tcp.SegmentSize);
    }

    [Fact]
    public void Bytes_written_before_the_answer_go_with_it()
    {
        TcpScript tcp = new TcpScript().Opens().Sends("S 0:0(0)").Writes(300).SendsNothing();

        tcp.At(100).Gets("S. 0:0(0) ack 1 win 65535 <mss 1000>").Sends("P. 1:301(300) ack 1");
    }

    [Fact]
    public void Sequence_numbers_wrap()
    {
        var tcp = new TcpScript(TcpScript.Plain, with => with with { InitialSequenceNumber = uint.MaxValue - 499 });
        tcp.Opens().Sends("S 4294966796:4294966796(0)").At(100).Gets("S. 4294967295:4294967295(0) ack 4294966797 win 65535 <mss 1000>");

        tcp.Sends(". 4294966797:4294966797(0) ack 0").Writes(2000).Sends(". 4294966797:501(1000) ack 0", "P. 501:1501(1000) ack 0");
        tcp.At(200).Gets("P. 0:10(10) ack 1501").Sends(". 1501:1501(0) ack 10");

        Assert.Equal(0, tcp.Tcp.BytesInFlight);
    }
}
