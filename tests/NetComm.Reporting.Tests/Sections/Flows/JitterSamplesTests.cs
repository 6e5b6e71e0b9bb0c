using FsCheck.Xunit;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class JitterSamplesTests
{
    [Fact]
    public void Jitter_moves_by_a_sixteenth_of_each_change()
    {
        var jitter = new JitterSamples(receivers: 1, groups: 1, seconds: 10);

        foreach ((int at, int transit) in new[] { (1, 20), (2, 36), (3, 36) }) jitter.Add(0, at, transit * 1_000_000_000L);

        // |36 − 20| / 16 = 1 ms; then 1 + (0 − 1) / 16 = 0.9375 ms.
        Assert.Equal([new(2, 0.001), new(3, 0.0009375)], jitter.Groups.Single().Points);
    }

    [Fact]
    public void Each_receiver_has_an_estimate_of_its_own()
    {
        var jitter = new JitterSamples(receivers: 2, groups: 2, seconds: 10);

        foreach ((int receiver, int transit) in new[] { (0, 10), (1, 90), (0, 10), (1, 90) }) jitter.Add(receiver, 1, transit);

        Assert.All(jitter.Groups, group => Assert.Equal(0, group.Points.Single().Y));
    }

    [Fact]
    public void Of_many_receivers_the_estimates_are_a_cloud()
    {
        var jitter = new JitterSamples(receivers: 7, groups: 1, seconds: 10);

        foreach (int receiver in new[] { 6, 3, 6 }) jitter.Add(receiver, 1, 160);

        Assert.False(jitter.IsLines);
        Assert.Equal([new(1, 0)], jitter.Groups.Single().Points);
    }

    [Property]
    public bool The_running_value_is_that_of_RFC_3550(ushort[] transits)
    {
        var jitter = new JitterSamples(receivers: 1, groups: 1, seconds: 10);

        foreach (ushort transit in transits) jitter.Add(0, 1, transit);

        double naive = 0.0;
        for (int i = 1; i < transits.Length; i++) naive += (Math.Abs(transits[i] - transits[i - 1]) - naive) / 16;
        return transits.Length < 2 ? jitter.Groups.Single().Count == 0
            : Math.Abs((jitter.Groups.Single().Points[^1].Y * 1e12) - naive) < 1e-6;
    }
}
