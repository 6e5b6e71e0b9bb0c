namespace NetComm.Scenarios.Tests.Flows;

public sealed class FlowReaderTests
{
    private const string Constant = "traffic: { kind: constant, interval: 1 s, size: 100 B }";

    [Theory]
    [InlineData("kind: constant, rate: 50 packets/s, size: 160 B", "20 ms")]
    [InlineData("kind: constant, rate: 64 kbps, size: 160 B", "20 ms")] // 160 B × 8 / 64 kbit/s
    [InlineData("kind: constant, rate: 8 kbps, size: { distribution: uniform, min: 50 B, max: 150 B }", "100 ms")]
    [InlineData("kind: constant, rate: 8 kbps, size: { distribution: constant, mean: 128 B, of: wire }", "100 ms")]
    [InlineData("kind: constant, rate: 3 packets/s, size: 0 B", "333.333333333 ms")]
    [InlineData("kind: constant, interval: 250 us, size: 1 B", "250 us")]
    public void The_time_between_packets_follows_from_rate_or_interval(string traffic, string interval)
    {
        Flow flow = ScenarioText.Flow($"traffic: {{ {traffic} }}");

        Assert.Equal(interval, ((Traffic.Constant)flow.Traffic).Interval.ToString());
    }

    [Fact]
    public void Every_kind_of_traffic_is_read()
    {
        Assert.IsType<Traffic.Poisson>(ScenarioText.Flow("traffic: { kind: poisson, rate: 10 packets/s, size: 1 B }").Traffic);
        Assert.IsType<Traffic.OnOff>(
            ScenarioText.Flow(
                "traffic: { kind: on-off, on-time: 1 s, off-time: { distribution: exponential, mean: 1 s }, rate: 1 kbps, size: 1 B " +
                "}").Traffic);
        Assert.IsType<Traffic.RequestResponse>(
            ScenarioText.Flow("traffic: { kind: request-response, interval: 1 s, size: 1 B, response: 2 B }").Traffic);
    }

    [Theory]
    [InlineData("constant, interval: { distribution: uniform, min: 10 ms, max: 30 ms }, size: 1 B", "20 ms")]
    [InlineData("request-response, interval: { distribution: exponential, mean: 5 ms }, size: 1 B, response: 2 B", "5 ms")]
    [InlineData("ping, interval: { distribution: pareto, min: 1 s, shape: 2 }", "2 s")]
    public void An_interval_that_varies_has_its_distribution_and_its_mean(string traffic, string mean)
    {
        Flow flow = ScenarioText.Flow($"traffic: {{ kind: {traffic} }}");

        SimDuration interval = flow.Traffic switch
        {
            Traffic.Constant constant => constant.Interval,
            Traffic.RequestResponse requests => requests.Interval,
            _ => ((Traffic.Ping)flow.Traffic).Interval,
        };
        Assert.Equal(mean, interval.ToString());
        Assert.Equal(interval.Picoseconds, flow.Traffic.Gaps!.Mean, 1.0);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("dscp: 46, ", 46)]
    public void A_flow_has_the_code_point_that_is_written_else_0(string dscp, byte expected) =>
        Assert.Equal(expected, ScenarioText.Flow(dscp + Constant).Dscp);

    [Fact]
    public void An_interval_varies_round_a_mean_above_0()
    {
        string[] problems = ScenarioText.Problems(ScenarioText.Pair +
            "flows: [ { name: call, from: alice, to: bob, traffic: { kind: constant, size: 1 B, " +
            "interval: { distribution: normal, mean: 0 ms, stddev: 5 ms } } } ]");

        Assert.Contains("flow 'call': 'interval' must have a mean above 0", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_flow_leaves_out_has_its_default()
    {
        Flow flow = ScenarioText.Flow(Constant);

        Assert.Equal(
            (Cast.Unicast, Transport.Udp, SimTime.Zero, (SimTime?)null, (long?)null, (long?)null, 9000, 64),
            (flow.Cast, flow.Transport, flow.Start, flow.Stop, flow.Count, flow.Bytes, flow.Port, flow.Ttl));
    }

    [Fact]
    public void Ports_are_given_out_from_9000_past_those_that_the_file_writes()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + $$"""
            flows:
              - { name: a, from: alice, to: bob, {{Constant}} }
              - { name: b, from: alice, to: bob, {{Constant}} }
              - { name: c, from: alice, to: bob, {{Constant}}, port: 9001 }
              - { name: d, from: bob, to: alice, {{Constant}} }
            programs:
              - { name: p, host: bob, steps: [ { socket: { type: datagram, as: s } }, { bind: { socket: s, port: 9003 } } ] }
            """);

        Assert.Equal([9000, 9002, 9001, 9004], scenario.Flows.Select(flow => flow.Port));
    }

    [Fact]
    public void A_broadcast_is_due_to_the_other_hosts_of_its_lan()
    {
        Scenario scenario = ScenarioText.OfNetwork($$"""
            hosts: { alice: {}, bob: {}, sensor: { count: 2 }, far: {} }
            routers: [r1]
            lans: { office: { members: [alice, r1, sensor, bob] } }
            links: [ { between: [far, r1] } ]
            flows: [ { name: shout, from: alice, to: office, {{Constant}} } ]
            """);

        Flow flow = scenario.Flows[0];
        Assert.Equal(["sensor-1", "sensor-2", "bob"], flow.Receivers.Select(receiver => scenario.Nodes[receiver].Name));
        Assert.Equal((Cast.Broadcast, "10.0.1.255"), (flow.Cast, flow.Destination.ToString()));
    }

    [Theory]
    [InlineData("cast: multicast, ")]
    [InlineData("")]
    public void A_multicast_can_be_due_to_all_that_are_ever_members_but_the_sender(string cast)
    {
        Scenario scenario = ScenarioText.OfNetwork($$"""
            hosts: { alice: {}, bob: {}, carol: {}, dave: {}, eve: {} }
            lans: { office: { members: [alice, bob, carol, dave, eve] } }
            groups: { music: { members: [eve] }, video: { members: [dave, alice] } }
            faults:
              - { at: 100 ms, host: bob, do: join, group: video }
              - { at: 200 ms, host: carol, do: join, group: music }
              - { at: 300 ms, host: dave, do: leave, group: video }
              - { at: 400 ms, host: dave, do: join, group: video }
            flows: [ { name: stream, {{cast}}from: alice, to: video, {{Constant}} } ]
            """);

        Flow flow = scenario.Flows[0];
        Assert.Equal(["bob", "dave"], flow.Receivers.Select(receiver => scenario.Nodes[receiver].Name));
        Assert.Equal((Cast.Multicast, "video", "239.1.1.2"), (flow.Cast, flow.To, flow.Destination.ToString()));
    }

    [Theory]
    [InlineData("cast: anycast, ")]
    [InlineData("")]
    public void An_anycast_can_be_due_to_every_member(string cast)
    {
        Scenario scenario = ScenarioText.OfNetwork($$"""
            hosts: { alice: {}, bob: {}, carol: {} }
            lans: { office: { members: [alice, bob, carol] } }
            anycast: { dns: { members: [carol, bob] } }
            flows: [ { name: lookup, {{cast}}from: alice, to: dns, {{Constant}} } ]
            """);

        Flow flow = scenario.Flows[0];
        Assert.Equal([1, 2], flow.Receivers);
        Assert.Equal((Cast.Anycast, "dns", "10.99.0.1"), (flow.Cast, flow.To, flow.Destination.ToString()));
    }

    [Theory]
    [InlineData("", "1 s", 56)]
    [InlineData(", interval: 20 ms, size: 1400 B", "20 ms", 1400)]
    [InlineData(", size: { distribution: constant, mean: 84 B, of: wire }", "1 s", 56)] // 84 B less 20 B of IP and 8 B of ICMP
    public void Pings_go_out_every_second_with_56_bytes_unless_the_file_says_otherwise(string keys, string interval, int size)
    {
        Flow flow = ScenarioText.Flow($"traffic: {{ kind: ping{keys} }}");

        Traffic.Ping ping = Assert.IsType<Traffic.Ping>(flow.Traffic);
        Assert.Equal((Transport.Icmp, Cast.Unicast, 0, interval, (double)size),
            (flow.Transport, flow.Cast, flow.Port, ping.Interval.ToString(), ping.Size.Mean));
    }

    [Fact]
    public void Several_pings_can_reach_one_host()
    {
        Scenario scenario = ScenarioText.OfNetwork("""
            hosts: { alice: {}, bob: {}, carol: {} }
            lans: { office: { members: [alice, bob, carol] } }
            flows:
              - { name: one, from: alice, to: carol, traffic: { kind: ping } }
              - { name: two, from: bob, to: carol, traffic: { kind: ping } }
            expect: [ one.latency.mean < 1 s, one.received by alice == 1 ]
            """);

        Assert.Equal(2, scenario.Flows.Count);
    }

    [Fact]
    public void Flows_and_programs_rank_in_file_order()
    {
        Scenario scenario = ScenarioText.Of(ScenarioText.Pair + $$"""
            programs:
              - { name: p, host: bob, steps: [ { print: hi } ] }
              - { name: q, host: bob, steps: [ { print: hi } ] }
            flows:
              - { name: a, from: alice, to: bob, {{Constant}} }
            """);

        Assert.Equal([0, 1, 2], scenario.Programs.Select(program => program.Order).Concat(scenario.Flows.Select(flow => flow.Order)));
    }

    [Fact]
    public void Tcp_payloads_may_be_larger_than_a_datagram()
    {
        Scenario scenario = ScenarioText.InLoopback(ScenarioText.Pair + """
            flows: [ { name: ask, transport: tcp, from: alice, to: bob, traffic: { kind: request-response, interval: 1 s, size: 1 B, response: 1 MB } } ]
            """);

        var traffic = (Traffic.RequestResponse)scenario.Flows[0].Traffic;
        Assert.Equal(1_000_000, traffic.Response.Sample(RandomStream.For(1, "test")));
    }

    [Fact]
    public void Tcp_options_are_read()
    {
        Scenario scenario = ScenarioText.InLoopback(ScenarioText.Pair + """
            flows: [ { name: copy, from: alice, to: bob, traffic: { kind: bulk, bytes: 1 MB }, tcp: { nagle: false, send-buffer: 64 KiB, receive-buffer: 1 kB } } ]
            """);

        Flow flow = scenario.Flows[0];
        Assert.Equal(
            (1_000_000L, false, 65_536L, 1_000L), (flow.Bytes, flow.Tcp.Nagle, flow.Tcp.SendBuffer.Bytes, flow.Tcp.ReceiveBuffer.Bytes));
    }
}
