using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Analysis.Tests.Theories;

/// <summary>Right runs pass, and runs of a network that is not the one of the theory fail.</summary>
public sealed class OracleGraderTests
{
    private const int Seeds = 20;

    public static TheoryData<string> Right => new(
        OracleRuns.Queue("mm1"),
        OracleRuns.Queue("md1", "972 B"),
        OracleRuns.Queue("mg1", "{ distribution: uniform, min: 100 B, max: 1900 B, of: wire }"),
        OracleRuns.Queue("mm1k", limit: "10 packets"),
        OracleRuns.Lossy(OracleRuns.Bursts),
        OracleRuns.Lossy("{ model: gilbert-elliott, p: 2 %, r: 20 %, loss-good: 1 %, loss-bad: 60 % }"),
        OracleRuns.Lossy("{ model: gilbert-elliott, p: 0 %, r: 0 %, loss-good: 5 % }"),
        OracleRuns.Lossy("{ model: random, share: 5 %, correlation: 30 % }"));

    /// <summary>Of 1000 right tests one fails by chance: of these 40 none to one.</summary>
    [Theory, MemberData(nameof(Right))]
    public void Runs_that_meet_the_theory_pass(string text)
    {
        Grade[] failed =
            [.. Enumerable.Range(1, Seeds).SelectMany(seed => OracleRuns.Grade(OracleRuns.Read(text, seed)))
                .Where(grade => grade.Passed != true)];

        Assert.True(failed.Length <= 1, string.Join('\n', failed.Select(grade => grade.Actual)));
    }

    [Theory]
    [InlineData("mm1", OracleRuns.Exponential, "none", "8.7 Mbps")]
    [InlineData("md1", "972 B", "none", "9.5 Mbps")]
    [InlineData("mg1", OracleRuns.Exponential, "none", "8.7 Mbps")]
    [InlineData("mm1k", OracleRuns.Exponential, "10 packets", "8.7 Mbps")]
    public void A_slower_link_than_the_theorys_fails(string oracle, string size, string limit, string rate)
    {
        Scenario promised = OracleRuns.Read(OracleRuns.Queue(oracle, size, limit));
        Scenario real = OracleRuns.Read(OracleRuns.Queue(oracle, size, limit, rate));

        Assert.All(OracleRuns.Grade(real, promised), grade => Assert.False(grade.Passed, grade.Actual));
    }

    [Fact]
    public void Exponential_sizes_fail_the_theory_of_fixed_ones()
    {
        Scenario promised = OracleRuns.Read(OracleRuns.Queue("md1", "972 B")), real = OracleRuns.Read(OracleRuns.Queue("mm1"));

        Assert.All(OracleRuns.Grade(real, promised), grade => Assert.False(grade.Passed, grade.Actual));
    }

    [Fact]
    public void One_place_more_in_the_queue_fails()
    {
        Scenario promised = OracleRuns.Read(OracleRuns.Queue("mm1k", limit: "4 packets")),
            real = OracleRuns.Read(OracleRuns.Queue("mm1k", limit: "5 packets"));

        Assert.All(OracleRuns.Grade(real, promised), grade => Assert.False(grade.Passed, grade.Actual));
    }

    [Theory]
    [InlineData("3.85 %")]
    [InlineData("{ model: gilbert-elliott, p: 2 %, r: 50 % }")]
    [InlineData("{ model: gilbert-elliott, p: 2 %, r: 25 % }")]
    public void Other_losses_fail_the_theory_of_bursts_even_with_the_same_mean(string loss)
    {
        Scenario promised = OracleRuns.Read(OracleRuns.Lossy(OracleRuns.Bursts));
        Scenario real =
            OracleRuns.Read(
                OracleRuns.Lossy(OracleRuns.Bursts)) with
            { Links = OracleRuns.Read(OracleRuns.Lossy(loss).Split("expect")[0]).Links };

        Assert.All(OracleRuns.Grade(real, promised), grade => Assert.False(grade.Passed, grade.Actual));
    }

    [Theory]
    [InlineData("0.1 %", "congestion-control: reno")]
    [InlineData("0.1 %", "congestion-control: reno, delayed-ack: false")]
    [InlineData("0.2 %", "congestion-control: reno, timestamps: false")]
    public void Tcp_keeps_to_the_rate_of_Mathis(string loss, string tcp)
    {
        Grade grade = Assert.Single(OracleRuns.Grade(OracleRuns.Read(OracleRuns.Transfer(loss, tcp))));

        Assert.True(grade.Passed, grade.Actual);
    }

    [Fact]
    public void Twice_the_loss_of_the_theory_fails_its_rate()
    {
        Scenario promised = OracleRuns.Read(OracleRuns.Transfer("0.1 %")), real = OracleRuns.Read(OracleRuns.Transfer("0.2 %"));

        Assert.False(Assert.Single(OracleRuns.Grade(real, promised)).Passed);
    }

    [Fact]
    public void What_was_measured_is_told_beside_the_theory_with_its_confidence()
    {
        Assert.Matches(@"^mean \d\.\d\d ms, theory 9\.00 ms ± 0\.\d\d ms \(99\.9 %, \d\d batches\)$",
            OracleRuns.Grade(OracleRuns.Read(OracleRuns.Queue("mm1")))[0].Actual);
        Assert.Matches(@"^mean \d\.\d\d ms, theory 4\.00 ms ± ", OracleRuns.Grade(OracleRuns.Read(OracleRuns.Queue("mm1")))[1].Actual);
        Assert.Matches(
            @"^loss \d\.\d % ?, theory 3\.8 % ± \d\.\d %; mean burst \d\.\d+ packets, theory 4\.0+ packets ± 0\.\d+ packets \(99\.9 %, 20 000 packets\)$",
            OracleRuns.Grade(OracleRuns.Read(OracleRuns.Lossy(OracleRuns.Bursts)))[0].Actual);
    }

    [Fact]
    public void Too_few_packets_decide_nothing()
    {
        Grade queue = OracleRuns.Grade(OracleRuns.Read(OracleRuns.Queue("mm1", seconds: 4)))[0];
        Grade loss = OracleRuns.Grade(OracleRuns.Read(OracleRuns.Lossy(OracleRuns.Bursts, packets: 500)))[0];

        Assert.StartsWith("too few packets to tell: ", queue.Actual, StringComparison.Ordinal);
        Assert.Equal((false, "too few packets to tell: 500, where the test needs 2 080"), (loss.Passed, loss.Actual));
    }

    /// <summary>
    /// At a load of 4 % one packet in 25 waits, and a queue of four is full for one in 400 000: 500 packets decide nothing.
    /// </summary>
    [Theory]
    [InlineData("md1", "972 B", "none")]
    [InlineData("mm1k", OracleRuns.Exponential, "4 packets")]
    public void What_is_too_rare_to_have_come_by_chance_decides_nothing(string oracle, string size, string limit)
    {
        IReadOnlyList<Grade> grades =
            OracleRuns.Grade(
                OracleRuns.Read(
                    OracleRuns.Queue(oracle, size, limit, rate: "100 Mbps", seconds: 2 + 1)
                        .Replace("rate: 1000 packets/s", "rate: 500 packets/s", StringComparison.Ordinal)));

        Assert.All(grades, grade => Assert.StartsWith("too few packets to tell: ", grade.Actual, StringComparison.Ordinal));
    }

    /// <summary>
    /// The time in a queue of 80 % load, by Lindley's recurrence: the error of a mean is smaller where the mean is, and both tails are
    /// tested alike only by the relative one.
    /// </summary>
    [Fact]
    public void Right_queues_fail_hardly_more_often_than_one_in_a_thousand_times()
    {
        const int Runs = 4000, Packets = 20_000, Warm = 500;
        var theory = new SingleServerQueue(QueueKind.Mm1, 0.8, 1, 2);
        var oracle = new Oracle(theory, [0], 0, [new OracleFlow(0, SimDuration.Zero)]);
        var expectation = new Expectation
        {
            Text = "oracle: mm1, flow: data",
            Subject = ExpectationSubject.Flow,
            Name = "data",
            Metric = Metric.Theory,
            Oracle = oracle,
        };
        int failed = 0;
        for (int run = 0; run < Runs; run++)
        {
            RandomStream random = RandomStream.For(run, "lindley");
            var times = new BatchMeans();
            double wait = 0;
            for (int i = 0; i < Warm + Packets; i++)
            {
                double time = wait + random.NextExponential();
                if (i >= Warm) times.Add((long)(time * SimDuration.PerSecond));
                wait = Math.Max(0, time - random.NextExponential() / 0.8);
            }

            (int batches, double error) = times.Judge(theory.Memory)!.Value;
            var measured = new OracleMeasurement(oracle, Packets)
            {
                Mean = times.Mean / SimDuration.PerSecond,
                StandardError = error / SimDuration.PerSecond,
                Batches = batches,
            };
            if (OracleGrader.Grade(expectation, measured).Passed != true) failed++;
        }

        // 4 of 4000 are to be expected; with the batches' own error it was 16.
        Assert.InRange(failed, 0, 10);
    }

    [Fact]
    public void Flows_that_meet_at_a_link_add_up()
    {
        const string Text = """
            scenario: Three flows, two of one size
            duration: 60 s
            warmup: 2 s
            hosts: { a: {}, b: {}, c: {} }
            routers: [r]
            links:
              - { between: [a, r], delay: 1 ms }
              - { between: [b, r], rate: 1 Gbps, mtu: 65535 B }
              - { name: wire, between: [r, c], rate: 10 Mbps, delay: 5 ms, queue: { limit: none } }
            flows:
              - { name: one, from: a, to: c, traffic: { kind: poisson, rate: 400 packets/s, size: 972 B } }
              - { name: two, from: b, to: c, traffic: { kind: poisson, rate: 300 packets/s, size: 972 B } }
              - { name: three, from: a, to: c, traffic: { kind: poisson, rate: 500 packets/s, size: 472 B } }
            expect: [ { oracle: mg1, link: wire } ]
            """;

        Grade grade = Assert.Single(OracleRuns.Grade(OracleRuns.Read(Text)));

        // λ = 1200/s; E[S] = (700 · 0.8 + 500 · 0.4)/1200 ms = 0.6333 ms, E[S²] = 0.44 ms²; ρ = 0.76: 0.264 ms²/s / 0.48 + 0.633 = 1.733
        // ms.
        Assert.True(grade.Passed, grade.Actual);
        Assert.Contains("theory 1.733 ms", grade.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_a_LAN_has_bursts_of_its_own()
    {
        const string Text = """
            scenario: A LAN that loses packets
            hosts: { a: {}, b: {}, c: {} }
            lans: { office: { members: [a, b, c], rate: 100 Mbps, loss: { model: gilbert-elliott, p: 1 %, r: 25 % } } }
            flows: [ { name: data, from: a, to: b, traffic: { kind: constant, rate: 1000 packets/s, size: 100 B }, count: 20000 } ]
            expect: [ { oracle: gilbert-elliott, flow: data } ]
            """;

        Grade grade = Assert.Single(OracleRuns.Grade(OracleRuns.Read(Text)));

        Assert.True(grade.Passed, grade.Actual);
        Assert.Contains(
            "theory 4.00 packets", grade.Actual.Replace("4.0 packets", "4.00 packets", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rubric_holds_a_submission_against_theory()
    {
        Rubric rubric =
            RubricReader.Parse(
                "rubric: Queues\nexpect: [ { oracle: md1, flow: data, points: 3 }, { oracle: mm1, flow: data } ]\n", "rubric.yaml");
        Scenario submission = ScenarioReader.Parse(OracleRuns.Queue("mm1"), "anna.yaml", rubric.Overrides, rubric);

        IReadOnlyList<Grade> grades = OracleRuns.Grade(submission);

        Assert.Equal([(false, 3), (true, 1)], grades.Select(grade => (grade.Passed!.Value, grade.Expectation.Points)));
        Assert.Equal("md1 assumes packets of one size, but those of 'data' vary", grades[0].Actual);
    }

    [Fact]
    public void A_file_with_a_theory_runs_on_real_sockets_too_and_is_not_graded_there()
    {
        Scenario scenario =
            ScenarioReader.Parse(OracleRuns.Transfer("0.1 %"), "oracle.yaml", new ScenarioOverrides { Mode = RunMode.Loopback });

        Assert.Equal(RunMode.Simulated, Assert.Single(scenario.Expectations).Mode);
    }

    [Fact]
    public void On_real_sockets_no_segment_is_lost_and_Mathis_has_nothing_to_say()
    {
        string text = OracleRuns.Transfer("0.1 %").Replace("flow: data }", "flow: data, mode: loopback }", StringComparison.Ordinal);

        ScenarioException thrown = Assert.Throws<ScenarioException>(() => OracleRuns.Read(text));

        Assert.Equal("expectation 1: mathis assumes segments that are lost, but in loopback mode the system's own TCP loses none",
            Assert.Single(thrown.Problems).Message);
    }

    [Fact]
    public void A_theory_counts_in_simulated_runs_unless_its_mode_says_otherwise()
    {
        Scenario scenario =
            OracleRuns.Read(
                OracleRuns.Lossy(OracleRuns.Bursts)
                    .Replace("link: radio }", "link: radio, mode: loopback, points: 3, hint: Why? }", StringComparison.Ordinal));

        Assert.Equal(
            [("oracle: gilbert-elliott, flow: data", RunMode.Simulated, 1, null),
                ("oracle: gilbert-elliott, link: radio", RunMode.Loopback, 3, "Why?")],
            scenario.Expectations.Select(expected => (expected.Text, expected.Mode!.Value, expected.Points, expected.Hint)));
    }
}
