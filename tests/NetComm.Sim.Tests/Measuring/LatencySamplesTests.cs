using NetComm.Sim.Measuring;

namespace NetComm.Sim.Tests.Measuring;

public sealed class LatencySamplesTests
{
    // The values kept so far were read after the histogram had taken their place, and so were lost.
    [Fact]
    public void What_was_kept_before_the_histogram_counts_in_it()
    {
        var samples = new LatencySamples(room: 0);
        for (int i = 1; i <= 100; i++) samples.Add(i);
        samples.Condense();
        for (int i = 101; i <= 200; i++) samples.Add(i);

        LatencyMeasurement pooled = LatencySamples.Pooled([samples])!;

        Assert.Equal(200, pooled.Samples);
        Assert.Equal(100e-9, pooled.P50);
        Assert.Equal(190e-9, pooled.P95);
    }
}
