namespace NetComm.Network.Tests.Queueing;

/// <summary>RFC 8033: target and update 15 ms, α = 1/8, β = 1 1/4.</summary>
public sealed class PieTests
{
    private static readonly QueueSpec.Pie NoBurst = new() { BurstAllowance = SimDuration.Zero };

    /// <summary>
    /// A packet leaves at 45 ms that had waited as long. At 60 ms: (0.125 × 30 ms + 1.25 × 45 ms) / 2048, as the probability is below 10⁻⁶.
    /// At 75 ms nothing has changed: 0.125 × 30 ms / 128, as it is below 10⁻⁴; and once more.
    /// </summary>
    [Fact]
    public void The_probability_follows_the_distance_from_the_target_and_its_change()
    {
        var bench = new QueueBench(NoBurst);
        bench.Gets(0, 100);
        bench.Gives(45);

        Assert.Equal(0.06 / 2048, ProbabilityOf(bench.Gets(60)), precision: 15);
        Assert.Equal(0.06 / 2048 + 0.00375 / 128, ProbabilityOf(bench.Gets(75)), precision: 15);
        Assert.Equal(0.06 / 2048 + 2 * 0.00375 / 128, ProbabilityOf(bench.Gets(90)), precision: 15);
    }

    [Fact]
    public void Updates_that_were_due_while_nothing_came_are_made_up_for()
    {
        QueueBench stepwise = new QueueBench(NoBurst).Gets(0, 100), atOnce = new QueueBench(NoBurst).Gets(0, 100);
        stepwise.Gives(45);
        atOnce.Gives(45);
        for (int time = 46; time <= 1000; time++) stepwise.Gets(time);

        atOnce.Gets(1000);

        Assert.Equal(ProbabilityOf(stepwise), ProbabilityOf(atOnce));
        Assert.True(ProbabilityOf(atOnce) > 0.001);
    }

    /// <summary>RFC 8033 (4.2): × 0.98 in each update after the queue has been empty for two; (5.5) a delay over 250 ms adds 2 %.</summary>
    [Fact]
    public void The_probability_decays_when_the_queue_is_empty()
    {
        var bench = new QueueBench(NoBurst);
        bench.Gets(0, 2);
        bench.Gives(300);
        bench.Gets(315, with: QueueBench.Capable);
        double reached = ProbabilityOf(bench);
        Assert.InRange(reached, 0.02, 0.021);
        bench.Gives(316);
        bench.Gives(316);

        // At 330 ms the delay has fallen from 300 ms to none: far below 0. Bounded, it is 0 from then on.
        Assert.Equal(0, ProbabilityOf(bench.Gets(330)));
    }

    [Fact]
    public void A_burst_passes_as_long_as_the_allowance_lasts()
    {
        var bench = new QueueBench(new QueueSpec.Pie());
        bench.Gets(0, 900);
        for (int time = 20; time < 149; time++) bench.Gives(time);

        bench.Gets(149, 99);
        Assert.Empty(bench.Dropped);

        bench.Gets(150, 99);
        Assert.NotEmpty(bench.Dropped);
    }

    [Fact]
    public void Two_packets_may_always_wait()
    {
        var bench = new QueueBench(NoBurst);
        bench.Gets(0, 60);
        for (int second = 1; second <= 58; second++) bench.Gives(1000 * second);
        Assert.Equal(1, ProbabilityOf(bench.Gets(58_001)));
        int dropped = bench.Dropped.Count;

        bench.Gets(58_002, 50);

        Assert.Equal(3, bench.Waiting);
        Assert.Equal(dropped + 50, bench.Dropped.Count);
    }

    [Fact]
    public void From_a_tenth_on_it_drops_what_it_could_mark()
    {
        var bench = new QueueBench(NoBurst with { Ecn = true, Limit = QueueLimit.None });
        bench.Gets(0, 3000);
        bool wasBelow = true;
        for (int time = 20; time < 3000; time++)
        {
            int marked = bench.Marked.Count, dropped = bench.Dropped.Count;
            bench.Gives(time);
            bench.Gets(time, with: QueueBench.Capable);
            if (ProbabilityOf(bench) < 0.1) Assert.Equal(dropped, bench.Dropped.Count);
            else Assert.Equal(marked, bench.Marked.Count);
            wasBelow &= ProbabilityOf(bench) < 0.1;
        }

        Assert.False(wasBelow);
        Assert.NotEmpty(bench.Marked);
        Assert.NotEmpty(bench.Dropped);
    }

    private static double ProbabilityOf(QueueBench bench) => ((Pie)bench.Queue).Probability;
}
