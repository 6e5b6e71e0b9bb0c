using System.Text;
using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>Where a flipped bit is noticed.</summary>
public sealed class CorruptTests
{
    private const string TwoRouters =
        "hosts: [alice, bob]\nrouters: [r1, r2]\nlinks: [ { between: [alice, r1], KEYS }, { between: [r1, r2] }, { between: [r2, bob] } ]";

    [Fact]
    public void A_bit_of_the_ip_header_is_noticed_by_the_next_node_and_one_behind_it_by_the_destination()
    {
        Dictionary<string,
            int> dropped =
            Dropped(TwoRouters.Replace("KEYS", "corrupt: 100 %", StringComparison.Ordinal), "interval: 1 ms, size: 100 B", 10_000,
                out EventList events);

        // 20 B of 128 B: n p = 1562.5, σ = 36.3.
        Assert.Equal(["bob", "r1"], dropped.Keys.Order());
        Assert.Equal(1562.5, dropped["r1"], 3.29 * 36.3);
        Assert.Equal(10_000, dropped.Values.Sum());
        Assert.Empty(events.Of(TraceEventKind.ControlSent));
        Assert.Equal(10_000, events.Drops(DropReason.Checksum));
    }

    [Fact]
    public void No_router_looks_at_a_payload_corrupted_before_it_and_each_looks_at_the_header()
    {
        string network = TwoRouters.Replace("KEYS", "corrupt: 5 %", StringComparison.Ordinal)
            .Replace("[r1, r2] }", "[r1, r2], corrupt: 5 % }", StringComparison.Ordinal);

        Dictionary<string, int> dropped = Dropped(network, "interval: 1 ms, size: 100 B", 20_000, out _);

        // At each router 5 % × 20/128 = 0.78 % of 20 000 (σ 12.5), at bob nearly twice 5 % × 108/128.
        Assert.Equal(156, dropped["r1"], 3.29 * 12.5);
        Assert.Equal(156, dropped["r2"], 3.29 * 12.5);
        Assert.Equal(20_000 * (1 - 0.9578 * 0.9578) - 5, dropped["bob"], 3.29 * 40);
    }

    [Fact]
    public void A_frame_of_a_lan_is_dropped_by_the_interface_that_receives_it()
    {
        const string Network = """
            hosts: [alice, bob]
            routers: [r]
            links: [ { between: [r, bob] } ]
            lans: { office: { members: [alice, r] } }
            faults: [ { at: 5 ms, link: office, do: set, corrupt: 100 % } ]
            """;

        Dictionary<string, int> dropped = Dropped(Network, "interval: 1 ms, size: 1000 B", 500, out EventList events);

        // Those up to 4 ms came through (and the ARP before them); whichever bit it is, the router does not take the frame.
        Assert.Equal(new() { ["r"] = 495 }, dropped);
        Assert.Equal(5, events.Of(TraceEventKind.Received).Count());
    }

    [Fact]
    public void Arp_is_corrupted_too()
    {
        const string Network = "hosts: [alice, bob]\nlans: { office: { members: [alice, bob], corrupt: 100 % } }";

        Dictionary<string, int> dropped = Dropped(Network, "interval: 1 ms, size: 100 B", 1, out EventList events);

        // All that bob gets is requests that make no sense, so the packet never sets out.
        Assert.Equal(events.Of(TraceEventKind.ArpSent).Count(), dropped["bob"]);
        Assert.Equal(1, events.Drops(DropReason.NoArp));
    }

    [Fact]
    public void A_stranger_on_the_lan_does_not_drop_what_is_not_for_it()
    {
        const string Network = """
            hosts: [alice, bob, carol]
            lans: { office: { members: [alice, bob, carol] } }
            faults: [ { at: 5 ms, link: office, do: set, corrupt: 50 % } ]
            """;

        Dictionary<string, int> dropped = Dropped(Network, "interval: 1 ms, size: 1000 B", 500, out _);

        Assert.Equal(["bob"], dropped.Keys);
    }

    [Fact]
    public void A_datagram_with_a_corrupted_fragment_is_dropped_when_it_is_whole()
    {
        const string Network =
            "hosts: [alice, bob]\nrouters: [r]\nlinks: [ { between: [alice, r], mtu: 9000 B, corrupt: 100 % }, { between: [r, bob], " +
                "mtu: 600 B } ]";

        Dictionary<string, int> dropped = Dropped(Network, "interval: 1 ms, size: 3000 B", 1000, out EventList events);

        // 20 B of 3028 B: 6.6 of 1000 end at the router. Of the others each fragment arrives, and the datagram does not.
        Assert.Equal(1000, dropped.Values.Sum());
        Assert.InRange(dropped["r"], 1, 16);
        HashSet<long> datagrams = [.. events.Of(TraceEventKind.PacketSent).Select(e => e.Packet)];
        Assert.All(events.Of(TraceEventKind.Dropped), e => Assert.Contains(e.Packet, datagrams));
        Assert.Empty(events.Of(TraceEventKind.Received));
    }

    [Fact]
    public void Of_fragments_on_their_way_each_has_its_own_luck()
    {
        const string Network = "hosts: [alice, bob]\nlinks: [ { between: [alice, bob], mtu: 600 B, corrupt: 10 % } ]";

        Dropped(Network, "interval: 1 ms, size: 3000 B", 2000, out EventList events);

        // 3008 B in pieces of 576 B are six: 0.9⁶ = 53.1 % come through, σ = 22.3.
        Assert.Equal(1063, events.Of(TraceEventKind.Received).Count(), 3.29 * 22.3);
    }

    [Fact]
    public void An_echo_request_or_its_reply_that_is_corrupted_is_not_answered_or_not_taken()
    {
        Scenario scenario =
            Scenario("hosts: [alice, bob]\nlinks: [ { between: [alice, bob], forward: { corrupt: 100 % } } ]",
                "transport: icmp, traffic: { kind: ping, interval: 1 ms }", 50);

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(50, events.Drops(DropReason.Checksum));
        Assert.Equal(50, events.Of(TraceEventKind.PacketSent).Count());
    }

    [Fact]
    public void Nobody_is_told_that_a_port_is_closed_by_a_packet_that_is_corrupt()
    {
        Scenario scenario = ScenarioReader.Parse("""
            scenario: A corrupt packet for a closed port
            duration: 1 s
            hosts: [alice, bob]
            links: [ { between: [alice, bob], corrupt: 100 % } ]
            programs:
              - name: asker
                host: alice
                steps:
                  - socket: { type: datagram, as: s }
                  - sendto: { socket: s, to: bob, port: 5000, data: "hello" }
                  - close: s
            """, "test.yaml");

        EventList events = EventList.Of(SimulatedRun.Of(scenario).Trace);

        Assert.Equal(1, events.Drops(DropReason.Checksum));
        Assert.Empty(events.Of(TraceEventKind.ControlSent));
    }

    [Fact]
    public void Members_of_a_group_each_notice_it_for_themselves()
    {
        Scenario scenario = ScenarioReader.Parse("""
            scenario: A group behind two links
            hosts: [alice, bob, carol]
            routers: [r]
            links: [ { between: [alice, r] }, { between: [r, bob], corrupt: 30 % }, { between: [r, carol], corrupt: 30 % } ]
            groups: { news: { address: 239.1.1.1, members: [bob, carol] } }
            flows: [ { name: data, cast: multicast, from: alice, to: news, traffic: { kind: constant, interval: 1 ms, size: 1000 B }, count: 1000 } ]
            """, "test.yaml");
        using Trace trace = SimulatedRun.Of(scenario).Trace;

        FlowMeasurement flow = Measurements.From(trace).Flows[0];

        Assert.All(flow.Receivers, receiver => Assert.Equal(300, (double)receiver.Lost!, 3.29 * 14.5));
        Assert.Equal((2000, 0), (flow.Received + flow.Lost, flow.InFlight));
    }

    [Fact]
    public void The_list_of_packets_and_the_figures_say_where()
    {
        using Trace trace =
            SimulatedRun.Of(
                Scenario(TwoRouters.Replace("KEYS", "corrupt: 100 %", StringComparison.Ordinal),
                    "traffic: { kind: constant, interval: 1 ms, size: 100 B }", 100)).Trace;
        using var stream = new MemoryStream();

        PacketsCsv.Write(stream, trace);
        Measurements measured = Measurements.From(trace);

        string[] outcomes =
            [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(row => row.Split(',')[8])];
        Assert.Equal(["lost: checksum at bob", "lost: checksum at r1"], outcomes.Distinct().Order(StringComparer.Ordinal));
        long DropsAt(string name) =>
            measured.Hosts.Single(host => host.Name == name).Drops.Where(drop => drop.Reason == "checksum").Sum(drop => drop.Packets);
        Assert.Equal(
            (outcomes.Count(one => one.EndsWith("bob", StringComparison.Ordinal)),
                outcomes.Count(one => one.EndsWith("r1", StringComparison.Ordinal))), (DropsAt("bob"), DropsAt("r1")));
        Assert.Equal(0, DropsAt("r2"));
    }

    private static Dictionary<string, int> Dropped(string network, string traffic, int count, out EventList events)
    {
        Scenario scenario = Scenario(network, $"traffic: {{ kind: constant, {traffic} }}", count);
        events = EventList.Of(SimulatedRun.Of(scenario).Trace);
        return events.Of(TraceEventKind.Dropped).Where(e => e.Reason == (byte)DropReason.Checksum)
            .GroupBy(e => scenario.Nodes[-1 - e.Place].Name).ToDictionary(at => at.Key, at => at.Count());
    }

    private static Scenario Scenario(string network, string flow, int count) => ScenarioReader.Parse($$"""
        scenario: Flipped bits
        {{network}}
        flows: [ { name: data, from: alice, to: bob, {{flow}}, count: {{count}} } ]
        """, "test.yaml");
}
