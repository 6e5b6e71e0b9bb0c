using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Tests;

public sealed class OverrideTests
{
    private const string Text = """
        # Watch the loss.
        scenario: Overrides   # the title
        duration: 10 s
        hosts: { alice: {}, bob: }
        links:
          - { name: core, between: [alice, bob], loss: 1 % }   # the first
          - between: [alice, bob]
            delay: 5 ms
        lans:
          office: { members: [alice, bob] }
        flows:
          - { name: call, from: alice, to: bob, traffic: { kind: constant, rate: 50 packets/s, size: 160 B } }
        faults:
          - { at: 1 s, link: core, do: down }
        expect: [ call.loss < 5 % ]

        """;

    [Theory]
    [InlineData("links.core.loss=5 %", "# Watch the loss.", "loss: 5 % }   # the first")]
    [InlineData("links.core.delay=20 ms", "loss: 1 %, delay: 20 ms }   # the first")]
    [InlineData("links.core.queue.limit=5 packets", "queue: { limit: 5 packets }")]
    [InlineData("links.alice--b.delay=1 ms")]
    [InlineData("links.alice--bob.delay=1 ms", "    delay: 1 ms")]
    [InlineData("links.alice--bob.loss=0.5", "  - loss: 0.5\n    between: [alice, bob]")]
    [InlineData("hosts.alice.address=10.9.9.9", "alice: { address: 10.9.9.9 }")]
    [InlineData("hosts.bob.address=10.9.9.9", "# Watch the loss.", "bob: { address: 10.9.9.9 }")]
    [InlineData("flows.call.traffic.rate=2 packets/s", "rate: 2 packets/s")]
    [InlineData("flows.call.traffic={ kind: poisson, rate: 1 packets/s, size: 1 B }",
        "traffic: { kind: poisson, rate: 1 packets/s, size: 1 B } }")]
    [InlineData("faults.1.at=2 s", "at: 2 s")]
    [InlineData("expect.1=call.loss < 9 %", "expect: [ call.loss < 9 % ]")]
    [InlineData("lans.office.rate=1 Gbps", "rate: 1 Gbps")]
    [InlineData("seed=7", "scenario: Overrides   # the title\nseed: 7\nduration")]
    [InlineData("scenario=Another one", "scenario: Another one   # the title")]
    public void A_setting_changes_the_text_where_it_stands(string setting, params string[] parts)
    {
        if (parts.Length == 0)
        {
            Assert.Contains(
                "there is no item 'alice--b' here", Assert.Single(ScenarioText.Problems(Text, setting)), StringComparison.Ordinal);
            return;
        }

        string source = ScenarioText.Of(Text, setting).Source;

        Assert.All(parts, part => Assert.Contains(part, source, StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_as_run_reads_as_the_same_scenario()
    {
        Scenario scenario =
            ScenarioText.Of(Text, "links.core.loss=50 %", "flows.call.count=9",
                "links.core.forward={ delay: 1 ms, jitter: { distribution: uniform, min: 1 ms, max: 2 ms } }");

        Scenario again = ScenarioReader.Parse(scenario.Source, scenario.FileName);

        Assert.Equal("50 % 1 ms 9", $"{((Link)again.Links[0]).Forward.Loss} {((Link)again.Links[0]).Forward.Delay} {again.Flows[0].Count}");
        Assert.Equal(((Link)scenario.Links[0]).Forward, ((Link)again.Links[0]).Forward);
    }

    [Fact]
    public void Seed_and_mode_of_the_command_line_stand_in_the_text_as_run()
    {
        Scenario scenario = ScenarioReader.Parse(Text, "test.yaml", new ScenarioOverrides { Seed = 99, Mode = RunMode.Loopback });

        Scenario again = ScenarioReader.Parse(scenario.Source, "test.yaml");

        Assert.Equal((99L, RunMode.Loopback), (again.Seed, again.Mode));
    }

    [Fact]
    public void Settings_apply_in_order()
    {
        Scenario scenario = ScenarioText.Of(Text, "links.core.queue={ limit: 5 packets }", "links.core.queue.limit=7 packets");

        Assert.Equal(7, ((Link)scenario.Links[0]).Forward.Queue.Limit.Packets);
    }

    [Fact]
    public void A_value_behind_an_anchor_changes_for_one_item_only()
    {
        Scenario scenario = ScenarioText.OfNetworkWith("""
            x-slow: &slow { delay: 20 ms, queue: { limit: 5 packets } }
            hosts: { a: {}, b: {} }
            links: [ { name: one, between: [a, b], <<: *slow }, { name: two, between: [a, b], <<: *slow } ]
            """, "links.one.queue.limit=9 packets", "links.two.delay=1 ms");

        Scenario again = ScenarioReader.Parse(scenario.Source, "test.yaml");
        Assert.Equal(
            ["9 20 ms", "5 1 ms"], again.Links.Select(medium => $"{((Link)medium).Forward.Queue.Limit.Packets} {((Link)medium).Forward.Delay}"));
    }

    [Theory]
    [InlineData("links.croe.loss=1 %", "--set(1,7): the path names nothing: there is no item 'croe' here")]
    [InlineData("links.core.los=1 %", "--set(1,12): the path names nothing: there is no key 'los' here")]
    [InlineData("lnks.core.loss=1 %", "--set(1,1): the path names nothing: there is no key 'lnks' here")]
    [InlineData("hosts.carol.address=10.0.0.1", "--set(1,7): the path names nothing: there is no 'carol' here")]
    [InlineData("links.core.loss.share=1 %", "--set(1,17): the path names nothing: 'loss' is a text that holds no 'share'")]
    [InlineData("links.3.loss=1 %", "--set(1,7): the path names nothing: there is no item '3' here")]
    [InlineData("links.core.loss=1", "--set(1,17): link 'core': loss is a share: a plain number must be below 1, but was '1'")]
    [InlineData("links.core.loss", "--set(1,1): a setting is KEY=VALUE, but was 'links.core.loss'")]
    [InlineData("=5", "--set(1,1): a setting is KEY=VALUE, but was '=5'")]
    [InlineData("links.core.loss=", "--set(1,1): the value is missing behind '='")]
    [InlineData("links.core.loss='5 %", "--set(1,17): the quote that opens here is never closed")]
    [InlineData("links.core.loss=a: b: c", "--set(1,21): a ': ' inside a text makes it a key and a value")]
    [InlineData("seed=-1", "--set(1,6): seed must be a whole number of 0 or more, but was '-1'")]
    public void A_setting_that_cannot_be_is_a_problem_at_its_place(string setting, string problem) =>
        Assert.Equal(problem, Assert.Single(ScenarioText.Problems(Text, setting)));
}
