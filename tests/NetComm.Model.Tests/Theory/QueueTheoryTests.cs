namespace NetComm.Model.Tests.Theory;

public sealed class QueueTheoryTests
{
    [Fact]
    public void MM1_has_the_textbooks_figures()
    {
        SingleServerQueue queue = Exponential(arrivals: 800, service: 0.0008);

        // 1/(1250 − 800) = 2.222 ms; the quantiles −ln(1 − p)/(μ − λ).
        Assert.Equal(0.64, queue.Load, 12);
        Assert.Equal(1 / 450.0, queue.MeanTime, 12);
        Assert.Equal(0.50, queue.Within(0.0015403271)!.Value, 6);
        Assert.Equal(0.99, queue.Within(0.0102337115)!.Value, 6);
        Assert.Equal(0, queue.Within(-1));
    }

    [Fact]
    public void MD1_waits_half_as_long()
    {
        SingleServerQueue queue = Fixed(arrivals: 800, service: 0.0008);

        Assert.Equal(Exponential(800, 0.0008).MeanWait / 2, queue.MeanWait, 12);
        Assert.Equal(0.64 / (2 * 1250 * 0.36), queue.MeanWait, 12);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void MD1s_distribution_begins_with_those_who_do_not_wait_and_has_its_mean(double load)
    {
        SingleServerQueue queue = Fixed(arrivals: load, service: 1);

        Assert.Equal(0, queue.Within(0.999));
        Assert.Equal(1 - load, queue.Within(1)!.Value, 12);
        // Within the first service after it the closed form is (1 − ρ) e^(λt).
        Assert.Equal((1 - load) * Math.Exp(load * 0.5), queue.Within(1.5)!.Value, 12);

        // E[T] = ∫ P(T > t) dt, by the trapezoid rule.
        const double Step = 0.002;
        double sum = 0;
        for (int i = 0; i * Step < 400 && 1 - queue.Within(i * Step)!.Value is > 1e-9 and var above; i++) sum += i == 0 ? above / 2 : above;
        Assert.Equal(queue.MeanTime, sum * Step, 0.002 * queue.MeanTime);
    }

    [Fact]
    public void MD1s_distribution_is_Erlangs_where_that_one_can_be_summed()
    {
        const double Load = 0.7;
        SingleServerQueue queue = Fixed(arrivals: Load, service: 1);

        foreach (double wait in (double[])[0.3, 1, 2.7, 5.2, 8.9])
        {
            // (1 − ρ) Σ (λ(j − t))^j / j! e^(−λ(j − t)) for j ≤ t: the terms alternate.
            double erlang = 0, factorial = 1;
            for (int j = 0; j <= wait; j++)
            {
                if (j > 0) factorial *= j;
                erlang += Math.Pow(Load * (j - wait), j) / factorial * Math.Exp(-Load * (j - wait));
            }

            Assert.Equal((1 - Load) * erlang, queue.Within(wait + 1)!.Value, 9);
        }
    }

    [Fact]
    public void MG1_follows_Pollaczek_and_Khinchine()
    {
        // Sizes 500 B and 1500 B alike at 10 Mbps: 0.4 and 1.2 ms, E[S²] = (0.16 + 1.44)/2 ms² = 0.8 ms².
        var queue = new SingleServerQueue(QueueKind.Mg1, 1000, 0.0008, 0.8e-6);

        Assert.Equal(1000 * 0.8e-6 / (2 * 0.2), queue.MeanWait, 12);
        Assert.Null(queue.Within(0.002));
    }

    [Theory]
    [InlineData(0.8, 10, 0.02349)]
    [InlineData(0.9, 20, 0.01365)]
    [InlineData(1.2, 10, 0.19259)]
    [InlineData(1.0, 4, 0.2)]
    [InlineData(0.5, 1, 1 / 3.0)]
    [InlineData(0.001, 1000, 0)]
    public void MM1K_loses_what_finds_it_full(double load, int limit, double loss) =>
    Assert.Equal(loss, new FiniteQueue(load, 1, limit).Loss, 5);

    [Fact]
    public void The_memory_of_a_queue_grows_with_its_load_and_ends_with_its_room()
    {
        Assert.Equal(0.8 / Math.Pow(1 - Math.Sqrt(0.8), 2), Exponential(0.8, 1).Memory, 9);
        Assert.True(Exponential(0.9, 1).Memory > Exponential(0.8, 1).Memory);
        Assert.True(new FiniteQueue(0.8, 1, 10).Memory < Exponential(0.8, 1).Memory);
        Assert.Equal(Exponential(0.8, 1).Memory, new FiniteQueue(0.8, 1, 100_000).Memory, 0.1);
    }

    private static SingleServerQueue Exponential(double arrivals, double service) =>
        new(QueueKind.Mm1, arrivals, service, 2 * service * service);

    private static SingleServerQueue Fixed(double arrivals, double service) => new(QueueKind.Md1, arrivals, service, service * service);
}
