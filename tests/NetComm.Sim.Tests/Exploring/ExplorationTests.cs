using NetComm.Scenarios;

namespace NetComm.Sim.Tests.Exploring;

public sealed class ExplorationTests
{
    // Both packets reach r after 11 ms, and the queue of core has room for one.
    private const string Queue = """
        scenario: Who comes first?
        hosts: [alice, bob, carol]
        routers: [r]
        links:
          - { between: [alice, r], rate: 1 Mbps, delay: 10 ms }
          - { between: [bob, r], rate: 1 Mbps, delay: 10 ms }
          - { name: core, between: [r, carol], rate: 1 Mbps, queue: { limit: 1 packets } }
        flows:
          - { name: first, from: alice, to: carol, traffic: { kind: constant, interval: 1 s, size: 97 B }, count: 1 }
          - { name: second, from: bob, to: carol, traffic: { kind: constant, interval: 1 s, size: 97 B }, count: 1 }
        expect: [ first.received == 1, core.drops == 1 ]

        """;

    private const string Port = """
        scenario: Two programs want one port
        hosts: [alice, bob]
        links: [ { between: [alice, bob] } ]
        programs:
          - name: one
            host: alice
            steps: [ { socket: { type: datagram, as: s } }, { sleep: 100 ms }, { bind: { socket: s, port: 7000 } }, { sleep: 1 s } ]
          - name: other
            host: alice
            steps: [ { socket: { type: datagram, as: s } }, { sleep: 100 ms }, { bind: { socket: s, port: 7000 } }, { sleep: 1 s } ]
        expect: [ one.completed, other.failed with EADDRINUSE ]

        """;

    private const string ServerFirst = """
        scenario: A server that is written first
        hosts: [alice, bob]
        links: [ { between: [alice, bob] } ]
        programs:
          - name: server
            host: alice
            steps:
              - socket: { type: stream, as: s }
              - bind: { socket: s, port: 7000 }
              - listen: { socket: s }
              - accept: { socket: s, as: c }
          - name: client
            host: bob
            steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: alice, port: 7000 } } ]
        expect: [ client.completed ]

        """;

    // Each frame is sent at an instant at which something happens too: bob is a member from 20 ms to 60 ms.
    private const string Membership = """
        scenario: A frame as a viewer joins, and one as it leaves
        hosts: [alice, bob]
        lans: { office: { members: [alice, bob] } }
        groups: { video: { address: 239.1.1.1 } }
        flows:
          - { name: video, from: alice, to: video, traffic: { kind: constant, interval: 20 ms, size: 97 B }, count: 5 }
        faults:
          - { at: 20 ms, host: bob, do: join, group: video }
          - { at: 60 ms, host: bob, do: leave, group: video }
        expect: [ video.due == 2, video.received == 2 ]

        """;

    [Fact]
    public void A_fault_comes_before_all_else_at_its_instant()
    {
        Exploration exploration = Exploration.Of(Read(Membership), orders: 30);

        Assert.Equal((30, 30), (exploration.Passed(expectation: 0), exploration.Passed(expectation: 1)));
    }

    [Theory]
    [InlineData(Queue)]
    [InlineData(Port)]
    public void What_races_comes_out_both_ways(string text)
    {
        Exploration exploration = Exploration.Of(Read(text), orders: 30);

        Assert.Equal(30, exploration.Orders.Count);
        // Each way is as likely: all 30 alike once in 2^29.
        Assert.InRange(exploration.Passed(expectation: 0), 1, 29);
        Assert.NotEqual(1, exploration.DifferentRuns);
    }

    [Fact]
    public void What_holds_in_any_order_is_told_apart()
    {
        Exploration exploration = Exploration.Of(Read(Queue), orders: 30);

        Assert.Equal(30, exploration.Passed(expectation: 1));
        Assert.Null(exploration.FirstFailure(expectation: 1));
    }

    [Fact]
    public void The_first_failure_comes_again_by_its_number()
    {
        ExploredOrder failed = Exploration.Of(Read(Queue), orders: 30).FirstFailure(expectation: 0)!;

        RunResult again = Simulation.Run(Read(Queue) with { Order = failed.Order });

        Assert.Equal(failed.TraceHash, again.Trace.Hash);
        Assert.False(again.Grades[0].Passed);
    }

    [Fact]
    public void What_begins_at_one_time_begins_in_the_order_of_the_file() =>
        Assert.Equal(30, Exploration.Of(Read(ServerFirst), orders: 30).Passed(expectation: 0));

    [Fact]
    public void Where_nothing_happens_at_one_instant_all_orders_are_the_usual_run()
    {
        Scenario alone = Read("""
            scenario: Nothing at one instant
            hosts: [alice, bob]
            links: [ { between: [alice, bob], rate: 1 Mbps, delay: 10 ms } ]
            flows: [ { name: call, from: alice, to: bob, traffic: { kind: constant, interval: 7 ms, size: 97 B }, count: 50 } ]

            """);

        Exploration exploration = Exploration.Of(alone, orders: 5);

        Assert.Equal(1, exploration.DifferentRuns);
        Assert.Equal(Simulation.Run(alone).Trace.Hash, exploration.Orders[0].TraceHash);
    }

    private static Scenario Read(string text) => ScenarioReader.Parse(text, "race.yaml");
}
