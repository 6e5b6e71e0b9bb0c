using System.Text;
using System.Text.Json;

namespace NetComm.Analysis.Tests.Comparing;

public sealed class RunComparisonTests
{
    /// <summary>Latencies of 20, 22 and 24 ms in virtual time, and 1, 1.5 and 2 ms more on real sockets.</summary>
    internal static readonly RunComparison Modes = new()
    {
        Title = "A call",
        File = "call.yaml",
        Sides =
        [
            new("simulated", [SampleFigures.Of(20, seed: 1), SampleFigures.Of(22, seed: 2), SampleFigures.Of(24, seed: 3)]),
            new("machine", [
                SampleFigures.Of(21, mode: "loopback", seed: 1), SampleFigures.Of(23.5, mode: "loopback", seed: 2),
                SampleFigures.Of(26, mode: "loopback", seed: 3)]),
        ],
        Machine = new MachineFacts(
            new EchoTimes(600, SimDuration.FromMicroseconds(160), SimDuration.FromMicroseconds(300)), ["'mtu' has no effect"], []),
    };

    private static MetricDefinition P50 => MetricCatalogue.Of(ExpectationSubject.Flow).Single(one => one.Metric == Metric.LatencyP50);

    [Fact]
    public void A_difference_is_taken_seed_by_seed()
    {
        Estimate above = Modes.AboveFirst(1, "call", P50)!;

        // 1, 1.5 and 2 ms: mean 1.5, s = 0.5, t(2) = 4.302653: 4.302653 × 0.5 / √3 = 1.242069.
        Assert.Equal(1.5, above.Mean, 9);
        Assert.Equal(1.242069, above.HalfWidth!.Value, 5);
        Assert.Equal((22, 23.5), (Modes.At(0, "call", P50)!.Mean, Modes.At(1, "call", P50)!.Mean));
    }

    [Fact]
    public void Metrics_that_no_run_has_are_left_out()
    {
        Assert.Equal(
            ["sent", "received", "loss", "latency.p50", "latency.p95", "completed"], Modes.MetricsOf("call").Select(metric => metric.Name));
    }

    [Fact]
    public void A_latency_one_way_costs_half_an_echo_and_loss_costs_none()
    {
        IReadOnlyList<ModeVerdict> verdicts = ModeVerdict.Of(Modes, "call");

        Assert.Equal([Metric.Loss, Metric.LatencyP50], verdicts.Select(verdict => verdict.Definition.Metric));
        Assert.Equal([null, 0.08], verdicts.Select(verdict => verdict.Echo));
    }

    [Fact]
    public void Intervals_overlap_or_are_apart_and_single_runs_have_none()
    {
        RunComparison Of(params double[] machine) => Modes with
        {
            Sides =
            [
                new("simulated", [.. machine.Select((_, i) => SampleFigures.Of(20 + 0.1 * i))]),
                new("machine", [.. machine.Select(p50 => SampleFigures.Of(p50))]),
            ],
        };
        bool? OverlapOf(RunComparison comparison) => ModeVerdict.Of(comparison, "call")[^1].IntervalsOverlap;

        Assert.True(OverlapOf(Of(20.1, 20.2, 20.3)));
        Assert.False(OverlapOf(Of(30.1, 30.2, 30.3)));
        Assert.Null(OverlapOf(Of(20.1)));
    }

    [Fact]
    public void Echoes_are_told_by_their_median()
    {
        EchoTimes echo = EchoTimes.Of(Enumerable.Range(1, 100).Select(i => SimDuration.FromMilliseconds(i)))!;

        Assert.Equal((100, 50e9, 95e9, 25e9), (echo.Count, echo.Median.Picoseconds, echo.P95.Picoseconds, echo.OneWay.Picoseconds));
        Assert.Null(EchoTimes.Of([]));
    }

    [Fact]
    public void The_table_has_a_row_for_each_side_flow_and_figure()
    {
        string[] rows = ComparisonFiles.Csv(Modes).Split('\n');

        Assert.Equal("side,flow,metric,unit,n,mean,stddev,low,high,above_first,above_low,above_high", rows[0]);
        Assert.StartsWith("simulated,call,latency.p50,ms,3,22,2,17.03172", rows[4], StringComparison.Ordinal);
        Assert.EndsWith(",,,", rows[4], StringComparison.Ordinal);
        Assert.StartsWith("machine,call,latency.p50,ms,3,23.5,2.5,", rows[10], StringComparison.Ordinal);
        Assert.Contains(",1.5,0.25793", rows[10], StringComparison.Ordinal);
        Assert.Equal(1 + 2 * 6 + 1, rows.Length);
    }

    [Fact]
    public void What_is_measured_on_the_machine_stands_apart()
    {
        using JsonDocument one = JsonOf(Modes), other = JsonOf(Modes with
        {
            Sides = [Modes.Sides[0], new("machine", [SampleFigures.Of(99)])],
            Machine = new MachineFacts(null, [], []),
        });

        Assert.Equal(SideOf(one, 0), SideOf(other, 0));
        Assert.NotEqual(SideOf(one, 1), SideOf(other, 1));
        Assert.Equal(0.08, one.RootElement.GetProperty("machine").GetProperty("echoMs").GetProperty("oneWay").GetDouble());
        Assert.False(other.RootElement.GetProperty("machine").TryGetProperty("echoMs", out _));
    }

    private static string SideOf(JsonDocument json, int side) => json.RootElement.GetProperty("sides")[side].GetRawText();

    private static JsonDocument JsonOf(RunComparison comparison)
    {
        using var stream = new MemoryStream();
        ComparisonFiles.WriteJson(stream, comparison);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
