namespace NetComm.Scenarios.Tests;

public sealed class ScenarioReaderTests
{
    public static TheoryData<string> Valid => [.. Samples.In("Valid")];

    [Theory, MemberData(nameof(Valid))]
    public void A_valid_file_is_kept_as_it_is(string name)
    {
        string text = Samples.Text("Valid", name);

        Scenario scenario = ScenarioReader.Parse(text, name + ".yaml");

        Assert.Equal(text, scenario.Source);
    }

    [Fact]
    public void The_head_of_a_file_is_read()
    {
        Scenario scenario = ScenarioReader.Parse("""
            scenario: A title
            description: |
              Some *lesson*.
            seed: 9223372036854775807
            duration: 1 min
            warmup: 500 ms
            mode: loopback
            hosts: { alice: {} }
            """, "folder/lesson.yaml");

        Assert.Equal(
            ("A title", "Some *lesson*.\n", long.MaxValue, SimDuration.FromSeconds(60), SimDuration.FromMilliseconds(500), RunMode.Loopback,
                "lesson.yaml"),
            (scenario.Title, scenario.Description, scenario.Seed, scenario.Duration, scenario.WarmUp, scenario.Mode, scenario.FileName));
    }

    [Fact]
    public void What_the_head_leaves_out_has_its_default()
    {
        Scenario scenario = ScenarioText.OfNetwork("hosts: { alice: {} }");

        Assert.Equal((1L, RunMode.Simulated, SimDuration.Zero, ""), (scenario.Seed, scenario.Mode, scenario.WarmUp, scenario.Description));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem()
    {
        string missing = Path.Combine(Path.GetTempPath(), "no-such-folder", "missing.yaml");

        ScenarioException exception = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(missing));

        Assert.Equal($"{missing}: there is no such file", exception.Message);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_a_problem()
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, [0x73, 0x63, 0xE9, 0xFF, 0x0A]);

        ScenarioException exception = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(file));
        File.Delete(file);

        Assert.Equal("the file is not UTF-8 text", Assert.Single(exception.Problems).Message);
    }

    [Fact]
    public void The_options_of_a_tcp_flow_are_read_and_the_rest_stays_at_its_defaults()
    {
        string text = ScenarioText.Pair + """
            flows:
              - { name: copy, from: alice, to: bob, traffic: { kind: bulk, bytes: 1 MB },
                  tcp: { congestion-control: reno, sack: false, delayed-ack: false, initial-window: 4, min-rto: 200 ms, send-buffer: 4 MiB } }
            """;

        TcpOptions options = ScenarioText.Of(text).Flows[0].Tcp;

        Assert.Equal(
            new TcpOptions
            {
                CongestionControl = CongestionAlgorithm.Reno,
                Sack = false,
                DelayedAck = false,
                InitialWindow = 4,
                MinimumRetransmissionTimeout = SimDuration.FromMilliseconds(200),
                SendBuffer = DataSize.FromBytes(4 << 20),
            },
            options);
    }

    [Fact]
    public void Keys_without_effect_in_loopback_mode_are_told_once_each()
    {
        Scenario scenario = ScenarioText.InLoopback("""
            scenario: Without effect
            duration: 1 s
            routing: rip
            hosts: { alice: {}, bob: {} }
            links: [ { name: wire, between: [alice, bob], delay: 1 ms, loss: 1 %, mtu: 576 B, forward: { queue: { limit: 5 packets } }, backward: { corrupt: 1 %, reorder: 1 %, reorder-by: 1 ms } } ]
            flows:
              - { name: copy, from: alice, to: bob, traffic: { kind: bulk, bytes: 1 MB }, tcp: { sack: false, nagle: false } }
            """);

        Assert.Equal(
        [
            "'routing: rip' has no effect in loopback mode, where routers are no processes",
            "link 'wire': 'loss', 'corrupt', 'reorder', 'reorder-by', 'mtu', 'queue' have no effect on tcp in loopback mode, which takes only " +
                "'delay' and 'rate' from its path",
            "flow 'copy': tcp 'sack' has no effect in loopback mode, where tcp is the system's own",
        ], scenario.WithoutEffect);
    }

    [Fact]
    public void Without_tcp_every_link_key_has_its_effect()
    {
        Scenario scenario = ScenarioText.InLoopback("""
            scenario: With effect
            duration: 1 s
            hosts: { alice: {}, bob: {} }
            links: [ { between: [alice, bob], jitter: 1 ms, loss: 1 %, duplicate: 1 %, corrupt: 1 %, reorder: 1 %, reorder-by: 1 ms, rate: 1 Mbps, mtu: 576 B, queue: { limit: 5 packets } } ]
            """);

        Assert.Empty(scenario.WithoutEffect);
    }
}
