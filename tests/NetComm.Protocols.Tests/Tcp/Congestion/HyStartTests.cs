using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tests.Tcp.Congestion;

/// <summary>RFC 9406 §4.2: slow start becomes cautious where round trips grow longer, and ends after five cautious rounds.</summary>
public sealed class HyStartTests
{
    private const int Segment = 1000;
    private readonly HyStart _hyStart = new();
    private readonly CongestionState _state = new() { SegmentSize = Segment, Window = 10 * Segment };
    private long _position;

    [Theory]
    [InlineData(20, 23.9, false)] // 20 / 8 = 2.5, but 4 ms at least
    [InlineData(20, 24, true)]
    [InlineData(80, 89.9, false)]
    [InlineData(80, 90, true)] // 80 / 8 = 10
    [InlineData(400, 415.9, false)] // 400 / 8 = 50, but 16 ms at most
    [InlineData(400, 416, true)]
    public void A_rise_of_an_eighth_within_4_and_16_ms_makes_it_cautious(double before, double after, bool cautious)
    {
        Round(before);
        Round(after);

        Assert.Equal(cautious, _hyStart.IsCautious);
    }

    [Fact]
    public void Less_than_eight_measurements_say_nothing()
    {
        Round(20);
        Round(40, count: 7);

        Assert.False(_hyStart.IsCautious);
    }

    [Fact]
    public void The_shortest_of_a_round_counts()
    {
        Round(20);
        Acknowledge(20, endsRound: false);
        Round(60);

        Assert.False(_hyStart.IsCautious);
    }

    [Fact]
    public void Cautious_growth_is_a_quarter()
    {
        Round(20);
        Round(30);
        long before = _state.Window;

        Acknowledge(30, endsRound: false);

        Assert.Equal(before + Segment / 4, _state.Window);
    }

    [Fact]
    public void Five_cautious_rounds_end_slow_start()
    {
        Round(20);
        Round(30);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(long.MaxValue, _state.Threshold);
            Round(30);
        }

        Assert.Equal(_state.Window, _state.Threshold);
    }

    [Fact]
    public void Round_trips_that_grow_shorter_again_take_the_caution_away()
    {
        Round(20);
        Round(30);
        Round(25);

        Assert.False(_hyStart.IsCautious);
        long before = _state.Window;
        Acknowledge(25, endsRound: false);
        Assert.Equal(before + Segment, _state.Window);
    }

    [Fact]
    public void Up_to_eight_segments_are_counted_for_one_acknowledgement()
    {
        _hyStart.Grow(_state, new(20 * Segment, 20 * Segment, 100 * Segment, null, default, SimTime.Zero));

        Assert.Equal(18 * Segment, _state.Window);
    }

    private void Round(double milliseconds, int count = 8)
    {
        for (int i = 1; i <= count; i++) Acknowledge(milliseconds, endsRound: i == count);
    }

    private void Acknowledge(double milliseconds, bool endsRound)
    {
        // The sender is always a thousand segments ahead, so a round ends when the next thousand begins.
        _position += Segment;
        if (endsRound) _position = (_position / (1000 * Segment) + 1) * 1000 * Segment;
        long next = (_position / (1000 * Segment) + 1) * 1000 * Segment;
        _hyStart.Grow(_state, new(Segment, _position, next, SimDuration.FromPicoseconds(milliseconds * 1e9), default, SimTime.Zero));
    }
}
