namespace NetComm.Analysis.Tests.Comparing;

public sealed class RunDifferenceTests
{
    [Fact]
    public void Runs_with_equal_figures_do_not_differ()
    {
        RunFigures first = SampleFigures.Of(p50: 20), second = SampleFigures.Of(p50: 20, mode: "loopback", seed: 2);

        Assert.Empty(RunDifference.Between(first, second));
    }

    [Fact]
    public void Each_figure_that_differs_is_told_with_its_subject_in_the_order_of_the_summary()
    {
        RunFigures first = SampleFigures.Of(p50: 20), second = SampleFigures.Of(p50: 21, received: 9);

        IReadOnlyList<RunDifference> differences = RunDifference.Between(first, second);

        Assert.Equal(
            ["call received", "call loss", "call latencyMs.p50", "core alice>bob drops.loss"],
            differences.Select(one => $"{one.Name} {one.Key}"));
        Assert.Equal((20, 21), (differences[2].First!.Number, differences[2].Second!.Number));
        Assert.Equal(Metric.LatencyP50, differences[2].Definition!.Metric);
    }

    [Fact]
    public void A_flow_that_one_run_lacks_is_told_once()
    {
        RunFigures first = SampleFigures.Of(p50: 20), second = SampleFigures.Of(p50: 20, flow: "chat");

        IReadOnlyList<RunDifference> differences = RunDifference.Between(first, second);

        Assert.Equal(
            [("call", true, false), ("chat", false, true)],
            differences.Select(one => (one.Name, one.First is not null, one.Second is not null)));
    }

    [Fact]
    public void A_run_says_whether_an_expectation_failed()
    {
        Assert.False(SampleFigures.Of(p50: 20).HasFailed);
        Assert.True(SampleFigures.Of(p50: 20, received: 9).HasFailed);
    }
}
