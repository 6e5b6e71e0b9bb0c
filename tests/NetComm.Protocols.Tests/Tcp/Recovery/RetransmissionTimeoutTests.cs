using NetComm.Protocols.Tcp;
using NetComm.Protocols.Tcp.Recovery;

namespace NetComm.Protocols.Tests.Tcp.Recovery;

/// <summary>RFC 6298: the recurrence, the timer, Karn's rule, and when to give up.</summary>
public sealed class RetransmissionTimeoutTests
{
    [Fact]
    public void The_recurrence_is_that_of_RFC_6298()
    {
        var timeout = new RetransmissionTimeout(Milliseconds(200));
        Assert.Equal((null, Milliseconds(1000)), (timeout.SmoothedRoundTrip, timeout.Value));

        timeout.Measured(Milliseconds(100)); // SRTT = 100, RTTVAR = 50, RTO = 100 + 4 · 50
        Assert.Equal((Milliseconds(100), Milliseconds(50), Milliseconds(300)), State(timeout));

        timeout.Measured(Milliseconds(180)); // RTTVAR = 3/4 · 50 + 1/4 · 80 = 57.5, SRTT = 7/8 · 100 + 1/8 · 180 = 110, RTO = 110 + 230
        Assert.Equal((Milliseconds(110), Microseconds(57_500), Milliseconds(340)), State(timeout));

        timeout.Measured(Milliseconds(110)); // RTTVAR = 3/4 · 57.5 = 43.125, RTO = 110 + 172.5
        Assert.Equal((Milliseconds(110), Microseconds(43_125), Microseconds(282_500)), State(timeout));
    }

    [Fact]
    public void The_timeout_is_never_below_its_minimum()
    {
        var timeout = new RetransmissionTimeout(Milliseconds(1000));

        timeout.Measured(Milliseconds(10));

        Assert.Equal(Milliseconds(1000), timeout.Value);
    }

    [Fact]
    public void The_variation_counts_a_clock_tick_at_least()
    {
        var timeout = new RetransmissionTimeout(SimDuration.Zero);

        for (int i = 0; i < 200; i++) timeout.Measured(Milliseconds(10));

        Assert.Equal(Milliseconds(11), timeout.Value);
    }

    [Fact]
    public void Backing_off_doubles_up_to_two_minutes()
    {
        var timeout = new RetransmissionTimeout(Milliseconds(1000));

        List<double> seconds = [];
        for (int i = 0; i < 9; i++)
        {
            seconds.Add(timeout.Value.TotalSeconds);
            timeout.BackOff();
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120], seconds);
    }

    [Fact]
    public void A_measurement_takes_the_back_off_away()
    {
        var timeout = new RetransmissionTimeout(Milliseconds(1000));
        timeout.BackOff();
        timeout.BackOff();

        timeout.Measured(Milliseconds(400));

        Assert.Equal(Milliseconds(1200), timeout.Value);
    }

    [Fact]
    public void The_oldest_segment_is_sent_again_when_the_timer_expires_and_the_timer_doubles()
    {
        TcpScript tcp = TcpScript.Established().Writes(2000).Sends(". 1:1001(1000) ack 1", "P. 1001:2001(1000) ack 1");

        tcp.At(1099).SendsNothing().At(1100).Sends(". 1:1001(1000) ack 1").At(3099).SendsNothing().At(3100).Sends(". 1:1001(1000) ack 1");

        Assert.Equal(Milliseconds(4000), tcp.Tcp.RetransmissionTimeout);
        Assert.Equal(2, tcp.Tcp.Retransmissions);
    }

    [Fact]
    public void An_acknowledgement_of_new_bytes_restarts_the_timer()
    {
        TcpScript tcp = TcpScript.Established().Writes(2000).Sends(". 1:1001(1000) ack 1", "P. 1001:2001(1000) ack 1");

        tcp.At(600).Gets(". 1:1(0) ack 1001").SendsNothing();

        // Measured 500 ms: RTTVAR = 3/4 · 50 + 1/4 · 400 = 137.5, SRTT = 150, RTO = 700, rounded up to 1 s.
        tcp.At(1599).SendsNothing().At(1600).Sends(". 1001:2001(1000) ack 1");
    }

    [Fact]
    public void With_all_acknowledged_no_timer_runs()
    {
        TcpScript tcp = TcpScript.Established().Writes(1000).At(200).Gets(". 1:1(0) ack 1001");

        Assert.Null(tcp.Tcp.NextTimer);
    }

    [Fact]
    public void One_round_trip_is_measured_once()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { MinimumRetransmissionTimeout = Milliseconds(1) }).Writes(3000);

        tcp.At(200).Gets(". 1:1(0) ack 1001"); // 100 ms again: RTTVAR = 37.5
        tcp.At(260).Gets(". 1:1(0) ack 2001").At(270).Gets(". 1:1(0) ack 3001"); // the same flight: not measured

        Assert.Equal((Milliseconds(100), Milliseconds(250)), (tcp.Tcp.SmoothedRoundTrip!.Value, tcp.Tcp.RetransmissionTimeout));
    }

    [Fact]
    public void A_late_segment_is_measured_though_others_came_before_it()
    {
        TcpScript tcp = TcpScript.WithSack().Writes(3000).At(200).Gets(". 1:1(0) ack 1 win 65535 <sack 1001:3001>");

        tcp.At(900).Gets(". 1:1(0) ack 3001");

        // 800 ms: SRTT = 7/8 · 100 + 1/8 · 800.
        Assert.Equal(Microseconds(187_500), tcp.Tcp.SmoothedRoundTrip);
    }

    [Fact]
    public void What_was_sent_twice_is_not_measured()
    {
        TcpScript tcp = TcpScript.Established().Writes(1000).At(1100).Sends("P. 1:1001(1000) ack 1", ". 1:1001(1000) ack 1");

        tcp.At(1150).Gets(". 1:1(0) ack 1001");

        // Karn: which of the two was acknowledged is not known. The path carries again, so the back-off is forgotten all the same.
        Assert.Equal((Milliseconds(100), Milliseconds(1000)), (tcp.Tcp.SmoothedRoundTrip!.Value, tcp.Tcp.RetransmissionTimeout));
    }

    [Fact]
    public void Timestamps_tell_which_of_two_was_acknowledged()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Timestamps = true }, "S. 0:0(0) ack 1 win 65535 <mss 1000,TS 1:1>")
            .Writes(900);
        tcp.At(1100).Sends("P. 1:901(900) ack 1 win 65535 <TS 101:1>", ". 1:901(900) ack 1 win 65535 <TS 1101:1>");

        tcp.At(1280).Gets(". 1:1(0) ack 901 win 65535 <TS 2:1101>");

        // The second: 180 ms. SRTT = 110.
        Assert.Equal((Milliseconds(110), Milliseconds(1000)), (tcp.Tcp.SmoothedRoundTrip!.Value, tcp.Tcp.RetransmissionTimeout));
    }

    [Fact]
    public void An_echo_older_than_the_last_copy_measures_nothing()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Timestamps = true }, "S. 0:0(0) ack 1 win 65535 <mss 1000,TS 1:1>")
            .Writes(900).At(1100);

        // The answer to the first copy was lost, and the second copy's echoes the first still: 1.1 s would be measured.
        tcp.At(1200).Gets(". 1:1(0) ack 901 win 65535 <TS 2:101>");

        Assert.Equal((Milliseconds(100), Milliseconds(1000)), (tcp.Tcp.SmoothedRoundTrip!.Value, tcp.Tcp.RetransmissionTimeout));
    }

    [Fact]
    public void Where_an_acknowledgement_was_lost_the_echo_tells_which_segment_the_next_one_answers()
    {
        TcpScript tcp = TcpScript.Established(TcpScript.Plain with { Timestamps = true }, "S. 0:0(0) ack 1 win 65535 <mss 1000,TS 1:1>")
            .Writes(900).At(500).Writes(900).At(600).Gets(". 1:1(0) ack 1801 win 65535 <TS 2:501>");

        // 100 ms since the second, and not 500 ms since the first.
        Assert.Equal(Milliseconds(100), tcp.Tcp.SmoothedRoundTrip);
    }

    [Fact]
    public void After_15_timeouts_the_next_ends_the_connection()
    {
        TcpScript tcp = TcpScript.Established().Writes(1000).Sends("P. 1:1001(1000) ack 1");

        // 1 + 2 + … + 64 = 127 s for the first seven, then 120 s each.
        tcp.At(100 + (127 + 8 * 120) * 1000 + 1).Sends([.. Enumerable.Repeat(". 1:1001(1000) ack 1", 15)]);

        tcp.At(100 + (127 + 9 * 120) * 1000 - 1).Is(TcpState.Established).At(100 + (127 + 9 * 120) * 1000).SendsNothing()
            .Failed(Errno.ETIMEDOUT);
    }

    [Fact]
    public void What_the_network_said_is_why_a_connection_timed_out()
    {
        TcpScript tcp = TcpScript.Established(with: with => with with { Retries = 1 }).Writes(1000);
        tcp.At(200).LearnsUnreachable(Errno.EHOSTUNREACH, quoted: 1).Is(TcpState.Established);

        tcp.At(4000).Failed(Errno.EHOSTUNREACH);
    }

    [Fact]
    public void What_the_network_says_of_bytes_not_in_flight_is_not_believed()
    {
        TcpScript tcp = TcpScript.Established(with: with => with with { Retries = 1 }).Writes(1000);
        tcp.At(200).LearnsUnreachable(Errno.EHOSTUNREACH, quoted: 5000);

        tcp.At(4000).Failed(Errno.ETIMEDOUT);
    }

    [Fact]
    public void Without_a_limit_nothing_gives_up()
    {
        TcpScript tcp = TcpScript.Established(with: with => with with { Retries = null }).Writes(1000);

        tcp.At(100_000_000).Is(TcpState.Established);

        Assert.InRange(tcp.Tcp.Retransmissions, 800, 900);
    }

    private static (SimDuration Smoothed, SimDuration Variation, SimDuration Timeout) State(RetransmissionTimeout timeout) =>
        (timeout.SmoothedRoundTrip!.Value, timeout.RoundTripVariation, timeout.Value);

    private static SimDuration Milliseconds(long milliseconds) => SimDuration.FromMilliseconds(milliseconds);

    private static SimDuration Microseconds(long microseconds) => SimDuration.FromMicroseconds(microseconds);
}
