namespace NetComm.Scenarios.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1 ps", 1)]
    [InlineData("51.2 ns", 51_200)]
    [InlineData("50us", 50_000_000)]
    [InlineData("50 µs", 50_000_000)] // U+00B5
    [InlineData("50 μs", 50_000_000)] // U+03BC
    [InlineData("0.1 ms", 100_000_000)]
    [InlineData("2ms", 2_000_000_000)]
    [InlineData("1.5 s", 1_500_000_000_000)]
    [InlineData("1e-3 s", 1_000_000_000)]
    [InlineData(".5 s", 500_000_000_000)]
    [InlineData("2 min", 120_000_000_000_000)]
    [InlineData("0.5 h", 1_800_000_000_000_000)]
    [InlineData("0 s", 0)]
    [InlineData("\"  3   s \"", 3_000_000_000_000)]
    public void A_time_is_exact_in_picoseconds(string typed, long picoseconds) =>
        Assert.Equal(picoseconds, ScenarioText.Link($"delay: {typed}").Delay.Picoseconds);

    [Theory]
    [InlineData("9600 bps", 9_600)]
    [InlineData("56 kbps", 56_000)]
    [InlineData("1.544 Mbps", 1_544_000)]
    [InlineData("10 Gbps", 10_000_000_000)]
    public void A_rate_counts_in_powers_of_1000(string typed, long bitsPerSecond) =>
        Assert.Equal(bitsPerSecond, ScenarioText.Link($"rate: {typed}").Rate.BitsPerSecond);

    [Theory]
    [InlineData("68 B", 68)]
    [InlineData("1.5 kB", 1_500)]
    [InlineData("1 KiB", 1_024)]
    [InlineData("0.03 MB", 30_000)]
    [InlineData("0.0625 MiB", 65_536)]
    public void A_size_counts_in_powers_of_1000_or_1024(string typed, long bytes) =>
        Assert.Equal(bytes, ScenarioText.Link($"queue: {{ limit: {typed} }}").Queue.Limit.Size!.Value.Bytes);

    [Theory]
    [InlineData("0.5 %", 0.005)]
    [InlineData("100 %", 1)]
    [InlineData("0", 0)]
    [InlineData("0.01", 0.01)]
    [InlineData("{ model: random, share: 2 % }", 0.02)]
    [InlineData("{ share: 2 % }", 0.02)]
    public void A_share_is_a_percentage_or_a_plain_number_below_1(string typed, double share) =>
        Assert.Equal(share, ScenarioText.Link($"loss: {typed}").Loss.MeanShare.Value);

    [Theory]
    [InlineData("2 ms", "Normal { Mean = 0, MeanValue = 0, StandardDeviation = 2000000000 }")]
    [InlineData("0 ms", "")]
    [InlineData("{ distribution: constant, mean: 1 ns }", "Constant { Mean = 1000, Value = 1000 }")]
    [InlineData("{ distribution: uniform, min: -1 ns, max: 1 ns }", "Uniform { Mean = 0, Min = -1000, Max = 1000 }")]
    [InlineData("{ distribution: normal, mean: 1 ns, stddev: 2 ns }", "Normal { Mean = 1000, MeanValue = 1000, StandardDeviation = 2000 }")]
    [InlineData("{ distribution: exponential, mean: 1 ns }", "Exponential { Mean = 1000, MeanValue = 1000 }")]
    [InlineData("{ distribution: pareto, min: 1 ns, shape: 2 }", "Pareto { Mean = 2000, Min = 1000, Shape = 2 }")]
    public void Jitter_is_a_normal_deviation_or_a_distribution(string typed, string jitter) =>
        Assert.Equal(jitter, ScenarioText.Link($"jitter: {typed}").Jitter?.ToString() ?? "");

    [Theory]
    [InlineData("{ limit: 5 packets }", 5, null)]
    [InlineData("{ kind: droptail, limit: 1 packet }", 1, null)]
    [InlineData("{ limit: 2 kB }", null, 2000L)]
    [InlineData("{ limit: none }", null, null)]
    [InlineData("{ kind: droptail }", 100, null)]
    public void A_queue_has_room_for_packets_or_bytes_or_without_end(string typed, int? packets, long? bytes)
    {
        QueueLimit queue = ScenarioText.Link($"queue: {typed}").Queue.Limit;

        Assert.Equal((packets, bytes), (queue.Packets, queue.Size?.Bytes));
    }

    [Fact]
    public void A_direction_overrides_what_holds_for_both()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b], rate: 10 Mbps, delay: 5 ms, loss: 1 %, backward: { rate: 1 Mbps, loss: 0 % } } ]
            """);

        var link = (Link)scenario.Links[0];
        Assert.Equal("10 Mbps 5 ms 1 %", $"{link.Forward.Rate} {link.Forward.Delay} {link.Forward.Loss}");
        Assert.Equal("1 Mbps 5 ms 0 %", $"{link.Backward.Rate} {link.Backward.Delay} {link.Backward.Loss}");
    }
}
