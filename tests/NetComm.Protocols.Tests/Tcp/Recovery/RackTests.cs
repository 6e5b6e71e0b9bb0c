using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tests.Tcp.Recovery;

/// <summary>Losses found by time (RFC 8985 §6), and probes at the end of a flight (§7). The round trip is 100 ms.</summary>
public sealed class RackTests
{
    private static readonly TcpOptions Options = TcpScript.Plain with { Rack = true };

    [Fact]
    public void A_segment_overtaken_by_less_than_a_quarter_of_the_round_trip_is_only_late()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(200).Gets(Sack(1, "1001:2001")).Sends(". 10001:11001(1000)").At(224).Gets(". 1:1(0) ack 2001");

        Assert.Equal(0, tcp.Tcp.Retransmissions);
        Assert.Equal(RecoveryPhase.None, tcp.Tcp.Recovery);
    }

    [Fact]
    public void After_a_quarter_of_the_round_trip_it_is_lost()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(200).Gets(Sack(1, "1001:2001")).Sends(". 10001:11001(1000)").At(224).SendsNothing().At(225).Sends(". 1:1001(1000)");

        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
        tcp.HasThreshold(5000);
    }

    [Fact]
    public void Three_sacked_segments_end_the_wait_where_nothing_was_ever_reordered()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(200).Gets(Sack(1, "1001:4001"));

        Assert.Equal(1u, tcp.TakesSent()[0].Header.SequenceNumber);
        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
    }

    [Fact]
    public void Once_segments_came_out_of_order_three_do_not_end_the_wait()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "1001:2001")).Gets(". 1:1(0) ack 2001").SendsWhatever();

        tcp.Gets(Sack(2001, "3001:9001")).At(224).SendsWhatever();
        Assert.Equal(0, tcp.Tcp.Retransmissions);

        tcp.At(225).SendsSegments(1, from: 2001);
    }

    [Fact]
    public void A_lost_repair_is_found_by_what_was_sent_after_it()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "1001:4001"));
        Assert.Equal([1u], tcp.TakesSent().Select(segment => segment.Header.SequenceNumber));

        // The flight goes on; the new segments that leave after the repair arrive, the repair does not. No timer has expired: 1 s.
        tcp.Gets(Sack(1, "1001:9001")).At(210).Gets(Sack(1, "1001:10001"));
        IEnumerable<uint> later = tcp.TakesSent().Select(segment => segment.Header.SequenceNumber);
        Assert.Contains(10_001u, later);
        tcp.At(310).Gets(Sack(1, "1001:11001"));

        Assert.Contains(tcp.TakesSent(), segment => segment is { Header.SequenceNumber: 1, IsRetransmission: true });
    }

    [Fact]
    public void What_was_lost_beyond_a_recoverys_end_begins_another()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Sack(1, "1001:4001"), Sack(1, "1001:10001")).HasThreshold(5000);
        Assert.Equal([1u, 10_001, 11_001, 12_001, 13_001], tcp.TakesSent().Select(segment => segment.Header.SequenceNumber));

        // The repair and all of the first flight have arrived, and of the four that came after it not the first.
        tcp.At(310).Gets(Sack(10_001, "11001:14001"));

        Assert.Equal(10_001u, tcp.TakesSent()[0].Header.SequenceNumber);
        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
        tcp.HasThreshold(2000);
    }

    [Fact]
    public void Two_round_trips_without_an_answer_send_a_probe_and_the_timer_starts_again()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(3000).SendsSegments(3, from: 1);

        // Sent at 100 ms; 2 x 100 ms and 2 ms for queues later nothing new is to be sent, so the last segment goes again.
        tcp.At(301).SendsNothing().At(302).Sends(". 2001:3001(1000)");
        tcp.At(1301).SendsNothing().At(1302).Sends(". 1:1001(1000)");
    }

    [Fact]
    public void A_lone_segment_is_probed_later_since_its_acknowledgement_may_be_delayed()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(1000).Sends("P. 1:1001(1000)");

        tcp.At(499).SendsNothing().At(500).Sends(". 1:1001(1000)");
    }

    [Fact]
    public void The_end_of_a_flight_is_not_probed_beyond_a_window_that_shrank()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(3000).SendsSegments(3, from: 1).At(200).Gets(". 1:1(0) ack 1 win 1500");

        tcp.At(1099).SendsNothing().At(1100).Sends(". 1:1001(1000)");
    }

    [Fact]
    public void New_bytes_are_the_probe_where_there_are_some()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(302).Sends(". 10001:11001(1000)").At(1301).SendsNothing();
    }

    [Fact]
    public void A_probe_finds_the_loss_of_the_end_of_a_flight()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(3000).SendsSegments(3, from: 1).At(200).Gets(". 1:1(0) ack 1001");

        // Segments 2 and 3 are lost. The probe is segment 3; its SACK shows that segment 2 is missing.
        tcp.At(402).Sends(". 2001:3001(1000)").At(502).Gets(Sack(1001, "2001:3001"));

        tcp.At(527).Sends(". 1001:2001(1000)");
    }

    [Fact]
    public void A_probe_that_repaired_a_loss_is_a_sign_of_congestion()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(3000).SendsSegments(3, from: 1).At(200).Gets(". 1:1(0) ack 2001");
        tcp.At(600).Sends(". 2001:3001(1000)").At(700).Gets(". 1:1(0) ack 3001").HasThreshold(null);

        tcp.Writes(1000).SendsSegments(1, from: 3001).At(800).Gets(". 1:1(0) ack 4001");

        Assert.NotNull(tcp.Tcp.SlowStartThreshold);
    }

    [Fact]
    public void A_probe_that_arrived_beside_its_original_is_none()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(3000).SendsSegments(3, from: 1).At(200).Gets(". 1:1(0) ack 2001");
        tcp.At(600).Sends(". 2001:3001(1000)").At(650).Gets(". 1:1(0) ack 3001").At(700).Gets(Sack(3001, "2001:3001"));

        tcp.Writes(1000).SendsSegments(1, from: 3001).At(800).Gets(". 1:1(0) ack 4001");

        tcp.HasThreshold(null);
    }

    [Fact]
    public void A_timeout_sends_again_only_what_would_have_been_answered()
    {
        TcpScript tcp = TcpScript.WithSack(Options).Writes(2000).SendsSegments(2, from: 1).At(302).Sends(". 1001:2001(1000)");

        // Segment 3 leaves just before the timer of the first expires: it is not lost.
        tcp.At(1250).Writes(1000).SendsSegments(1, from: 2001).At(1302).Sends(". 1:1001(1000)");

        Assert.Equal(2000, tcp.Tcp.BytesInFlight);
    }

    private static TcpScript WithTenInFlight() => TcpScript.WithSack(Options).Writes(60_000).SendsSegments(10, from: 1);

    private static string Sack(long acknowledged, string blocks) => $". 1:1(0) ack {acknowledged} win 65535 <sack {blocks}>";
}
