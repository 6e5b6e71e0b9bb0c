namespace NetComm.Scenarios.Tests.Flows;

public sealed class ProxyReaderTests
{
    private const string Network = """
        scenario: Lines
        mode: loopback
        duration: 1 s
        hosts: { a: { external: true }, b: { external: true }, c: {}, d: {} }
        routers: [r]
        links: [ { between: [a, r] }, { between: [r, b] }, { between: [r, c] }, { between: [r, d] } ]
        flows: [ { name: own, from: c, to: d, count: 1, traffic: { kind: constant, interval: 1 s, size: 1 B } } ]

        """;

    [Fact]
    public void A_proxy_is_two_flows_behind_those_of_the_file()
    {
        Scenario read = Read("proxy: [ { listen: 8080, from: a, to: b, port: 80 } ]");

        Proxy proxy = Assert.Single(read.Proxies);
        Assert.Equal(("proxy-8080", Transport.Tcp, 8080, 80), (proxy.Name, proxy.Transport, proxy.Listen, proxy.Port));
        Assert.Equal((0, 1), (proxy.From, proxy.To));
        Assert.Equal(["own", "proxy-8080", "proxy-8080-back"], read.Flows.Select(flow => flow.Name));
        Assert.Equal([proxy.There, proxy.Back], read.Flows.Skip(1));
        Assert.Equal([0, 1, 2], read.Flows.Select(flow => flow.Index));
        Assert.All(read.Flows.Skip(1), flow => Assert.IsType<Traffic.Proxied>(flow.Traffic));
    }

    [Fact]
    public void Names_are_written_or_made_of_the_port()
    {
        Scenario read = Read("""
            proxy:
              - { listen: 53, from: a, to: b, port: 5353, transport: udp }
              - { listen: 53, from: a, to: b, port: 5353 }
              - { name: mail, listen: 25, from: b, to: a, port: 2525 }
            """);

        Assert.Equal(["proxy-53", "proxy-53-2", "mail"], read.Proxies.Select(proxy => proxy.Name));
        Assert.Equal([Transport.Udp, Transport.Tcp, Transport.Tcp], read.Proxies.Select(proxy => proxy.Transport));
    }

    [Fact]
    public void A_band_that_names_a_proxy_has_both_directions()
    {
        Scenario read = Read("""
            proxy: [ { name: page, listen: 8080, from: a, to: b, port: 80 } ]
            faults: [ { at: 0 s, link: a--r, do: set, queue: { kind: priority, bands: [ { flows: [page] }, { rest: true } ] } } ]
            """);

        var set = (FaultChange.LinkSet)Assert.Single(read.Faults).Change;
        Assert.Equal([new FlowId(1), new FlowId(2)], Assert.IsType<QueueSpec.Priority>(set.Forward.Queue).Bands[0].Flows);
    }

    [Fact]
    public void Keys_that_have_no_effect_on_its_tcp_are_listed()
    {
        string text = Network.Replace("between: [r, b]", "between: [r, b], loss: 1 %", StringComparison.Ordinal);

        Scenario read = ScenarioReader.Parse(text + "proxy: [ { listen: 8080, from: a, to: b, port: 80 } ]", "lines.yaml");

        Assert.Contains("'loss' has no effect on tcp", Assert.Single(read.WithoutEffect), StringComparison.Ordinal);
    }

    private static Scenario Read(string text) => ScenarioReader.Parse(Network + text, "lines.yaml");
}
