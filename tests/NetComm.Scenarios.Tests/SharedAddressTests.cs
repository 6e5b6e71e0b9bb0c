using System.Globalization;

namespace NetComm.Scenarios.Tests;

public sealed class SharedAddressTests
{
    private const string Office = """
        hosts: { alice: {}, bob: {}, sensor: { count: 3 }, carol: {} }
        lans: { office: { members: [alice, bob, sensor, carol] } }

        """;

    [Fact]
    public void Members_stand_in_the_order_of_the_nodes_and_a_counted_host_for_all_of_them()
    {
        Scenario scenario = ScenarioText.OfNetwork(Office + """
            groups: { video: { address: 239.1.1.1, members: [carol, sensor, alice] } }
            anycast: { dns: { address: 10.99.0.1, members: [sensor-3, bob] } }
            """);

        Assert.Equal("video 239.1.1.1 alice sensor-1 sensor-2 sensor-3 carol", Told(scenario, scenario.Groups[0]));
        Assert.Equal("dns 10.99.0.1 bob sensor-3", Told(scenario, scenario.AnycastServices[0]));
    }

    [Theory]
    [InlineData("{ members: [] }")]
    [InlineData("{}")]
    public void A_group_can_begin_without_members(string group)
    {
        Scenario scenario = ScenarioText.OfNetwork(Office + $"groups: {{ video: {group} }}");

        Assert.Empty(scenario.Groups[0].Members);
    }

    [Fact]
    public void Groups_get_free_addresses_from_239_1_1_1()
    {
        Scenario scenario =
            ScenarioText.OfNetwork(Office + "groups: { a: {}, b: { address: 239.1.1.2 }, c: {}, d: { address: 239.1.1.1 }, e: {} }");

        Assert.Equal(
            ["239.1.1.3", "239.1.1.2", "239.1.1.4", "239.1.1.1", "239.1.1.5"], scenario.Groups.Select(group => group.Address.ToString()));
    }

    [Fact]
    public void Anycast_gets_free_addresses_from_10_99_0_1()
    {
        Scenario scenario = ScenarioText.OfNetwork(Office + """
            anycast: { a: { members: [bob] }, b: { address: 10.99.0.2, members: [bob] }, c: { members: [bob, carol] } }
            """);

        Assert.Equal(["10.99.0.1", "10.99.0.2", "10.99.0.3"], scenario.AnycastServices.Select(service => service.Address.ToString()));
    }

    [Fact]
    public void Anycast_passes_over_the_networks_of_the_file()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { alice: {}, bob: {} }
            lans:
              one: { subnet: 10.99.0.128/25, members: [alice, bob] }
              two: { subnet: 10.99.1.0/24, members: [alice, bob] }
            anycast: { dns: { members: [bob] } }
            """);

        Assert.Equal("10.99.2.1", scenario.AnycastServices[0].Address.ToString());
    }

    [Fact]
    public void A_full_network_of_anycast_addresses_is_followed_by_the_next()
    {
        string services =
            string.Join(
                "\n", Enumerable.Range(1, 255)
                    .Select(number => string.Create(CultureInfo.InvariantCulture, $"  s{number}: {{ members: [bob] }}")));

        Scenario scenario = ScenarioText.OfNetwork(Office + "anycast:\n" + services);

        Assert.Equal(["10.99.0.254", "10.99.1.1"], scenario.AnycastServices.Skip(253).Select(service => service.Address.ToString()));
    }

    [Fact]
    public void The_names_stand_for_the_addresses_in_programs()
    {
        Scenario scenario = ScenarioText.OfNetwork(Office + """
            groups: { video: { members: [bob] } }
            anycast: { dns: { members: [bob] } }
            programs: [ { name: p, host: alice, steps: [ { socket: { type: datagram, as: s } }, { setsockopt: { socket: s, option: join-group, value: video } }, { sendto: { socket: s, to: dns, port: 53, data: hi } } ] } ]
            """);

        Assert.Equal(("239.1.1.1", "10.99.0.1"), (scenario.Resolve("video").ToString(), scenario.Resolve("dns").ToString()));
        Assert.Equal("SetOption { Socket = s, Option = JoinGroup, Value = video }", scenario.Programs[0].Steps[1].ToString());
    }

    [Theory]
    [InlineData("", RoutingKind.Static)]
    [InlineData("routing: static", RoutingKind.Static)]
    [InlineData("routing: rip", RoutingKind.Rip)]
    public void Routers_know_the_way_from_the_map_unless_they_speak_rip(string key, RoutingKind routing) =>
        Assert.Equal(routing, ScenarioText.OfNetwork(Office + key).Routing);

    private static string Told(Scenario scenario, MulticastGroup group) => $"{group.Name} {group.Address} {Names(scenario, group.Members)}";

    private static string Told(Scenario scenario, AnycastService service) =>
        $"{service.Name} {service.Address} {Names(scenario, service.Members)}";

    private static string Names(Scenario scenario, IEnumerable<int> nodes) =>
        string.Join(' ', nodes.Select(node => scenario.Nodes[node].Name));
}
