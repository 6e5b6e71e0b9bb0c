namespace NetComm.Scenarios.Tests;

public sealed class AppReaderTests
{
    private const string Network = """
        hosts: { alice: {}, bob: {}, carol: {} }
        routers: [r1]
        lans: { office: { members: [alice, bob, r1] } }
        links: [ { between: [carol, r1] } ]
        groups: { video: { members: [bob] } }
        anycast: { dns: { members: [carol] } }

        """;

    [Theory]
    [InlineData("to: bob", "Ping { Kind = ping, To = bob, Destination = 10.0.1.2, Count = 4, Interval = 1 s }")]
    [InlineData("to: carol, count: 10, interval: 50 ms",
        "Ping { Kind = ping, To = carol, Destination = 10.0.0.1, Count = 10, Interval = 50 ms }")]
    [InlineData("to: r1", "Ping { Kind = ping, To = r1, Destination = 10.0.0.2, Count = 4, Interval = 1 s }")]
    [InlineData("to: office", "Ping { Kind = ping, To = office, Destination = 10.0.1.255, Count = 4, Interval = 1 s }")]
    [InlineData("to: video", "Ping { Kind = ping, To = video, Destination = 239.1.1.1, Count = 4, Interval = 1 s }")]
    [InlineData("to: dns", "Ping { Kind = ping, To = dns, Destination = 10.99.0.1, Count = 4, Interval = 1 s }")]
    [InlineData("to: 10.7.7.7", "Ping { Kind = ping, To = 10.7.7.7, Destination = 10.7.7.7, Count = 4, Interval = 1 s }")]
    [InlineData("to: 224.0.0.1", "Ping { Kind = ping, To = 224.0.0.1, Destination = 224.0.0.1, Count = 4, Interval = 1 s }")]
    public void A_ping_goes_to_a_name_or_an_address(string keys, string task) =>
        Assert.Equal(
            task, ScenarioText.OfNetwork(Network + $"apps: [ {{ name: probe, kind: ping, host: alice, {keys} }} ]").Apps[0].Task
                .ToString());

    [Theory]
    [InlineData("to: carol", "Traceroute { Kind = traceroute, To = carol, Destination = 10.0.0.1, Count = 3, Interval = 0 s }")]
    [InlineData("to: dns, count: 1, interval: 100 ms",
        "Traceroute { Kind = traceroute, To = dns, Destination = 10.99.0.1, Count = 1, Interval = 100 ms }")]
    public void A_traceroute_follows_the_path_to_one(string keys, string task) =>
        Assert.Equal(
            task, ScenarioText.OfNetwork(Network + $"apps: [ {{ name: path, kind: traceroute, host: alice, {keys} }} ]").Apps[0].Task
                .ToString());

    [Fact]
    public void The_numbers_of_apps_go_on_behind_the_programs_and_their_ranks_follow_the_file()
    {
        Scenario scenario = ScenarioText.OfNetwork(Network + """
            apps:
              - { name: one, kind: ping, host: alice, to: bob, start: 500 ms }
              - { name: two, kind: ping, host: bob, to: alice }
            programs:
              - { name: p, host: bob, steps: [ { print: hi } ] }
              - { name: q, host: bob, steps: [ { print: hi } ] }
            """);

        Assert.Equal([(2, "one", 0, "500 ms", 0), (3, "two", 1, "0 s", 1)],
            scenario.Apps.Select(app => (app.Index, app.Name, app.Node, app.Start.ToString(), app.Order)));
        Assert.Equal([2, 3], scenario.Programs.Select(program => program.Order));
    }

    [Fact]
    public void A_run_of_client_apps_ends_by_itself()
    {
        Scenario scenario =
            ScenarioText.Of("scenario: Only a ping\n" + Network + "apps: [ { name: probe, kind: ping, host: alice, to: bob } ]");

        Assert.Null(scenario.Duration);
    }

    [Fact]
    public void Apps_are_expected_to_do_what_programs_do()
    {
        Scenario scenario = ScenarioText.OfNetwork(Network + """
            apps: [ { name: probe, kind: ping, host: alice, to: bob } ]
            expect: [ probe.completed, probe.failed with ETIMEDOUT, 'probe.printed contains "4 packets"', probe.status == 0 ]
            """);

        Assert.All(scenario.Expectations, expectation => Assert.Equal(ExpectationSubject.App, expectation.Subject));
        Assert.Equal([Metric.Completed, Metric.Failed, Metric.Printed, Metric.Status],
            scenario.Expectations.Select(expectation => expectation.Metric));
    }

    [Fact]
    public void A_setting_reaches_apps_groups_and_anycast_by_their_names()
    {
        Scenario scenario = ScenarioText.OfNetworkWith(
            Network + "apps: [ { name: probe, kind: ping, host: alice, to: bob } ]",
            "apps.probe.count=7", "groups.video.address=239.9.9.9", "groups.video.members=[alice]", "anycast.dns.members=[bob]",
            "routing=rip");

        Assert.Equal(7, ((AppTask.Ping)scenario.Apps[0].Task).Count);
        Assert.Equal(
            ("239.9.9.9", 0, 1),
            (scenario.Groups[0].Address.ToString(), scenario.Groups[0].Members[0], scenario.AnycastServices[0].Members[0]));
        Assert.Equal(RoutingKind.Rip, scenario.Routing);
    }
}
