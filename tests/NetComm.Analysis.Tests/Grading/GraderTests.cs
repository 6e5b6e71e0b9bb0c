using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Grading;

public sealed class GraderTests
{
    [Theory]
    [InlineData("call.loss < 30 %", Metric.Loss, Comparison.Less, 0.3, true, "25 %")]
    [InlineData("call.loss < 0.2", Metric.Loss, Comparison.Less, 0.2, false, "0.25")]
    [InlineData("call.loss == 25 %", Metric.Loss, Comparison.Equal, 0.25, true, "25 %")]
    [InlineData("call.latency.p95 <= 10ms", Metric.LatencyP95, Comparison.LessOrEqual, 10e9, false, "10.5 ms")]
    [InlineData("call.latency.max >= 0.01 s", Metric.LatencyMax, Comparison.GreaterOrEqual, 10e9, true, "0.0105 s")]
    [InlineData("call.latency.min != 9500 us", Metric.LatencyMin, Comparison.NotEqual, 9.5e9, true, "10000 us")]
    [InlineData("call.received >= 3", Metric.Received, Comparison.GreaterOrEqual, 3, true, "3")]
    [InlineData("call.lost > 1 before 6 s", Metric.Lost, Comparison.Greater, 1, false, "1")]
    [InlineData("call.goodput > 1 kbps", Metric.Goodput, Comparison.Greater, 1e3, true, "24 kbps")]
    [InlineData("call.ipdv.mean == 0.5 ms", Metric.VariationMean, Comparison.Equal, 0.5e9, true, "0.5 ms")]
    [InlineData("call.ipdv.min >= -500 us", Metric.VariationMin, Comparison.GreaterOrEqual, -0.5e9, true, "500 us")]
    [InlineData("call.ipdv.max < 1 ms", Metric.VariationMax, Comparison.Less, 1e9, true, "0.5 ms")]
    [InlineData("call.pdv <= 0.5 ms", Metric.DelayVariation, Comparison.LessOrEqual, 0.5e9, true, "0.5 ms")]
    [InlineData("call.bursts.count == 1", Metric.BurstCount, Comparison.Equal, 1, true, "1")]
    [InlineData("call.bursts.mean < 1.5", Metric.BurstMean, Comparison.Less, 1.5, true, "1")]
    [InlineData("call.bursts.max > 2", Metric.BurstMax, Comparison.Greater, 2, false, "1")]
    public void A_figure_is_compared_and_told_in_the_typed_unit(
        string text, Metric metric, Comparison comparison, double value, bool passed, string actual)
    {
        using TraceBuilder trace = Call();

        Grade grade = Graded(trace, Of(text, metric) with { Comparison = comparison, Value = value });

        Assert.Equal((passed, actual), (grade.Passed, grade.Actual));
    }

    [Fact]
    public void Any_percentile_is_the_nearest_rank()
    {
        using TraceBuilder trace = Call();
        Expectation Of(decimal percent) => GraderTests.Of($"call.latency.p{percent} > 0 ms", Metric.LatencyPercentile) with
        {
            Percentile = percent,
            Comparison = Comparison.Greater,
        };

        decimal[] percents = [1, 33.3m, 66.7m, 100];
        Assert.Equal(["10 ms", "10 ms", "10.5 ms", "10.5 ms"], percents.Select(percent => Graded(trace, Of(percent)).Actual));
    }

    [Theory]
    [InlineData(1.1, true, "1; call.sent 4")]
    [InlineData(0.2, false, "1; call.sent 4")]
    public void A_figure_is_compared_with_another_one_so_many_times(double factor, bool passed, string actual)
    {
        using TraceBuilder trace = Call();
        Expectation sent = Of("call.sent", Metric.Sent);

        Grade grade = Graded(trace, Of("call.lost < N * call.sent", Metric.Lost) with
        {
            Comparison = Comparison.Less,
            Value = factor,
            Than = sent,
        });

        Assert.Equal((passed, actual), (grade.Passed, grade.Actual));
    }

    [Theory]
    [InlineData(0.3, true)]
    [InlineData(0.2, false)]
    public void Joined_checks_hold_together(double mostLoss, bool passed)
    {
        using TraceBuilder trace = Call();
        Expectation received = Of("call.received >= 3", Metric.Received) with { Comparison = Comparison.GreaterOrEqual, Value = 3 };

        Grade grade = Graded(trace, Of("call.loss < 20 % and call.received >= 3", Metric.Loss) with
        {
            Comparison = Comparison.Less,
            Value = mostLoss,
            And = [received],
        });

        Assert.Equal((passed, "call.loss 25 %; call.received 3"), (grade.Passed, grade.Actual));
    }

    [Theory]
    [InlineData(0.25, 0, true)]
    [InlineData(0.20, 0.05, true)]
    [InlineData(0.30, 0.05, true)]
    [InlineData(0.20, 0.04, false)]
    public void A_tolerance_is_an_absolute_difference(double value, double tolerance, bool passed)
    {
        using TraceBuilder trace = Call();

        Grade grade = Graded(trace, Of("call.loss == 20 % ± 5 %", Metric.Loss) with { Value = value, Tolerance = tolerance });

        Assert.Equal(passed, grade.Passed);
    }

    [Theory]
    [InlineData("1 ms", 0.117176, "0.117176 ps")]
    [InlineData("1 ms", 117.176, "117.176 ps")]
    [InlineData("1 s", 9_999_000_000, "9.999 ms")]
    [InlineData("1 s", 10_924_800_000, "0.0109248 s")]
    [InlineData("1 us", 1_010_920_000_000, "1.01092 s")]
    [InlineData("1 us", 999_000_000_000, "999000 us")]
    [InlineData("1 min", 0, "0 min")]
    public void A_figure_far_from_the_typed_unit_is_told_in_its_own(string typed, double picoseconds, string actual) =>
        Assert.Equal(actual, TypedUnit.Of(Of($"call.jitter < {typed}", Metric.Jitter)).Show(picoseconds, _ => true));

    [Theory]
    [InlineData("1 Mbps", 512, "512 bps")]
    [InlineData("1 bps", 2_400_000, "2.4 Mbps")]
    [InlineData("1 Mbps", 24_000, "0.024 Mbps")]
    public void So_is_a_rate(string typed, double bits, string actual) =>
        Assert.Equal(actual, TypedUnit.Of(Of($"call.goodput > {typed}", Metric.Goodput)).Show(bits, _ => true));

    [Fact]
    public void A_figure_that_fails_by_a_hair_is_told_with_enough_digits()
    {
        using TraceBuilder trace = new TraceBuilder().Flow().Sent(0, 1).Received(10.00000001, 1).Ended(100);

        Grade grade =
            Graded(trace, Of("call.latency.max <= 10 ms", Metric.LatencyMax) with { Comparison = Comparison.LessOrEqual, Value = 10e9 });

        Assert.Equal((false, "10.00000001 ms"), (grade.Passed, grade.Actual));
    }

    [Fact]
    public void A_window_chooses_packets_by_their_send_time()
    {
        using TraceBuilder trace = Call();

        Grade before = Graded(trace, Of("call.sent == 2 before 20 ms", Metric.Sent) with { Value = 2, Before = TraceBuilder.Ms(20) });
        Grade after = Graded(trace, Of("call.lost == 1 after 20 ms", Metric.Lost) with { Value = 1, After = TraceBuilder.Ms(20) });
        Grade between = Graded(trace, Of("call.latency.max == 10.5 ms between 10 ms and 20 ms", Metric.LatencyMax) with
        {
            Value = 10.5e9,
            After = TraceBuilder.Ms(10),
            Before = TraceBuilder.Ms(20),
        });

        Assert.All([before, after, between], grade => Assert.True(grade.Passed, grade.Actual));
    }

    [Fact]
    public void Where_nothing_was_measured_there_is_no_data()
    {
        using TraceBuilder trace = Call();

        Grade grade = Graded(trace, Of("call.lost == 0 after 1 s", Metric.Lost) with { After = TraceBuilder.Ms(1000) });

        Assert.Equal((false, "no data"), (grade.Passed, grade.Actual));
    }

    [Fact]
    public void By_picks_one_receiver()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("announce", Cast.Broadcast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).Received(1, 1, TraceBuilder.Bob).DroppedOn(1, 9, 1).Ended(10);
        Expectation expected = Of("announce.loss by carol == 100 %", Metric.Loss) with { Name = "announce", Value = 1 };

        Assert.True(Graded(trace, expected with { By = "carol" }).Passed);
        Assert.False(Graded(trace, expected with { By = "bob" }).Passed);
    }

    [Fact]
    public void Of_a_link_the_larger_direction_counts_and_from_picks_one()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(0, 1, 2, 40).DroppedOn(50, 0, 1).DroppedOn(50, 1, 2).DroppedOn(50, 1, 2).Ended(100);
        Expectation utilisation = Of("core.utilisation > 10 %", Metric.Utilisation, "core", ExpectationSubject.Medium);
        Expectation drops = Of("core.drops == 3", Metric.Drops, "core", ExpectationSubject.Medium);

        Assert.Equal("40 %", Graded(trace, utilisation).Actual);
        Assert.Equal("10 %", Graded(trace, utilisation with { From = "alice" }).Actual);
        Assert.Equal("3", Graded(trace, drops).Actual);
        Assert.Equal("2", Graded(trace, drops with { From = "r1" }).Actual);
    }

    [Fact]
    public void Packets_and_bytes_of_a_link_are_those_of_both_directions_unless_one_is_picked()
    {
        using TraceBuilder trace = new TraceBuilder()
            .Enqueued(0, 0, 1, 10).Enqueued(20, 0, 2, 30).Enqueued(0, 1, 3, 40, bytes: 100).Ended(100);
        Expectation packets = Of("core.packets == 3", Metric.Packets, "core", ExpectationSubject.Medium) with { Value = 3 };
        Expectation bytes = Of("core.bytes == 356", Metric.Bytes, "core", ExpectationSubject.Medium) with { Value = 356 };

        Assert.Equal("3", Graded(trace, packets).Actual);
        Assert.Equal("2", Graded(trace, packets with { From = "alice" }).Actual);
        Assert.Equal("1", Graded(trace, packets with { After = TraceBuilder.Ms(10) }).Actual);
        Assert.Equal("356", Graded(trace, bytes).Actual); // 2 × 128 + 100
        Assert.Equal("100", Graded(trace, bytes with { From = "r1" }).Actual);
    }

    [Fact]
    public void A_window_cuts_a_links_transmissions()
    {
        using TraceBuilder trace = new TraceBuilder().Enqueued(0, 0, 1, 10).Enqueued(0, 0, 2, 20).Enqueued(60, 0, 3, 70).Ended(100);
        Expectation expected = Of("core.utilisation == 25 % before 40 ms", Metric.Utilisation, "core", ExpectationSubject.Medium);

        // 15 of the 35 ms from 5 to 40 ms, and 10 of the 50 ms from 50 ms on.
        Assert.Equal("42.8571 %", Graded(trace, expected with { After = TraceBuilder.Ms(5), Before = TraceBuilder.Ms(40) }).Actual);
        Assert.Equal("20 %", Graded(trace, expected with { After = TraceBuilder.Ms(50) }).Actual);
    }

    [Fact]
    public void A_program_completes_or_fails_with_its_errno()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob).Program("client", TraceBuilder.Alice)
            .Program("idle", TraceBuilder.Carol)
            .Text(1, TraceEventKind.ProgramEnded, 0, "").Text(2, TraceEventKind.ProgramEnded, 1, "ECONNREFUSED").Ended(10);

        Assert.Equal((true, "completed"), Program(trace, "server", Metric.Completed));
        Assert.Equal((false, "completed"), Program(trace, "server", Metric.Failed));
        Assert.Equal((false, "failed: ECONNREFUSED"), Program(trace, "client", Metric.Completed));
        Assert.Equal((true, "failed: ECONNREFUSED"), Program(trace, "client", Metric.Failed, "ECONNREFUSED"));
        Assert.Equal((false, "failed: ECONNREFUSED"), Program(trace, "client", Metric.Failed, "ETIMEDOUT"));
        Assert.Equal((false, "not ended"), Program(trace, "idle", Metric.Completed));
    }

    [Fact]
    public void A_program_that_a_restart_runs_anew_counts_by_how_it_ends_then()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob).Program("client", TraceBuilder.Bob)
            .Text(1, TraceEventKind.ProgramEnded, 0, "host crashed").Text(1, TraceEventKind.ProgramEnded, 1, "host crashed")
            .At(2, TraceEventKind.ProgramStarted, 0).At(2, TraceEventKind.ProgramStarted, 1)
            .Text(3, TraceEventKind.ProgramEnded, 1, "").Ended(10);

        Assert.Equal((false, "not ended"), Program(trace, "server", Metric.Failed));
        Assert.Equal((true, "completed"), Program(trace, "client", Metric.Completed));
    }

    [Fact]
    public void The_program_of_a_connection_has_figures_of_its_own_and_its_server_has_all_lines()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(1, TraceEventKind.ProgramPrinted, 0, "ready")
            .Text(2, TraceEventKind.ProgramPrinted, 0, "two", packet: 2).Text(3, TraceEventKind.ProgramPrinted, 0, "one", packet: 1)
            .Text(4, TraceEventKind.ProgramEnded, 0, "ECONNRESET", packet: 2)
            .Text(5, TraceEventKind.ProgramEnded, 0, "", packet: 1).Ended(10);

        Assert.Equal(["ready", "two", "one"], Measurements.From(trace.Trace()).Programs[0].Printed);
        Assert.Equal((true, "two"), Program(trace, "server#2", Metric.Printed, "two"));
        Assert.False(Program(trace, "server#1", Metric.Printed, "two").Passed);
        Assert.Equal((true, "failed: ECONNRESET"), Program(trace, "server#2", Metric.Failed, "ECONNRESET"));
        Assert.Equal((true, "completed"), Program(trace, "server#1", Metric.Completed));
        Assert.Equal((false, "not ended"), Program(trace, "server", Metric.Completed));
        Assert.Equal((false, "no data"), Program(trace, "server#3", Metric.Completed));
    }

    [Fact]
    public void What_a_program_printed_may_contain_a_text()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(1, TraceEventKind.ProgramPrinted, 0, "Connection from 10.0.0.1:50000")
            .Text(2, TraceEventKind.ProgramPrinted, 0, "Received: Hello").Ended(10);

        Assert.Equal((true, "Received: Hello"), Program(trace, "server", Metric.Printed, "ed: Hel"));
        Assert.False(Program(trace, "server", Metric.Printed, "hello").Passed);
    }

    [Fact]
    public void Every_answer_must_come_from_the_host()
    {
        using TraceBuilder one = new TraceBuilder().Flow("lookup", answered: true)
            .Sent(0, 1, 0).Received(5, 1).Sent(5, 2, 0, answer: true).Received(12, 2, TraceBuilder.Alice).Ended(20);
        Expectation expected = Of("lookup.answered-by == bob", Metric.AnsweredBy) with { Name = "lookup", ExpectedText = "bob" };

        Assert.True(Graded(one, expected).Passed);
        Assert.False(Graded(one, expected with { ExpectedText = "carol" }).Passed);
        Assert.False(Graded(one, expected with { Comparison = Comparison.NotEqual }).Passed);
        Assert.Equal("no data", Graded(one, expected with { After = TraceBuilder.Ms(6) }).Actual);
    }

    [Fact]
    public void An_app_is_graded_like_a_program_and_has_a_status_only_where_its_protocol_gives_one()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob).Program("probe", TraceBuilder.Alice, "ping")
            .Text(1, TraceEventKind.ProgramPrinted, 1, "4 packets transmitted").Text(2, TraceEventKind.ProgramEnded, 1, "").Ended(100);

        Grade Of(Metric metric) =>
            Graded(trace,
                GraderTests.Of($"probe.{metric}", metric, "probe", ExpectationSubject.App) with
                {
                    Value = 1,
                    ExpectedText = "4 packets",
                    After = TraceBuilder.Ms(5)
                });

        Assert.Equal((true, "completed"), (Of(Metric.Completed).Passed, Of(Metric.Completed).Actual));
        Assert.Equal((false, "completed"), (Of(Metric.Failed).Passed, Of(Metric.Failed).Actual));
        Assert.Equal((true, "4 packets transmitted"), (Of(Metric.Printed).Passed, Of(Metric.Printed).Actual));
        Assert.Equal((false, "no data"), (Of(Metric.Status).Passed, Of(Metric.Status).Actual));
    }

    [Fact]
    public void An_expectation_of_the_other_mode_is_not_graded()
    {
        using TraceBuilder trace = Call();

        Grade grade = Graded(trace, Of("call.loss < 2 %", Metric.Loss) with { Mode = RunMode.Loopback });

        Assert.Null(grade.Passed);
        Assert.Equal("not graded: loopback mode only", grade.Actual);
    }

    /// <summary>Four packets, 10 ms apart: 10 and 10.5 ms of latency, one lost, 10 ms; 300 B in 100 ms.</summary>
    private static TraceBuilder Call() => new TraceBuilder().Flow()
        .Sent(0, 1).Sent(10, 2).Received(10, 1).Sent(20, 3).Received(20.5, 2).DroppedOn(25, 0, 3).Sent(30, 4).Received(40, 4).Ended(100);

    private static Expectation Of(string text, Metric metric, string name = "call", ExpectationSubject subject = ExpectationSubject.Flow) =>
        new() { Text = text, Subject = subject, Name = name, Metric = metric };

    private static (bool? Passed, string Actual) Program(TraceBuilder trace, string name, Metric metric, string? text = null)
    {
        Grade grade = Graded(trace, Of($"{name}.x", metric, name, ExpectationSubject.Program) with { Value = 1, ExpectedText = text });
        return (grade.Passed, grade.Actual);
    }

    private static Grade Graded(TraceBuilder trace, Expectation expected) =>
        Grader.Grade([expected], Measurements.From(trace.Trace(), [expected]), RunMode.Simulated)[0];
}
