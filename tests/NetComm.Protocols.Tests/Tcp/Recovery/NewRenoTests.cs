using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tests.Tcp.Recovery;

/// <summary>Loss without SACK: RFC 5681 §3.2, RFC 6582, RFC 3042; and after the timer (RFC 5681 §3.1).</summary>
public sealed class NewRenoTests
{
    [Fact]
    public void The_first_two_duplicates_let_new_segments_go_and_the_third_sends_the_lost_one_again()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(200).Gets(". 1:1(0) ack 1").Sends(". 10001:11001(1000)").HasWindow(10_000);
        tcp.Gets(". 1:1(0) ack 1").Sends(". 11001:12001(1000)");
        tcp.Gets(". 1:1(0) ack 1").Sends(". 1:1001(1000)");

        // Half of the 10 that were in flight before limited transmit, and three that have left the network.
        tcp.HasThreshold(5000).HasWindow(8000);
        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
    }

    [Fact]
    public void Each_further_duplicate_inflates_the_window_until_new_segments_fit()
    {
        TcpScript tcp = InRecovery();

        tcp.Gets(Duplicates(4)).SendsNothing().HasWindow(12_000).Gets(Duplicates(1)).Sends(". 12001:13001(1000)").HasWindow(13_000);
    }

    [Fact]
    public void A_partial_acknowledgement_sends_the_next_lost_segment_and_deflates_the_window()
    {
        TcpScript tcp = InRecovery().Gets(Duplicates(7)).Sends(". 12001:13001(1000)", ". 13001:14001(1000)", ". 14001:15001(1000)")
            .HasWindow(15_000);

        // Segments 1 to 4 arrived: 15 − 4 + 1 = 12 segments of window, 11 in flight.
        tcp.At(300).Gets(". 1:1(0) ack 4001").Sends(". 4001:5001(1000)", ". 15001:16001(1000)").HasWindow(12_000);
        Assert.Equal(RecoveryPhase.Fast, tcp.Tcp.Recovery);
    }

    [Fact]
    public void The_full_acknowledgement_ends_recovery_without_a_burst()
    {
        TcpScript tcp = InRecovery().Gets(Duplicates(7)).Sends(". 12001:13001(1000)", ". 13001:14001(1000)", ". 14001:15001(1000)");

        // All but the last three: 3 in flight, so the window is 3 + 1, not the threshold of 5.
        tcp.At(300).Gets(". 1:1(0) ack 12001").Sends(". 15001:16001(1000)").HasWindow(4000).HasThreshold(5000);
        Assert.Equal(RecoveryPhase.None, tcp.Tcp.Recovery);
    }

    [Fact]
    public void Only_the_first_partial_acknowledgement_restarts_the_timer()
    {
        TcpScript tcp = InRecovery();

        tcp.At(300).Gets(". 1:1(0) ack 2001");
        tcp.At(400).Gets(". 1:1(0) ack 3001").TakesSent();

        tcp.At(1299).SendsNothing().At(1300).Sends(". 3001:4001(1000)");
    }

    [Fact]
    public void Duplicates_of_what_was_sent_before_a_timeout_begin_no_recovery()
    {
        TcpScript tcp = WithTenInFlight().At(1100).Sends(". 1:1001(1000)");

        tcp.At(1200).Gets(Duplicates(5)).SendsNothing().HasWindow(1000);

        Assert.Equal(RecoveryPhase.AfterTimeout, tcp.Tcp.Recovery);
    }

    [Fact]
    public void Duplicates_of_what_ended_a_recovery_begin_no_other()
    {
        TcpScript tcp = InRecovery().At(300).Gets(". 1:1(0) ack 12001").Sends(". 12001:13001(1000)", ". 13001:14001(1000)");

        tcp.Gets(". 1:1(0) ack 12001", ". 1:1(0) ack 12001", ". 1:1(0) ack 12001").Sends(". 14001:15001(1000)", ". 15001:16001(1000)");
        Assert.Equal(RecoveryPhase.None, tcp.Tcp.Recovery);
    }

    [Fact]
    public void An_acknowledgement_with_another_window_or_with_bytes_is_no_duplicate()
    {
        TcpScript tcp = WithTenInFlight();

        tcp.At(200).Gets(". 1:1(0) ack 1 win 60000", ". 1:1(0) ack 1 win 60001", ". 1:1(0) ack 1 win 60002").SendsNothing();
        tcp.Gets("P. 1:11(10) ack 1 win 60002", "P. 11:21(10) ack 1 win 60002", "P. 21:31(10) ack 1 win 60002")
            .Sends(". 10001:10001(0) ack 11", ". 10001:10001(0) ack 21", ". 10001:10001(0) ack 31");
    }

    [Fact]
    public void A_timeout_leaves_one_segment_of_window_and_half_of_the_flight_as_threshold()
    {
        TcpScript tcp = WithTenInFlight().At(1100).Sends(". 1:1001(1000)").HasWindow(1000).HasThreshold(5000);

        tcp.At(1200).Gets(". 1:1(0) ack 1001").Sends(". 1001:2001(1000)", ". 2001:3001(1000)").HasWindow(2000);
        tcp.At(1300).Gets(". 1:1(0) ack 2001").Sends(". 3001:4001(1000)", ". 4001:5001(1000)").Gets(". 1:1(0) ack 3001")
            .Sends(". 5001:6001(1000)", ". 6001:7001(1000)").HasWindow(4000);
    }

    [Fact]
    public void A_second_timeout_does_not_lower_the_threshold_again()
    {
        WithTenInFlight().At(1100).HasThreshold(5000).At(3100).Sends(". 1:1001(1000)", ". 1:1001(1000)").HasThreshold(5000);
    }

    [Fact]
    public void The_threshold_is_two_segments_at_least()
    {
        TcpScript.Established().Writes(1000).At(1100).HasThreshold(2000);
    }

    [Fact]
    public void An_acknowledgement_beyond_what_was_repaired_skips_the_rest()
    {
        TcpScript tcp = WithTenInFlight().At(1100).Sends(". 1:1001(1000)");

        tcp.At(1200).Gets(". 1:1(0) ack 8001").Sends(". 8001:9001(1000)", ". 9001:10001(1000)");
        tcp.At(1300).Gets(". 1:1(0) ack 10001").Sends(". 10001:11001(1000)", ". 11001:12001(1000)", ". 12001:13001(1000)").HasWindow(3000);
        Assert.Equal(RecoveryPhase.None, tcp.Tcp.Recovery);
    }

    private static TcpScript WithTenInFlight() => TcpScript.Established().Writes(60_000).SendsSegments(10, from: 1);

    private static TcpScript InRecovery()
    {
        TcpScript tcp = WithTenInFlight().At(200).Gets(Duplicates(3));
        tcp.TakesSent();
        return tcp.HasWindow(8000);
    }

    private static string[] Duplicates(int count) => [.. Enumerable.Repeat(". 1:1(0) ack 1", count)];
}
