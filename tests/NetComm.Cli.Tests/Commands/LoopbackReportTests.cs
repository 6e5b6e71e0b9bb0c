namespace NetComm.Cli.Tests.Commands;

/// <summary>A run on real sockets can be rendered again from its folder.</summary>
[Collection(RealSockets.Collection)]
public sealed class LoopbackReportTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_loopback_run_is_rendered_again_with_all_that_was_missing()
    {
        string file = _place.Scenario(SampleScenarios.Lonely);
        Assert.Equal(3, _place.Run("run", file, "--out", "real").Status);
        IReadOnlyDictionary<string, string> before = RunContent.Of(_place, "real-incomplete");

        Outcome outcome = _place.Run("report", "real-incomplete");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("nobody was at udp", before["report.html"], StringComparison.Ordinal);
        Assert.Equal(before, RunContent.Of(_place, "real-incomplete"));
    }
}
