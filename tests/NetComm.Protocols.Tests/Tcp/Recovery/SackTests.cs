using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tests.Tcp.Recovery;

/// <summary>Loss with SACK: what the receiver reports (RFC 2018), and what the sender makes of it (RFC 6675, RFC 6937).</summary>
public sealed class SackTests
{
    [Fact]
    public void The_receiver_reports_the_newest_block_first()
    {
        TcpScript tcp = Accepted();

        tcp.At(200).Gets(". 1001:2001(1000) ack 1").Sends(". 1:1(0) ack 1 win 65535 <sack 1001:2001>");
        tcp.Gets(". 3001:4001(1000) ack 1").Sends(". 1:1(0) ack 1 win 65535 <sack 3001:4001 1001:2001>");
        tcp.Gets(". 5001:6001(1000) ack 1").Sends(". 1:1(0) ack 1 win 65535 <sack 5001:6001 3001:4001 1001:2001>");
        tcp.Gets(". 2001:3001(1000) ack 1").Sends(". 1:1(0) ack 1 win 65535 <sack 1001:4001 5001:6001>");
        tcp.Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 4001 <sack 5001:6001>");
        tcp.Gets(". 4001:5001(1000) ack 1").Sends(". 1:1(0) ack 6001 win 65535 <>");
    }

    [Fact]
    public void What_comes_twice_is_reported_once_before_all_else()
    {
        TcpScript tcp = Accepted().At(200).Gets(". 1:1001(1000) ack 1", ". 2001:4001(2000) ack 1").SendsWhatever();

        tcp.Gets(". 1:1001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 65535 <sack 1:1001 2001:4001>");
        tcp.Gets(". 3001:4001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 65535 <sack 3001:4001 2001:4001>");
        tcp.Gets(". 4001:5001(1000) ack 1").Sends(". 1:1(0) ack 1001 win 65535 <sack 2001:5001>");
    }

    [Fact]
    public void Four_blocks_fit_and_three_beside_timestamps()
    {
        TcpScript tcp = Accepted();
        TcpScript stamped = TcpScript.Accepted(
            TcpScript.Plain with { Sack = true, Timestamps = true }, "S 0:0(0) win 65535 <mss 1000,sackOK,TS 1:0>",
            acknowledgment: ". 1:1(0) ack 1 win 65535 <TS 1:1>");
        for (int i = 1; i <= 5; i++)
        {
            tcp.Gets($". {2000 * i}:{2000 * i + 10}(10) ack 1");
            stamped.Gets($". {2000 * i}:{2000 * i + 10}(10) ack 1 win 65535 <TS 1:1>");
        }

        Assert.Equal(4, tcp.TakesSent()[^1].Header.Options.Sack.Count);
        Assert.Equal(3, stamped.TakesSent()[^1].Header.Options.Sack.Count);
    }

    [Fact]
    public void Blocks_take_their_room_from_the_payload()
    {
        TcpScript tcp = Accepted().At(200).Gets(". 1001:2001(1000) ack 1").Sends(". 1:1(0) ack 1");

        tcp.Writes(1000).Sends(". 1:989(988) ack 1 win 65535 <sack 1001:2001>", "P. 989:1001(12)");
    }

    [Fact]
    public void Three_segments_beyond_a_gap_show_that_it_is_lost()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(200).Gets(Sack(1, "1001:2001")).Sends(". 10001:11001(1000)").Gets(Sack(1, "1001:3001")).Sends(". 11001:12001(1000)");
        tcp.Gets(Sack(1, "1001:4001")).Sends(". 1:1001(1000)");

        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
        tcp.HasThreshold(5000);
    }

    [Fact]
    public void A_repeated_acknowledgement_that_sacks_nothing_new_is_no_duplicate()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "1001:2001")).Sends(". 10001:11001(1000)");

        tcp.Gets(Sack(1, "1001:2001"), Sack(1, "1001:2001"), Sack(1, "1001:2001")).SendsNothing();
    }

    [Fact]
    public void The_window_comes_down_by_proportional_rate_reduction()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "1001:2001"), Sack(1, "1001:3001"), Sack(1, "1001:4001"));
        tcp.Sends(". 10001:11001(1000)", ". 11001:12001(1000)", ". 1:1001(1000)");

        // 12 segments in flight, 3 SACKed, the lost one sent again: 9 under way. Nothing goes until 4 are, below the threshold of 5.
        Assert.Equal(9000, tcp.Tcp.BytesInFlight);
        tcp.Gets(Sack(1, "1001:5001"), Sack(1, "1001:6001"), Sack(1, "1001:7001"), Sack(1, "1001:8001")).SendsNothing();
        Assert.Equal(5000, tcp.Tcp.BytesInFlight);
        tcp.Gets(Sack(1, "1001:9001")).Sends(". 12001:13001(1000)").HasWindow(5000);
        tcp.Gets(Sack(1, "1001:10001")).Sends(". 13001:14001(1000)").Gets(Sack(1, "1001:11001")).Sends(". 14001:15001(1000)")
            .Gets(Sack(1, "1001:12001")).Sends(". 15001:16001(1000)");

        tcp.At(300).Gets(". 1:1(0) ack 12001").Sends(". 16001:17001(1000)").HasWindow(5000);
        Assert.Equal(RecoveryPhase.None, tcp.Tcp.Recovery);
    }

    [Fact]
    public void Proportional_rate_reduction_sends_the_thresholds_share_of_what_is_delivered()
    {
        var reduction = new ProportionalRateReduction();
        reduction.Start(20_000);

        // Threshold 14 of 20 (RFC 6937 §3): after n segments delivered, ⌈n · 14/20⌉ were let go.
        List<long> sent = [];
        for (int delivered = 1; delivered <= 5; delivered++)
        {
            long allowed = reduction.Allow(1000, 19_000, 14_000, 1000, isSafe: false);
            sent.Add(allowed);
            reduction.Sent((int)allowed);
        }

        Assert.Equal([700, 700, 700, 700, 700], sent);
    }

    [Fact]
    public void When_much_is_lost_the_window_comes_back_as_in_slow_start()
    {
        var reduction = new ProportionalRateReduction();
        reduction.Start(20_000);

        // Below the threshold (the slow start reduction bound): one segment more than was delivered.
        Assert.Equal(2000, reduction.Allow(1000, 5000, 10_000, 1000, isSafe: true));

        // While more losses are found, only what was delivered.
        Assert.Equal(2000, reduction.Allow(1000, 5000, 10_000, 1000, isSafe: false)); // both acknowledgements' bytes, as none was sent yet
    }

    [Fact]
    public void Two_gaps_are_repaired_in_one_round_trip()
    {
        TcpScript tcp =
            WithTenInFlight().At(200).Gets(Sack(1, "1001:2001"), Sack(1, "3001:4001 1001:2001"), Sack(1, "3001:5001 1001:2001"));
        tcp.Sends(". 10001:11001(1000)", ". 11001:12001(1000)", ". 1:1001(1000)");

        // 2 of 10 are lost. 12 − 3 − 2 + 1 = 8 under way.
        Assert.Equal(9000, tcp.Tcp.BytesInFlight);
        tcp.Gets(Sack(1, "3001:6001 1001:2001"));
        Assert.Equal(7000, tcp.Tcp.BytesInFlight);
        tcp.Gets(Sack(1, "3001:7001 1001:2001"), Sack(1, "3001:8001 1001:2001")).SendsNothing();
        tcp.Gets(Sack(1, "3001:9001 1001:2001")).Sends(". 2001:3001(1000)");

        tcp.At(300).Gets(". 1:1(0) ack 9001 win 65535");
        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
    }

    [Fact]
    public void After_a_timeout_only_what_is_not_sacked_goes_again()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "2001:4001")).Sends(". 10001:11001(1000)", ". 11001:12001(1000)");

        tcp.At(1200).Sends(". 1:1001(1000)").HasWindow(1000).At(1300).Gets(Sack(1001, "2001:4001"))
            .Sends(". 1001:2001(1000)", ". 4001:5001(1000)");
    }

    [Fact]
    public void A_receiver_that_went_back_on_its_word_is_sent_everything()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "1001:3001")).At(210).Gets(". 1:1(0) ack 1001");
        tcp.TakesSent();

        tcp.At(3000);

        Assert.Contains(tcp.TakesSent(), segment => segment.Header.SequenceNumber == 1001);
    }

    [Fact]
    public void With_nothing_new_to_send_the_end_of_the_flight_is_sent_again_once()
    {
        TcpScript tcp = TcpScript.WithSack().Writes(10_000).SendsSegments(10, from: 1);

        // The first and the last are lost; no SACK can show the second loss.
        for (int end = 2; end <= 8; end++) tcp.At(200).Gets(Sack(1, $"1001:{end}001"));

        Assert.Equal([1u, 9001u], tcp.TakesSent().Select(segment => segment.Header.SequenceNumber));
    }

    private static TcpScript Accepted() => TcpScript.Accepted(TcpScript.Plain with { Sack = true }, "S 0:0(0) win 65535 <mss 1000,sackOK>");

    private static TcpScript WithTenInFlight() => TcpScript.WithSack().Writes(60_000).SendsSegments(10, from: 1);

    private static string Sack(long acknowledged, string blocks) => $". 1:1(0) ack {acknowledged} win 65535 <sack {blocks}>";
}
