using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>
/// Queues against their closed forms (Kleinrock 1975, Queueing Systems I). 10 Mbps and a mean of 1000 B serve μ = 1250 packets/s.
/// </summary>
public sealed class OracleTests
{
    private const double Mu = 1250;
    private static readonly PayloadSize Exponential = new(new Distribution.Exponential(1000), OfWire: true);
    private static readonly PayloadSize Fixed = new(new Distribution.Constant(1000), OfWire: true);

    [Fact]
    public void A_poisson_source_and_exponential_sizes_make_an_MM1_queue()
    {
        double[] seconds = TimesInSystem(800, Exponential, QueueLimit.None, packets: 400_000);

        // W = 1/(μ − λ) = 2.222 ms, and quantiles −ln(1 − p)/(μ − λ): 1.540 ms and 10.234 ms.
        // The mean of n correlated samples: σ² ≈ W² (1 + ρ)²/((1 − ρ)² …) leaves about 1 % at n = 400 000; 4 % is beyond 3 σ.
        Assert.Equal(1 / (Mu - 800), seconds.Average(), 0.04 * 0.002222);
        Assert.Equal(0.001540, Quantile(seconds, 0.50), 0.04 * 0.001540);
        Assert.Equal(0.010234, Quantile(seconds, 0.99), 0.08 * 0.010234);
    }

    [Fact]
    public void Fixed_sizes_make_an_MD1_queue_and_halve_the_wait()
    {
        double[] seconds = TimesInSystem(800, Fixed, QueueLimit.None, packets: 400_000);

        // Wq = ρ/(2μ(1 − ρ)) = 0.711 ms, and 0.8 ms of service.
        Assert.Equal(0.000711 + 0.0008, seconds.Average(), 0.03 * 0.001511);
    }

    [Theory]
    [InlineData(1000, 10, 0.02349)]
    [InlineData(1125, 20, 0.01365)]
    [InlineData(1500, 10, 0.19259)]
    public void A_limit_makes_an_MM1K_queue(int rate, int limit, double loss)
    {
        const int Packets = 400_000;
        EventList events = Run(rate, Exponential, new QueueLimit(limit, null), Packets, constant: false);

        // ρ^K (1 − ρ)/(1 − ρ^(K+1)); losses come in bursts, so three times the binomial 3.29 σ.
        double sigma = Math.Sqrt(loss * (1 - loss) / Packets);
        Assert.Equal(loss, events.Drops(DropReason.QueueFull) / (double)Packets, 3 * 3.29 * sigma);
    }

    [Fact]
    public void A_constant_rate_above_the_links_loses_the_excess()
    {
        const int Packets = 100_000;
        EventList events = Run(1500, Fixed, new QueueLimit(100, null), Packets, constant: true);

        // 12 Mbps into 10: 1 − 10/12. Delivered packets find 99 to 100 packet times.
        Assert.Equal(1 / 6.0, events.Drops(DropReason.QueueFull) / (double)Packets, 0.002);
        Assert.All(events.Latencies().Skip(5000), latency => Assert.InRange(latency.TotalMilliseconds, 99 * 0.8, 100 * 0.8));
    }

    private static double[] TimesInSystem(int rate, PayloadSize size, QueueLimit queue, int packets) =>
        [.. Run(rate, size, queue, packets, constant: false).Latencies().Select(latency => latency.TotalSeconds).Order()];

    private static double Quantile(double[] ordered, double share) => ordered[(int)(share * ordered.Length)];

    private static EventList Run(int rate, PayloadSize size, QueueLimit queue, int packets, bool constant)
    {
        var gap = SimDuration.FromPicoseconds(1e12 / rate);
        Traffic traffic = constant ? new Traffic.Constant(gap, size) : new Traffic.Poisson(gap, size);
        var link = new LinkProperties { Rate = Bandwidth.FromMegabits(10), Queue = queue, Mtu = DataSize.FromBytes(65_535) };
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", link).Flow("a", "b", traffic, packets).Build(seed: 3);
        return EventList.Of(SimulatedRun.Of(scenario).Trace);
    }
}
