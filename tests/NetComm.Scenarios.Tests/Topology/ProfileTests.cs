using System.Globalization;
using NetComm.Scenarios.Language;

namespace NetComm.Scenarios.Tests.Topology;

public sealed class ProfileTests
{
    [Theory]
    [InlineData("hosts: { home: {} }\nrouters: [isp]\nlinks: [ { between: [home, isp], profile: cable } ]", "1 Mbps", "5 Mbps")]
    [InlineData("hosts: { home: {} }\nrouters: [isp]\nlinks: [ { between: [isp, home], profile: cable } ]", "5 Mbps", "1 Mbps")]
    [InlineData("hosts: { x: {} }\nrouters: [a, b]\nlinks: [ { between: [a, b], profile: cable } ]", "1 Mbps", "5 Mbps")]
    public void The_host_of_a_link_else_the_first_of_its_ends_is_the_subscriber(string network, string forward, string backward)
    {
        var link = (Link)ScenarioText.OfNetwork(network).Links[0];

        Assert.Equal((forward, backward), ($"{link.Forward.Rate}", $"{link.Backward.Rate}"));
        Assert.Equal("14 ms", $"{link.Forward.Delay}");
    }

    [Fact]
    public void Other_keys_come_before_those_of_a_profile()
    {
        LinkProperties link = ScenarioText.Link("profile: leo-satellite, delay: 40 ms, forward: { loss: 0 % }");

        Assert.Equal(("17 Mbps", "40 ms", LossModel.None), ($"{link.Rate}", $"{link.Delay}", link.Loss));
    }

    [Fact]
    public void The_profile_of_a_direction_comes_before_the_keys_of_both()
    {
        LinkProperties link = ScenarioText.Link("rate: 1 Gbps, delay: 40 ms, forward: { profile: dsl, rate: 2 Mbps }");

        Assert.Equal(("2 Mbps", "25 ms"), ($"{link.Rate}", $"{link.Delay}"));
    }

    [Fact]
    public void The_ports_of_a_LAN_have_the_rate_towards_the_subscriber()
    {
        Scenario scenario = ScenarioText.OfNetwork("hosts: [a, b]\nlans: { home: { members: [a, b], profile: wifi } }");

        Assert.Equal("30 Mbps", $"{((Lan)scenario.Links[0]).Properties.Rate}");
    }

    [Fact]
    public void A_fault_can_set_a_profile()
    {
        Scenario scenario = ScenarioText.Of(
            ScenarioText.Pair + "faults: [ { at: 1 s, link: wire, do: set, profile: 3g, backward: { rate: 7 Mbps } } ]");

        var set = (FaultChange.LinkSet)scenario.Faults[0].Change;
        Assert.Equal(("1.6 Mbps", "7 Mbps"), ($"{set.Forward.Rate}", $"{set.Backward.Rate}"));
        Assert.Equal("31.75 ms", $"{set.Backward.Delay}");
    }

    [Fact]
    public void Access_links_of_a_topology_can_have_a_profile_of_their_own()
    {
        Scenario scenario = ScenarioText.OfNetwork(
            "topology: { kind: star, hosts: 1, rate: 1 Gbps, delay: 1 ms, access: { profile: dsl, delay: 2 ms } }");

        var access = (Link)scenario.Links[0];
        Assert.Equal(("384 kbps", "1.5 Mbps", "2 ms"), ($"{access.Forward.Rate}", $"{access.Backward.Rate}", $"{access.Forward.Delay}"));
    }

    [Fact]
    public void The_page_shows_the_figures_of_each_profile()
    {
        string page = File.ReadAllText(Path.ChangeExtension(Samples.PathOf(Samples.Shipped, "LANGUAGE"), "md"));

        Assert.All(AccessProfile.All, profile => Assert.Contains(RowOf(profile), page, StringComparison.Ordinal));
    }

    private static string RowOf(AccessProfile profile)
    {
        string loss = profile.Down.Loss is LossModel.Independent down && profile.Up.Loss is LossModel.Independent up
            ? string.Create(CultureInfo.InvariantCulture, $"{down}, {up}") : "none";
        string delay = $"{profile.Down.Delay}".Replace("µs", "us", StringComparison.Ordinal);
        return $"| `{profile.Name}` | {profile.Down.Rate}, {profile.Up.Rate} | {delay} | {loss} | ";
    }
}
