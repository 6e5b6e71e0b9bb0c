using FsCheck.Xunit;

namespace NetComm.Analysis.Tests.Flows;

public sealed class LossRunsTests
{
    [Fact]
    public void Losses_in_a_row_are_one_burst()
    {
        LossRuns runs = Losing(3, 4, 5, 9, 12, 13);

        Assert.Equal(new BurstMeasurement(3, 2, 3), LossRuns.Pooled([runs]));
    }

    [Fact]
    public void The_order_in_which_they_are_told_does_not_matter()
    {
        Assert.Equal(new BurstMeasurement(1, 4, 4), LossRuns.Pooled([Losing(5, 3, 6, 4)]));
        Assert.Equal(new BurstMeasurement(2, 1.5, 2), LossRuns.Pooled([Losing(9, 4, 3)]));
    }

    [Fact]
    public void One_that_comes_after_all_parts_its_burst()
    {
        LossRuns runs = Losing(3, 4, 5, 6);

        runs.TakeBack(4, At(4));

        Assert.Equal(new BurstMeasurement(2, 1.5, 2), LossRuns.Pooled([runs]));
        runs.Add(4, At(4));
        Assert.Equal(new BurstMeasurement(1, 4, 4), LossRuns.Pooled([runs]));
    }

    [Fact]
    public void Without_a_loss_the_longest_has_no_packet_and_there_is_no_mean() =>
    Assert.Equal(new BurstMeasurement(0, null, 0), LossRuns.Pooled([Losing()]));

    [Fact]
    public void The_longest_are_known_with_their_times()
    {
        LossRuns runs = Losing(1, 20, 21, 40, 41, 42);

        Assert.Equal([new LossBurst(2, At(20), At(21)), new LossBurst(3, At(40), At(42))], LossRuns.Longest([runs]));
    }

    [Fact]
    public void Of_very_many_the_longest_stay_and_all_are_counted()
    {
        var runs = new LossRuns();

        for (long burst = 0; burst < 30_000; burst++)
        {
            for (long place = burst * 10; place < burst * 10 + (burst == 123 ? 7 : 2); place++) runs.Add(place, At(place));
        }

        Assert.Equal((30_000, 7), (LossRuns.Pooled([runs]).Count, LossRuns.Pooled([runs]).Longest));
        Assert.Contains(new LossBurst(7, At(1230), At(1236)), LossRuns.Longest([runs]));
        Assert.Equal(24, LossRuns.Longest([runs]).Count);
    }

    /// <summary>
    /// Up to 8191 can change: one that falls apart makes two of it, and must not lead past the count at which the oldest are settled.
    /// </summary>
    [Fact]
    public void Bursts_that_fall_apart_are_bounded_too()
    {
        var runs = new LossRuns();
        for (long burst = 0; burst < 8191; burst++)
        {
            for (long place = burst * 10; place < burst * 10 + 3; place++) runs.Add(place, At(place));
        }

        runs.TakeBack(8190 * 10 + 1, At(8190 * 10 + 1));
        runs.Add(90_000, At(90_000));

        // The oldest is settled: nothing parts it any more.
        runs.TakeBack(1, At(1));
        Assert.Equal(8193, LossRuns.Pooled([runs]).Count);
    }

    [Property(MaxTest = 300)]
    public void Whatever_is_told_and_taken_back_bursts_are_those_of_what_is_lost_in_the_end(byte[] told)
    {
        var runs = new LossRuns();
        var lost = new SortedSet<int>();
        foreach (byte step in told)
        {
            int place = step % 32;
            if (step < 160 && lost.Add(place)) runs.Add(place, At(place));
            else if (step >= 160 && lost.Remove(place)) runs.TakeBack(place, At(place));
        }

        long[] naive = NaiveFigures.Bursts(Enumerable.Range(0, 32).Select(lost.Contains));

        BurstMeasurement bursts = LossRuns.Pooled([runs]);
        Assert.Equal((naive.Length, naive.DefaultIfEmpty(0).Max()), (bursts.Count, bursts.Longest));
    }

    private static SimTime At(long place) => new(place * 1000);

    private static LossRuns Losing(params long[] places)
    {
        var runs = new LossRuns();
        foreach (long place in places) runs.Add(place, At(place));
        return runs;
    }
}
