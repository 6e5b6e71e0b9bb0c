using NetComm.Protocols.Tcp;
using NetComm.Protocols.Tcp.Congestion;

namespace NetComm.Protocols.Tests.Tcp.Congestion;

/// <summary>How the window grows while no loss has been met (RFC 5681 §3.1).</summary>
public sealed class SlowStartTests
{
    [Theory]
    [InlineData(CongestionAlgorithm.Reno, 10)]
    [InlineData(CongestionAlgorithm.Reno, 1)]
    [InlineData(CongestionAlgorithm.Reno, 3)]
    [InlineData(CongestionAlgorithm.Cubic, 10)]
    public void K_initial_windows_need_the_logarithm_of_k_plus_1_round_trips(CongestionAlgorithm algorithm, int initialWindow)
    {
        TcpOptions options = TcpScript.Plain with { CongestionControl = algorithm, InitialWindow = initialWindow, WindowScale = true };

        int[] rounds = [.. Enumerable.Range(1, 40).Select(k => RoundTrips(options, k * initialWindow))];

        Assert.Equal(Enumerable.Range(1, 40).Select(k => CeilingOfLogarithm(k + 1)), rounds);
    }

    [Fact]
    public void Each_acknowledgement_adds_what_it_covers_but_no_more_than_a_segment()
    {
        TcpScript tcp = TcpScript.Established().Writes(10_000);

        tcp.At(200).Gets(". 1:1(0) ack 501").HasWindow(10_500).Gets(". 1:1(0) ack 1001").HasWindow(11_000).Gets(". 1:1(0) ack 4001")
            .HasWindow(12_000);
    }

    [Fact]
    public void Growth_stops_at_the_threshold()
    {
        var state = new CongestionState { SegmentSize = 1000, Window = 4600, Threshold = 5000 };
        var reno = new Reno();

        reno.Grow(state, Acknowledged(1000));
        Assert.Equal(5000, state.Window);
        reno.Grow(state, Acknowledged(1000)); // 1000 · 1000 / 5000
        Assert.Equal(5200, state.Window);
    }

    [Fact]
    public void In_congestion_avoidance_a_round_trip_adds_one_segment()
    {
        var state = new CongestionState { SegmentSize = 1000, Window = 20_000, Threshold = 20_000 };
        var reno = new Reno();

        for (int i = 0; i < 20; i++) reno.Grow(state, Acknowledged(1000));

        Assert.InRange(state.Window, 20_950, 21_000);
    }

    [Fact]
    public void A_window_that_is_not_used_does_not_grow()
    {
        TcpScript tcp = TcpScript.Established();

        for (int i = 0; i < 10; i++)
        {
            uint end = 1001 + 1000 * (uint)i;
            tcp.At(200 + 100 * i).Writes(1000).At(290 + 100 * i).Gets($". 1:1(0) ack {end}");
        }

        tcp.HasWindow(10_000);
    }

    [Fact]
    public void After_a_pause_of_more_than_the_timeout_the_window_is_the_initial_one()
    {
        TcpScript tcp = TcpScript.Established().Writes(10_000).At(200);
        for (uint end = 1001; end <= 10_001; end += 1000) tcp.Gets($". 1:1(0) ack {end}");
        Assert.InRange(tcp.Tcp.CongestionWindow, 14_000, 20_000); // until half of it was in use

        tcp.At(1100).Writes(1000).At(1150).Gets(". 1:1(0) ack 11001");
        Assert.InRange(tcp.Tcp.CongestionWindow, 14_000, 20_000); // a pause of 1 s is not more than 1 s

        tcp.At(2101).Writes(1000).HasWindow(10_000);
    }

    private static int RoundTrips(TcpOptions options, int segments)
    {
        TcpScript tcp = TcpScript.Established(options, "S. 0:0(0) ack 1 win 65535 <mss 1000,wscale 7>").Writes(segments * 1000L);
        tcp.Gets(". 1:1(0) ack 1 win 65535");
        int rounds = 0;
        for (IReadOnlyList<TcpSegment> flight = tcp.TakesSent(); flight.Count > 0; flight = tcp.TakesSent())
        {
            rounds++;
            tcp.At(100 + 100 * rounds);
            foreach (TcpSegment segment in flight) tcp.Gets($". 1:1(0) ack {segment.Header.SequenceNumber + segment.Length} win 65535");
        }

        Assert.Equal(0, tcp.Tcp.BytesInSendBuffer);
        return rounds;
    }

    private static int CeilingOfLogarithm(int k)
    {
        int exponent = 0;
        while (1 << exponent < k) exponent++;
        return exponent;
    }

    private static NewAcknowledgment Acknowledged(long bytes) => new(bytes, 0, 0, null, SimDuration.FromMilliseconds(100), SimTime.Zero);
}
