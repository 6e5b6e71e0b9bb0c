using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>Windows: never more than the peer takes, probes while it takes nothing, and no silly pieces (RFC 9293 §3.8.6).</summary>
public sealed class FlowControlTests
{
    [Fact]
    public void No_more_is_sent_than_the_window_takes()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 2000 <mss 1000>").Writes(5000);

        tcp.Sends(". 1:1001(1000)", ". 1001:2001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 2000").Sends(". 2001:3001(1000)").Gets(". 1:1(0) ack 1001 win 3000")
            .Sends(". 3001:4001(1000)");
    }

    [Fact]
    public void A_window_from_an_older_segment_is_not_taken()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(5000).Sends(". 1:1001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 1000").Sends(". 1001:2001(1000)");

        tcp.At(210).Gets(". 1:1(0) ack 1 win 9000").SendsNothing();
        tcp.At(220).Gets("P. 11:21(10) ack 1001 win 1000", "P. 1:11(10) ack 1001 win 9000")
            .Sends(". 2001:2001(0) ack 1", ". 2001:2001(0) ack 21");
    }

    [Fact]
    public void A_closed_window_is_probed_after_a_timeout_and_then_ever_more_rarely()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(3000).Sends(". 1:1001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 0").SendsNothing();

        tcp.At(1199).SendsNothing().At(1200).Sends(". 1001:1002(1)").Gets(". 1:1(0) ack 1001 win 0").SendsNothing();
        tcp.At(3199).SendsNothing().At(3200).Sends(". 1001:1002(1)").Gets(". 1:1(0) ack 1001 win 0");
        tcp.At(7200).Sends(". 1001:1002(1)").Gets(". 1:1(0) ack 1001 win 0");

        tcp.At(7300).Gets(". 1:1(0) ack 1001 win 2000").Sends(". 1001:2001(1000)", "P. 2001:3001(1000)");
    }

    [Fact]
    public void A_probe_that_is_taken_counts()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(2001).Sends(". 1:1001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 0").At(1200).Sends(". 1001:1002(1)");

        tcp.At(1300).Gets(". 1:1(0) ack 1002 win 1000").Sends("P. 1002:2002(1000)");
    }

    // The byte of a second probe was called sent again, also where the first one's had been taken: the capture showed a new byte.
    [Fact]
    public void A_probe_after_one_that_was_taken_is_of_a_new_byte()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(2001).Sends(". 1:1001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 0").At(1200).Sends(". 1001:1002(1)").Gets(". 1:1(0) ack 1002 win 0").SendsNothing();

        Assert.Contains(tcp.At(3200).TakesSent(), segment => segment is { Header.SequenceNumber: 1002, IsRetransmission: false });
        Assert.Contains(tcp.At(7200).TakesSent(), segment => segment is { Header.SequenceNumber: 1002, IsRetransmission: true });
    }

    [Fact]
    public void Probes_that_are_answered_go_on_for_ever_and_others_do_not()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(3000).At(200)
            .Gets(". 1:1(0) ack 1001 win 0");
        for (int second = 1; second <= 4000; second++) tcp.At(1000 * second).Gets(". 1:1(0) ack 1001 win 0");
        tcp.Is(TcpState.Established);

        tcp.At(4_000_000 + 17 * 60_000).Failed(Errno.ETIMEDOUT);
    }

    [Fact]
    public void A_timeout_longer_than_the_longest_interval_between_probes_is_cut_down_to_it()
    {
        TcpScript tcp =
            TcpScript.Established(TcpScript.Plain with { MinimumRetransmissionTimeout = SimDuration.FromSeconds(1000) },
                "S. 0:0(0) ack 1 win 1000 <mss 1000>");
        tcp.Writes(3000).Sends(". 1:1001(1000)").At(200).Gets(". 1:1(0) ack 1001 win 0");

        tcp.At(1_000_200).Sends(". 1001:1002(1)").At(1_060_199).SendsNothing().At(1_060_200).Sends(". 1001:1002(1)");
    }

    [Fact]
    public void A_peer_that_closed_its_window_over_bytes_in_flight_but_answers_is_not_given_up()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 2000 <mss 1000>", with: with => with with { Retries = 2 })
            .Writes(2000).At(200).Gets(". 1:1(0) ack 1001 win 0");

        for (int second = 1; second <= 1000; second++) tcp.At(1000 * second).Gets(". 1:1(0) ack 1001 win 0");

        tcp.Is(TcpState.Established);
    }

    // A Linux of 6.18 that is short of memory takes room back, and drops whole segments of which a part lies beyond its window.
    [Fact]
    public void What_lies_beyond_a_window_that_shrank_is_not_sent_again()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 3000 <mss 1000>").Writes(3000).SendsSegments(3, from: 1);

        tcp.At(200).Gets(". 1:1(0) ack 1 win 1500").At(1099).SendsNothing().At(1100).Sends(". 1:1001(1000)");
        tcp.At(1200).Gets(". 1:1(0) ack 1001 win 500").Sends(". 1001:1501(500)");
        tcp.At(1300).Gets(". 1:1(0) ack 1501 win 300").Sends(". 1501:1801(300)");
        tcp.At(1400).Gets(". 1:1(0) ack 1801 win 2000").Sends(". 1801:2001(200)", ". 2001:3001(1000)");
    }

    // Linux throws away what begins beyond its window, acknowledgements too, and would send its own bytes again for want of them.
    [Fact]
    public void Acknowledgements_begin_at_the_edge_of_a_window_that_shrank()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 3000 <mss 1000>").Writes(3000).SendsSegments(3, from: 1);

        tcp.At(200).Gets("P. 1:11(10) ack 1 win 1500").Sends(". 1501:1501(0) ack 11");
        tcp.Gets("P. 11:21(10) ack 1 win 0").Sends(". 1:1(0) ack 21").Gets("P. 21:31(10) ack 1 win 3000").Sends(". 3001:3001(0) ack 31");
    }

    [Fact]
    public void A_window_that_is_only_rounded_down_has_not_shrunk()
    {
        TcpScript tcp = TcpScript.Established(
            TcpScript.Plain with { WindowScale = true }, "S. 0:0(0) ack 1 win 3000 <mss 1000,wscale 7>");
        tcp.Writes(3000).SendsSegments(3, from: 1);

        // 23 · 2⁷ = 2944, 56 B less than was sent; 22 · 2⁷ = 2816, 184 B less: more than a unit of 128 B.
        tcp.At(200).Gets("P. 1:11(10) ack 1 win 23").Sends(". 3001:3001(0) ack 11");
        tcp.Gets("P. 11:21(10) ack 1 win 22").Sends(". 2817:2817(0) ack 21");
    }

    [Fact]
    public void The_first_segment_probes_a_window_that_closed_over_it()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 3000 <mss 1000>").Writes(3000).SendsSegments(3, from: 1);

        tcp.At(200).Gets(". 1:1(0) ack 1001 win 0").At(1199).SendsNothing().At(1200).Sends(". 1001:2001(1000)");
        tcp.At(1300).Gets(". 1:1(0) ack 1001 win 0").SendsNothing().At(3200).Sends(". 1001:2001(1000)");
    }

    [Fact]
    public void A_fin_waits_for_a_closed_window_too()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(1000).Shuts().Sends("P. 1:1001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 0").SendsNothing().At(1200).Sends("F. 1001:1001(0)").Gets(". 1:1(0) ack 1001 win 0")
            .SendsNothing();

        tcp.At(1500).Gets(". 1:1(0) ack 1001 win 1").Sends("F. 1001:1001(0)").Is(TcpState.FinWait1);
        tcp.At(1600).Gets(". 1:1(0) ack 1002 win 1").Is(TcpState.FinWait2);
    }

    [Fact]
    public void A_probed_fin_that_is_taken_ends_our_half()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1000 <mss 1000>").Writes(1000).Shuts();
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 0").At(1200);

        tcp.Gets(". 1:1(0) ack 1002 win 0").Is(TcpState.FinWait2);
        Assert.Null(tcp.Tcp.NextTimer);
    }

    [Fact]
    public void The_sender_sends_no_small_piece_for_a_small_window_unless_it_is_half_the_largest()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1800 <mss 1000>").Writes(5000).Sends(". 1:1001(1000)");

        tcp.At(200).Gets(". 1:1(0) ack 1001 win 899").SendsNothing().Gets(". 1:1(0) ack 1001 win 900").Sends(". 1001:1901(900)");
    }

    [Fact]
    public void A_silly_window_is_used_after_200_ms()
    {
        TcpScript tcp = TcpScript.Established(answer: "S. 0:0(0) ack 1 win 1800 <mss 1000>").Writes(5000).Sends(". 1:1001(1000)");

        tcp.At(200).Gets(". 1:1(0) ack 1001 win 300").At(399).SendsNothing().At(400).Sends(". 1001:1301(300)");
    }

    [Fact]
    public void The_receiver_offers_what_is_free()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(5000) });

        tcp.At(200).Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 4000").Gets(". 1001:2001(1000) ack 1")
            .Sends(". 1:1(0) ack 2001 win 3000");
        tcp.Reads(2000).SendsNothing().Gets(". 2001:3001(1000) ack 1").Sends(". 1:1(0) ack 3001 win 4000");
    }

    [Fact]
    public void The_receiver_opens_its_window_by_a_segment_at_least_and_says_so_if_the_sender_waits()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(3000) });
        tcp.At(200).Gets(". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1")
            .Sends(". 1:1(0) ack 1001 win 2000", ". 1:1(0) ack 2001 win 1000", ". 1:1(0) ack 3001 win 0");

        tcp.Reads(999).SendsNothing().Reads(1).Sends(". 1:1(0) ack 3001 win 1000");
    }

    [Fact]
    public void A_few_bytes_read_do_not_move_the_edge()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(5000) });
        tcp.At(200).Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 4000").Reads(300);

        tcp.Gets(". 1001:2001(1000) ack 1").Sends(". 1:1(0) ack 2001 win 3000");
    }

    [Fact]
    public void A_fin_beyond_the_window_is_not_taken()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(1000) });

        tcp.At(200).Gets("FP. 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 0").Is(TcpState.Established);
    }

    [Fact]
    public void A_small_buffer_opens_by_half_of_it()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(1000) });
        tcp.At(200).Gets("P. 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 0");

        tcp.Reads(499).SendsNothing().Reads(1).Sends(". 1:1(0) ack 1001 win 500");
    }

    [Fact]
    public void A_probe_of_our_closed_window_is_answered_and_not_taken()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(1000) });
        tcp.At(200).Gets("P. 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 0");

        tcp.At(1200).Gets(". 1001:1002(1) ack 1").Sends(". 1:1(0) ack 1001 win 0");

        Assert.Equal(1000, tcp.Tcp.Available);
    }

    [Fact]
    public void With_our_window_closed_acknowledgements_still_count()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(1000) }).Writes(500)
            .Sends("P. 1:501(500)");
        tcp.At(150).Gets("P. 1:1001(1000) ack 1").Sends(". 501:501(0) ack 1001 win 0");

        tcp.At(200).Gets(". 1001:1002(1) ack 501").Sends(". 501:501(0) ack 1001 win 0");

        Assert.Equal(0, tcp.Tcp.BytesInFlight);
    }

    [Fact]
    public void Bytes_beyond_the_window_are_cut_off()
    {
        TcpScript tcp = TcpScript.Accepted(TcpScript.Plain with { ReceiveBuffer = DataSize.FromBytes(1500) });

        tcp.At(200).Gets(". 1:1001(1000) ack 1", "P. 1001:2001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 500", ". 1:1(0) ack 1501 win 0");

        Assert.Equal(1500, tcp.Tcp.Available);
    }

    [Fact]
    public void A_scaled_window_counts_in_its_units()
    {
        TcpOptions options = TcpScript.Plain with { WindowScale = true, ReceiveBuffer = DataSize.FromBytes(1 << 20), InitialWindow = 200 };
        var tcp = new TcpScript(options);

        tcp.Opens().Sends("S 0:0(0) win 65535 <mss 1000,wscale 5>").At(100).Gets("S. 0:0(0) ack 1 win 1000 <mss 1000,wscale 7>");

        // The window of a SYN is not scaled (RFC 7323 §2.2): 1000 B; that of the next is 1000 · 2⁷ = 128,000 B.
        tcp.Sends(". 1:1(0) ack 1 win 32768").Writes(200_000).Sends(". 1:1001(1000)");
        tcp.At(200).Gets(". 1:1(0) ack 1001 win 1000").SendsSegments(128, from: 1001);
    }

    [Fact]
    public void The_send_buffer_holds_what_is_not_acknowledged()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { SendBuffer = DataSize.FromBytes(3000) });

        Assert.Equal(3000, tcp.Tcp.Send(5000, SimTime.Zero + SimDuration.FromMilliseconds(100)));
        Assert.Equal(0, tcp.Tcp.SendBufferRoom);
        tcp.Tcp.CollectChanges();
        tcp.At(200).Gets(". 1:1(0) ack 1001");

        Assert.Equal(1000, tcp.Tcp.SendBufferRoom);
        Assert.True(tcp.Tcp.CollectChanges().HasFlag(TcpChanges.Writable));
    }
}
