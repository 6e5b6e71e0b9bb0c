using NetComm.Analysis;
using NetComm.Scenarios;
using NetComm.Sim.Sweeps;

namespace NetComm.Sim.Tests.Sweeps;

public sealed class SweepScheduleTests
{
    private const string File = """
        scenario: A lossy line
        seed: 5
        hosts: [a, b]
        links: [ { name: core, between: [a, b], rate: 1 Mbps, delay: 10 ms } ]
        flows: [ { name: call, from: a, to: b, traffic: { kind: poisson, rate: 50 packets/s, size: 160 B }, count: 40 } ]

        """;

    private const string Fixed = "sweep: { vary: { links.core.loss: [0 %, 5 %, 20 %] }, replications: 4, measure: [call.loss] }\n";

    private const string Until = "sweep: { vary: { links.core.loss: [0 %, 5 %, 20 %] }, " +
        "until: { metric: call.loss, within: 20 % }, max-replications: 40, measure: [call.loss] }\n";

    [Theory]
    [InlineData(Fixed)]
    [InlineData(Until)]
    public void As_many_threads_as_one_likes_give_the_same_runs(string text)
    {
        Sweep sweep = SweepReader.Parse(File + text, "line.yaml");

        SweepResults one = Simulation.Run(sweep, jobs: 1);
        SweepResults many = Simulation.Run(sweep, jobs: 7);

        Assert.Equal(SweepCsv.Runs(one), SweepCsv.Runs(many));
        Assert.Equal(SweepCsv.Points(one), SweepCsv.Points(many));
    }

    [Theory]
    [InlineData(Fixed, 1)]
    [InlineData(Fixed, 2)]
    [InlineData(Fixed, 5)]
    [InlineData(Fixed, 30)]
    [InlineData(Until, 2)]
    [InlineData(Until, 5)]
    public void Shards_divide_the_runs_without_gap_or_double(string text, int count)
    {
        Sweep sweep = SweepReader.Parse(File + text, "line.yaml");
        SweepRun[] whole = [.. Simulation.Run(sweep).Runs];

        IReadOnlyList<SweepRun>[] shards = [.. Enumerable.Range(1, count).Select(number => RunShard(sweep, new(number, count)))];

        Assert.Equal(whole.Select(Key), shards.SelectMany(runs => runs).Select(Key));
        Assert.InRange(shards.Max(runs => runs.Count) - shards.Min(runs => runs.Count), 0, text == Fixed ? 1 : whole.Length);
    }

    [Fact]
    public void Without_loss_five_runs_are_enough_and_with_much_more_are_needed()
    {
        SweepResults results = Simulation.Run(SweepReader.Parse(File + Until, "line.yaml"));

        Assert.Equal(5, results.RunsOf(0).Count);
        Assert.InRange(results.RunsOf(1).Count, 6, 40);
        Assert.InRange(results.RunsOf(2).Count, 6, 39);
        Assert.True(results.At(2, 0)!.IsWithin(0.2));
        Assert.False(Estimate.Of(results.ValuesOf(2, 0).SkipLast(1))!.IsWithin(0.2));
    }

    [Fact]
    public void What_is_known_already_is_not_given_out_again()
    {
        Sweep sweep = SweepReader.Parse(File + Fixed, "line.yaml");
        SweepRun[] whole = [.. Simulation.Run(sweep).Runs];
        var schedule = new SweepSchedule(sweep);
        foreach (SweepRun run in whole.Where((_, i) => i % 3 != 0)) schedule.Add(run);

        var rest = new List<(int, int)>();
        while (schedule.TryTake(out int point, out int replication)) rest.Add((point, replication));

        Assert.Equal(whole.Where((_, i) => i % 3 == 0).Select(Key), rest);
        Assert.False(schedule.IsDone);
    }

    [Fact]
    public void Points_share_their_luck()
    {
        SweepResults results = Simulation.Run(SweepReader.Parse(File + """
            sweep: { vary: { links.core.delay: [10 ms, 30 ms] }, replications: 4, measure: [call.latency.mean] }

            """, "line.yaml"));

        Estimate above = results.AboveFirst(1, 0)!;

        // What chance does to both points falls out: 20 ms more each time, to the picosecond.
        Assert.Equal((20, 0), (above.Mean, above.StandardDeviation!.Value));
        Assert.True(results.At(1, 0)!.StandardDeviation > 0);
    }

    private static IReadOnlyList<SweepRun> RunShard(Sweep sweep, SweepShard shard)
    {
        var schedule = new SweepSchedule(sweep, shard);
        SweepRunner.Run(sweep, schedule, 2, _ => { }, CancellationToken.None);
        Assert.True(schedule.IsDone);
        return schedule.Runs;
    }

    private static (int, int) Key(SweepRun run) => (run.Point, run.Replication);
}
