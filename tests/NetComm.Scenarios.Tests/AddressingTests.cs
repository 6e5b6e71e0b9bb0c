namespace NetComm.Scenarios.Tests;

public sealed class AddressingTests
{
    [Fact]
    public void Networks_are_given_to_links_and_then_lans_and_addresses_in_order()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            lans: { office: { members: [c, r1, d] } }
            hosts: { a: {}, b: {}, c: {}, d: {} }
            routers: [r1]
            links: [ { between: [a, r1] }, { between: [r1, b] } ]
            """);

        Assert.Equal(
            ["a 10.0.0.1", "b 10.0.1.2", "c 10.0.2.1", "d 10.0.2.3", "r1 10.0.0.2 10.0.1.1 10.0.2.2"],
            scenario.Nodes.Select(Line));
    }

    [Fact]
    public void A_24_in_which_the_file_writes_an_address_or_subnet_is_passed_over()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: { address: 10.0.0.77 }, c: {}, d: {} }
            routers: [r1]
            links: [ { name: one, between: [a, r1] }, { name: two, between: [b, r1] }, { name: three, between: [c, r1] } ]
            lans: { small: { subnet: 10.0.2.128/28, members: [c, d] }, wide: { subnet: 10.0.4.0/22, members: [d, r1] }, last: { members: [a, d] } }
            """);

        Assert.Equal(
            ["one 10.0.1.0/24", "two 10.0.0.0/24", "three 10.0.3.0/24", "small 10.0.2.128/28", "wide 10.0.4.0/22", "last 10.0.8.0/24"],
            scenario.Links.Select(medium => $"{medium.Name} {medium.Network}"));
    }

    [Fact]
    public void Members_without_an_address_take_the_lowest_free_ones()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: { address: 10.0.1.2 }, sensor: { count: 3 }, z: { address: 10.0.1.4 } }
            lans: { office: { members: [a, b, sensor, z] } }
            """);

        Assert.Equal(
            ["a 10.0.1.1", "b 10.0.1.2", "sensor-1 10.0.1.3", "sensor-2 10.0.1.5", "sensor-3 10.0.1.6", "z 10.0.1.4"],
            scenario.Nodes.Select(Line));
    }

    [Fact]
    public void A_written_address_is_that_on_the_first_link_else_lan()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: { address: 10.7.0.9 }, b: {} }
            lans: { office: { members: [a, b] } }
            links: [ { between: [b, a] } ]
            """);

        Assert.Equal(["a 10.7.0.9 10.0.0.1", "b 10.7.0.1 10.0.0.2"], scenario.Nodes.Select(Line));
        Assert.Equal("10.7.0.9", scenario.FindNode("a")!.Address.ToString());
    }

    [Theory]
    [InlineData(254, "10.0.0.0/24", "10.0.1.0/24")]
    [InlineData(255, "10.0.0.0/23", "10.0.2.0/24")]
    [InlineData(510, "10.0.0.0/23", "10.0.2.0/24")]
    [InlineData(511, "10.0.0.0/22", "10.0.4.0/24")]
    public void A_lan_of_more_than_254_members_gets_the_smallest_network_that_holds_them(int members, string first, string second)
    {
        Scenario scenario = ScenarioText.OfNetwork($$"""
            hosts: { h: { count: {{members}} }, a: {}, b: {} }
            lans: { big: { members: [h] }, next: { members: [a, b] } }
            """);

        Assert.Equal([first, second], scenario.Links.Select(medium => medium.Network.ToString()));
    }

    [Fact]
    public void A_large_network_begins_at_a_multiple_of_its_size()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: {}, h: { count: 300 } }
            links: [ { between: [a, b] } ]
            lans: { big: { members: [h] } }
            """);

        Assert.Equal(["10.0.0.0/24", "10.0.2.0/23"], scenario.Links.Select(medium => medium.Network.ToString()));
    }

    [Fact]
    public void From_the_20000th_network_on_links_get_a_30()
    {
        Scenario scenario = ScenarioText.OfNetwork("hosts: { h: { count: 20001 } }\nrouters: [r]\nlinks: [ { between: [h, r] } ]");

        // 19 998 × 256 addresses lie before the 19 999th network: 10.78.30.0; the next /30s follow at once.
        Assert.Equal(
            ["10.0.0.0/24", "10.78.30.0/24", "10.78.31.0/30", "10.78.31.4/30"],
            new[] { 0, 19_998, 19_999, 20_000 }.Select(index => scenario.Links[index].Network.ToString()));
    }

    [Fact]
    public void Anycast_addresses_keep_their_24_free()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b] }, { between: [a, b] } ]
            anycast: { dns: { address: 10.0.0.9, members: [a] } }
            """);

        Assert.Equal(["10.0.1.0/24", "10.0.2.0/24"], scenario.Links.Select(medium => medium.Network.ToString()));
    }

    private static string Line(Node node) => string.Join(' ', node.Interfaces.Select(one => one.Address.ToString()).Prepend(node.Name));
}
