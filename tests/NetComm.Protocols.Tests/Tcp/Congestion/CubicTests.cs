using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tests.Tcp.Congestion;

/// <summary>RFC 9438: the curve, the Reno-friendly region, fast convergence, timeouts.</summary>
public sealed class CubicTests
{
    private const int Segment = 1000;

    [Fact]
    public void After_a_loss_at_100_segments_the_window_follows_the_curve_back_to_100_in_4_2_s_and_beyond()
    {
        (Cubic cubic, CongestionState state) = AfterLoss(100);
        Assert.Equal(70 * Segment, state.Window);

        // K = ∛((100 − 70) / 0.4) = 4.217 s (RFC 9438 §4.2).
        foreach ((double second, double window) in Windows(cubic, state, Milliseconds(200), 8))
        {
            double fromPlateau = second - 4.21716;
            Assert.InRange(window, 0.4 * fromPlateau * fromPlateau * fromPlateau + 100 - 1.5,
                0.4 * fromPlateau * fromPlateau * fromPlateau + 100 + 1.5);
        }
    }

    [Fact]
    public void On_short_round_trips_it_grows_as_Reno_would()
    {
        (Cubic cubic, CongestionState state) = AfterLoss(10);
        Assert.Equal(7 * Segment, state.Window);

        // α = 3 · 0.3 / 1.7 = 0.529 segments per round trip until 10 are reached, then 1 (RFC 9438 §4.3).
        Dictionary<double, double> windows = Windows(cubic, state, Milliseconds(10), 0.2).ToDictionary();

        double reached = windows.First(sample => sample.Value >= 10).Key;
        Assert.InRange(reached, 0.050, 0.065); // 3 / 0.529 = 5.7 round trips
        Assert.InRange(windows.Last().Value, 10 + 0.9 * (0.2 - reached) / 0.010, 10 + (0.2 - reached) / 0.010 + 1);
    }

    [Fact]
    public void A_loss_below_the_last_one_frees_room_for_others()
    {
        (Cubic cubic, CongestionState state) = AfterLoss(100);
        state.Window = 80 * Segment;
        state.Window = state.Threshold = cubic.OnLoss(state, state.Window);
        Assert.Equal(56 * Segment, state.Window);

        // Fast convergence: the plateau is 80 · 1.7 / 2 = 68, reached after ∛(12 / 0.4) = 3.107 s.
        Dictionary<double, double> windows = Windows(cubic, state, Milliseconds(200), 4).ToDictionary();

        Assert.InRange(windows.First(sample => sample.Key >= 3.1).Value, 67, 69);
    }

    [Fact]
    public void After_a_timeout_it_begins_on_the_plateau()
    {
        var cubic = new Cubic(hyStart: true);
        var state = new CongestionState { SegmentSize = Segment, Window = 100 * Segment };
        state.Threshold = cubic.OnTimeout(state, state.Window);
        Assert.Equal(70 * Segment, state.Threshold);
        state.Window = state.Threshold;

        // K = 0: the window is 70 + 0.4 t³ (RFC 9438 §4.8), or Reno's 70 + 0.529 · t / 0.2 where that is more.
        Dictionary<double, double> windows = Windows(cubic, state, Milliseconds(200), 5).ToDictionary();

        Assert.InRange(windows.First(sample => sample.Key >= 1).Value, 72, 74);
        Assert.InRange(windows.First(sample => sample.Key >= 4.5).Value, 70 + 0.4 * 91.1 - 3, 70 + 0.4 * 91.1 + 3);
    }

    [Fact]
    public void The_window_never_grows_by_more_than_half_in_a_round_trip()
    {
        (Cubic cubic, CongestionState state) = AfterLoss(10);
        SimTime later = SimTime.Zero + SimDuration.FromSeconds(1000);
        cubic.Grow(state, new(Segment, 0, 0, null, Milliseconds(100), SimTime.Zero));
        long before = state.Window;

        for (int i = 0; i < 7; i++) cubic.Grow(state, new(Segment, 0, 0, null, Milliseconds(100), later));

        Assert.InRange(state.Window, before * 1.4, before * 1.65);
    }

    [Fact]
    public void After_a_pause_the_time_begins_anew()
    {
        (Cubic cubic, CongestionState state) = AfterLoss(100);
        cubic.Grow(state, new(Segment, 0, 0, null, Milliseconds(200), SimTime.Zero));

        cubic.OnRestart();
        cubic.Grow(state, new(Segment, 0, 0, null, Milliseconds(200), SimTime.Zero + SimDuration.FromSeconds(100)));

        Assert.InRange(state.Window, 70 * Segment, 71 * Segment);
    }

    [Fact]
    public void A_loss_leaves_seven_tenths_but_two_segments_at_least()
    {
        var state = new CongestionState { SegmentSize = Segment, Window = 100 * Segment };

        Assert.Equal(70 * Segment, new Cubic(hyStart: true).OnLoss(state, 100 * Segment));
        Assert.Equal(2 * Segment, new Cubic(hyStart: true).OnLoss(state, Segment));
    }

    private static (Cubic Cubic, CongestionState State) AfterLoss(int segments)
    {
        var cubic = new Cubic(hyStart: true);
        var state = new CongestionState { SegmentSize = Segment, Window = segments * Segment };
        state.Window = state.Threshold = cubic.OnLoss(state, state.Window);
        return (cubic, state);
    }

    /// <summary>Acknowledges a window of segments in each round trip, evenly; tells the window, in segments, after each.</summary>
    private static IEnumerable<(double Second, double Window)> Windows(
        Cubic cubic, CongestionState state, SimDuration roundTrip, double seconds)
    {
        SimTime now = SimTime.Zero;
        while (now.TotalSeconds < seconds)
        {
            cubic.Grow(state, new(Segment, 0, 0, roundTrip, roundTrip, now));
            yield return (now.TotalSeconds, state.Window / (double)Segment);
            now += new SimDuration(roundTrip.Picoseconds * Segment / state.Window);
        }
    }

    private static SimDuration Milliseconds(long milliseconds) => SimDuration.FromMilliseconds(milliseconds);
}
