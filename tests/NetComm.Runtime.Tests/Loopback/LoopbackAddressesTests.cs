using NetComm.Runtime.Loopback.Addresses;
using NetComm.Scenarios;

namespace NetComm.Runtime.Tests.Loopback;

public sealed class LoopbackAddressesTests
{
    [Fact]
    public void Ten_dot_becomes_127_dot()
    {
        LoopbackAddresses addresses = Of("""
            hosts: { alice: { address: 10.1.2.3 }, bob: {} }
            lans: { office: { members: [alice, bob] } }
            """);

        Assert.Equal("127.1.2.3", addresses.Resolve("alice").ToString());
        Assert.Equal("127.1.2.3", addresses.Resolve("10.1.2.3").ToString());
        Assert.Equal("127.1.2.1", addresses.Resolve("bob").ToString());
        Assert.Equal("127.1.2.255", addresses.Resolve("office").ToString());
        Assert.Null(addresses.Resolve("carol"));
    }

    [Fact]
    public void Networks_whose_last_24_bits_are_alike_get_places_of_their_own()
    {
        LoopbackAddresses addresses = Of("""
            hosts: { alice: { address: 192.1.2.3 }, bob: {}, carol: { address: 10.1.2.3 }, dave: {} }
            lans:
              one: { members: [alice, bob] }
              two: { members: [carol, dave] }
            """);

        Assert.Equal("127.1.2.3", addresses.Resolve("carol").ToString());
        Assert.NotEqual(addresses.Resolve("alice"), addresses.Resolve("carol"));
        Assert.Equal(127u, addresses.Resolve("alice")!.Value.Value >> 24);
        Assert.Equal(addresses.Resolve("alice"), addresses.Resolve("192.1.2.3"));
    }

    [Fact]
    public void Outside_programs_and_those_who_talk_to_them_are_127_0_0_1()
    {
        LoopbackAddresses addresses = Of("""
            hosts: { outside: { external: true }, client: {}, bystander: {}, friend: {} }
            lans: { office: { members: [outside, client, bystander, friend] } }
            programs:
              - { name: talk, host: client, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: outside, port: 80 } } ] }
              - { name: wait, host: bystander, steps: [ { sleep: 1 s } ] }
            """);

        Assert.Equal("127.0.0.1", addresses.Resolve("outside").ToString());
        Assert.Equal("127.0.0.1", addresses.Resolve("client").ToString());
        Assert.Equal("127.0.0.3", addresses.Resolve("bystander").ToString());
        Assert.Equal("127.0.0.4", addresses.Resolve("friend").ToString());
    }

    [Fact]
    public void Who_waits_at_a_port_is_there_for_outside_clients_and_nobody_else_is_127_0_0_1()
    {
        LoopbackAddresses addresses = Of("""
            hosts: { bystander: {}, server: {}, second: {}, outside: { external: true } }
            lans: { office: { members: [bystander, server, second, outside] } }
            programs:
              - { name: one, host: server, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: 65432 } } ] }
              - { name: two, host: second, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: 65432 } } ] }
            """);

        Assert.Equal("127.0.0.1", addresses.Resolve("server").ToString());
        Assert.Equal("127.0.0.3", addresses.Resolve("second").ToString());
        Assert.NotEqual("127.0.0.1", addresses.Resolve("bystander").ToString());
    }

    [Fact]
    public void Where_another_run_is_all_second_octets_move_on()
    {
        Scenario scenario = Parse("""
            hosts: { alice: {}, bob: { address: 10.254.0.7 }, carol: {}, outside: { external: true } }
            links: [ { between: [alice, carol] } ]
            lans: { office: { members: [alice, bob] }, port: { members: [alice, outside] } }
            """);

        var addresses = LoopbackAddresses.Of(scenario, shift: 3);

        Assert.Equal([0, 254], LoopbackAddresses.OctetsOf(scenario).Order());
        Assert.Equal("127.3.0.2", addresses.Resolve("carol").ToString());
        Assert.Equal("127.2.0.7", addresses.Resolve("bob").ToString());
        Assert.Equal("127.2.0.7", addresses.Resolve("10.254.0.7").ToString());
        Assert.Equal("127.2.0.99", addresses.Resolve("10.254.0.99").ToString());
        Assert.Equal("127.0.0.1", addresses.Resolve("outside").ToString());
        Assert.NotEqual(LoopbackAddresses.Of(scenario).LocalhostOf(0), addresses.LocalhostOf(0));
    }

    [Fact]
    public void A_network_larger_than_a_second_octet_cannot_move() =>
        Assert.Empty(LoopbackAddresses.OctetsOf(Parse("hosts: { a: {}, b: {} }\nlans: { all: { subnet: 10.0.0.0/8, members: [a, b] } }")));

    [Fact]
    public void What_one_run_has_no_other_gets_until_it_is_over()
    {
        int[] octets = [91, 93];
        using var first = AddressClaim.Of(octets, least: 0);
        var second = AddressClaim.Of(octets, least: 0);
        Assert.DoesNotContain(second.Shift, new[] { first.Shift, first.Shift + 2, first.Shift - 2 });
        second.Dispose();

        using var third = AddressClaim.Of(octets, least: second.Shift);

        Assert.Equal(second.Shift, third.Shift);
    }

    private static LoopbackAddresses Of(string text) => LoopbackAddresses.Of(Parse(text));

    private static Scenario Parse(string text) =>
        ScenarioReader.Parse($"scenario: Addresses\nmode: loopback\nduration: 1 s\n{text}", "addresses.yaml");
}
