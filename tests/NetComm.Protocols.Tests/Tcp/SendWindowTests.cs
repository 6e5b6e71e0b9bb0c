using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>The send sequence variables (RFC 9293 §3.3.1). Our SYN is position 0, so the first byte is position 1.</summary>
public sealed class SendWindowTests
{
    private static readonly SimDuration OneSecond = SimDuration.FromSeconds(1);

    [Fact]
    public void The_syn_takes_one_position()
    {
        var window = new SendWindow(initialSequenceNumber: 7000);

        window.SynSent();

        Assert.Equal((0, 1, true), (window.Unacknowledged, window.NextSequence, window.HasBytesInFlight));
        Assert.Equal(7001u, window.Sequence.ToWire(window.NextSequence));
    }

    [Theory]
    [InlineData(300, 0, 200)] // 101 + 300 - 201
    [InlineData(300, 150, 50)]
    [InlineData(100, 0, 0)]
    [InlineData(40, 0, -60)] // the peer has taken room back
    public void Usable_is_the_peers_window_less_what_is_in_flight(int peerWindow, int sentMore, long usable)
    {
        SendWindow window = With(unacknowledged: 101, next: 201, peerWindow);

        window.Advance(sentMore);

        Assert.Equal(usable, window.Usable);
    }

    // SND.UNA = 101, SND.NXT = 201, MAX.SND.WND = 80: from 101 - 80 to 201.
    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    [InlineData(101, true)]
    [InlineData(201, true)]
    [InlineData(202, false)]
    public void An_acknowledgement_is_acceptable_up_to_what_was_sent_and_back_by_the_largest_window(long acknowledged, bool acceptable)
    {
        SendWindow window = With(unacknowledged: 101, next: 201, peerWindow: 80);

        Assert.Equal(acceptable, window.IsAcceptable(acknowledged));
    }

    // The window was last taken from the segment at 50 that acknowledged 101 (SND.WL1 = 50, SND.WL2 = 101).
    [Theory]
    [InlineData(49, 101, 300)]
    [InlineData(50, 100, 300)]
    [InlineData(50, 101, 700)]
    [InlineData(50, 150, 700)]
    [InlineData(51, 101, 700)]
    [InlineData(51, 100, 300)] // acknowledges less than SND.UNA
    public void Only_a_segment_that_is_not_older_sets_the_window(long sequence, long acknowledged, long peerWindow)
    {
        SendWindow window = With(unacknowledged: 101, next: 201, peerWindow: 300);
        window.Update(Header(window: 300), 50, 101);

        window.Update(Header(window: 700), sequence, acknowledged);

        Assert.Equal(peerWindow, window.PeerWindow);
    }

    [Fact]
    public void The_window_of_a_syn_is_not_scaled()
    {
        var window = new SendWindow(initialSequenceNumber: 0);
        window.SynArrived(1000, scale: 7);

        Assert.Equal(1000, window.WindowOf(Header(window: 1000, TcpFlags.Syn | TcpFlags.Ack)));
        Assert.Equal(128_000, window.WindowOf(Header(window: 1000))); // 1000 × 2⁷
    }

    [Theory]
    [InlineData(5000, 1000)] // a full segment
    [InlineData(400, 400)] // all that waits
    [InlineData(0, 0)]
    public void The_next_segment_is_no_longer_than_what_waits_and_a_full_segment(long unsent, int length)
    {
        SendWindow window = With(unacknowledged: 1, next: 1, peerWindow: 9000);

        Assert.Equal(length, window.NextLength(unsent, fullSegment: 1000));
    }

    [Theory]
    [InlineData(1300, 300)] // 1 + 1300 - 1001
    [InlineData(500, 0)]
    public void The_next_segment_is_no_longer_than_the_window(int peerWindow, int length)
    {
        SendWindow window = With(unacknowledged: 1, next: 1001, peerWindow);

        Assert.Equal(length, window.NextLength(5000, fullSegment: 1000));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(999, false)]
    public void A_segment_leaves_if_the_congestion_window_has_room_for_it(long allowance, bool leaves)
    {
        SendWindow window = With(unacknowledged: 1, next: 1001, peerWindow: 9000);

        Assert.Equal(leaves, window.Fits(1000, allowance));
    }

    [Fact]
    public void With_nothing_in_flight_a_segment_leaves_whatever_the_congestion_window()
    {
        SendWindow window = With(unacknowledged: 1001, next: 1001, peerWindow: 9000);

        Assert.True(window.Fits(1000, congestionAllowance: 0));
    }

    // Segments of 1000 B, a largest window of 1600 B, bytes in flight (RFC 9293 §3.8.6.2.1).
    [Theory]
    [InlineData(1000, 5000, false, false, true)] // a full segment
    [InlineData(800, 5000, false, false, true)] // half of the largest window
    [InlineData(799, 5000, false, false, false)]
    [InlineData(5, 5, false, false, true)] // all that waits
    [InlineData(5, 5, false, true, false)] // Nagle's algorithm
    [InlineData(5, 5, true, true, true)] // the last bytes
    public void Small_segments_are_sent_if_waiting_brings_nothing(int length, long unsent, bool isFinished, bool nagle, bool worth)
    {
        SendWindow window = With(unacknowledged: 1, next: 101, peerWindow: 1600);

        Assert.Equal(worth, window.IsWorthSending(length, 1000, unsent, isFinished, nagle));
    }

    [Fact]
    public void Nagles_algorithm_lets_a_small_segment_leave_when_nothing_is_in_flight()
    {
        SendWindow window = With(unacknowledged: 101, next: 101, peerWindow: 1600);

        Assert.True(window.IsWorthSending(5, 1000, unsent: 5, isFinished: false, nagle: true));
    }

    [Theory]
    [InlineData(0, 1000)] // closed: the retransmission timeout
    [InlineData(3, 200)] // open but silly: RFC 9293 §3.8.6.2.1 (4)
    public void The_probe_timer_runs_while_data_waits_and_none_is_in_flight(int peerWindow, long milliseconds)
    {
        SendWindow window = With(unacknowledged: 101, next: 101, peerWindow);

        window.ScheduleProbe(hasUnsent: true, OneSecond, SimTime.Zero);

        Assert.Equal(SimTime.Zero + SimDuration.FromMilliseconds(milliseconds), window.ProbeAt);
    }

    [Theory]
    [InlineData(101, true)] // bytes in flight: the retransmission timer runs
    [InlineData(201, false)] // nothing waits
    public void The_probe_timer_does_not_run_otherwise(long unacknowledged, bool hasUnsent)
    {
        SendWindow window = With(unacknowledged, next: 201, peerWindow: 0);

        window.ScheduleProbe(hasUnsent, OneSecond, SimTime.Zero);

        Assert.Equal(SimTime.Never, window.ProbeAt);
    }

    [Fact]
    public void The_interval_between_probes_doubles_up_to_a_minute()
    {
        SendWindow window = With(unacknowledged: 101, next: 101, peerWindow: 0);

        List<double> seconds = [];
        for (int i = 0; i < 7; i++)
        {
            window.ProbeSent(OneSecond, SimTime.Zero);
            seconds.Add(window.ProbeAt.TotalSeconds);
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], seconds);
        Assert.Equal(7, window.UnansweredProbes);
    }

    [Fact]
    public void The_byte_of_a_probe_may_be_acknowledged_and_then_counts_as_sent()
    {
        SendWindow window = With(unacknowledged: 101, next: 101, peerWindow: 0);
        Assert.False(window.IsAcceptable(102));

        window.ProbeSent(OneSecond, SimTime.Zero);
        Assert.True(window.IsAcceptable(102));
        window.PeerAnswered(102);

        Assert.Equal((102, 0), (window.NextSequence, window.UnansweredProbes));
    }

    private static SendWindow With(long unacknowledged, long next, int peerWindow)
    {
        var window = new SendWindow(initialSequenceNumber: 0);
        window.SynSent();
        window.SynArrived((ushort)peerWindow, scale: 0);
        window.Advance((int)next - 1);
        window.Acknowledge(unacknowledged);
        return window;
    }

    private static TcpHeader Header(ushort window, TcpFlags flags = TcpFlags.Ack) => new(1, 2, 0, flags) { Window = window };
}
