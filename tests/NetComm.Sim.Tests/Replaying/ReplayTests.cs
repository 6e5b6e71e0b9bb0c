using NetComm.Runtime;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Sim.Tests.Replaying;

/// <summary>What a run sent is played again. Simulated runs are recorded here, as each of their instants is known.</summary>
public sealed class ReplayTests
{
    private const string Network = """
        scenario: All kinds of traffic
        seed: 3
        duration: 3 s
        hosts: [alice, bob]
        links: [ { name: wire, between: [alice, bob], rate: 10 Mbps, delay: 10 ms } ]

        """;

    private const string Flows = """
        flows:
          - { name: call, from: alice, to: bob, traffic: { kind: poisson, rate: 100 packets/s, size: { distribution: uniform, min: 50 B, max: 900 B } } }
          - { name: burst, from: bob, to: alice, start: 100 ms, traffic: { kind: on-off, on-time: { distribution: exponential, mean: 200 ms }, off-time: { distribution: exponential, mean: 300 ms }, rate: 100 packets/s, size: 200 B } }
          - { name: ask, from: alice, to: bob, traffic: { kind: request-response, interval: 50 ms, size: 100 B, response: { distribution: uniform, min: 100 B, max: 900 B } } }
          - { name: notes, from: bob, to: alice, transport: tcp, traffic: { kind: constant, rate: 20 packets/s, size: 300 B } }
          - { name: query, from: alice, to: bob, transport: tcp, traffic: { kind: request-response, interval: 70 ms, size: 80 B, response: { distribution: uniform, min: 100 B, max: 900 B } }, count: 20 }

        """;

    private const string Bulk = """
        flows:
          - { name: big, from: alice, to: bob, transport: tcp, bytes: 2 MB, traffic: { kind: bulk } }

        """;

    private const string Programs = """
        programs:
          - name: echo
            host: bob
            steps:
              - socket: { type: datagram, as: s }
              - bind: { socket: s, port: 7000 }
              - repeat:
                  times: 3
                  steps:
                    - recvfrom: { socket: s, size: 1500, as: data, from: peer, timeout: 5 s }
                    - sendto: { socket: s, to: "{peer}", data: "{data}" }
          - name: asker
            host: alice
            start: 100 ms
            steps:
              - socket: { type: datagram, as: s }
              - repeat:
                  times: 3
                  steps:
                    - sendto: { socket: s, to: bob, port: 7000, data: hello }
                    - recvfrom: { socket: s, size: 1500, as: data, timeout: 2 s }
                    - sleep: 100 ms
        apps:
          - { name: probe, kind: ping, host: bob, to: alice, count: 2 }

        """;

    private const string Crash = "faults: [ { at: 250 ms, do: crash, host: alice }, { at: 600 ms, do: restart, host: alice } ]\n";

    [Theory]
    [InlineData(Flows)]
    [InlineData(Programs)]
    [InlineData(Flows + Programs)]
    [InlineData(Programs + Crash)]
    [InlineData(Flows + Crash)]
    public void On_the_network_that_it_was_recorded_on_the_same_run_comes_out(string text)
    {
        Scenario scenario = Read(Network + text);
        using Trace recorded = Traced(scenario);

        using Trace replayed = Traced(Replay.Of(scenario, recorded));

        Assert.Null(TraceDifference.Between(recorded, replayed));
    }

    [Fact]
    public void Packets_go_out_at_their_recorded_times_whatever_traffic_and_seed_say()
    {
        using Trace recorded = Traced(Read(Network + Flows));
        Scenario other = Read((Network + Flows).Replace("seed: 3", "seed: 4", StringComparison.Ordinal)
            .Replace("delay: 10 ms", "delay: 50 ms, loss: 10 %", StringComparison.Ordinal));

        using Trace replayed = Traced(Replay.Of(other, recorded));

        foreach (string flow in (string[])["call", "burst", "ask"]) Assert.Equal(SentBy(flow, recorded), SentBy(flow, replayed));
    }

    [Fact]
    public void A_bulk_transfer_hands_over_the_same_bytes_in_the_same_send_calls()
    {
        Scenario scenario = Read(Network + Bulk);
        using Trace recorded = Traced(scenario);

        using Trace replayed = Traced(Replay.Of(scenario, recorded));

        Assert.Equal(31, SentBy("big", recorded).Count);
        Assert.Equal(SentBy("big", recorded), SentBy("big", replayed));
    }

    [Fact]
    public void A_program_makes_no_call_earlier_than_it_did_and_waits_for_the_one_before_it()
    {
        using Trace recorded = Traced(Read(Network + Programs));

        using Trace faster = Traced(Replay.Of(Read((Network + Programs).Replace("10 ms", "1 ms", StringComparison.Ordinal)), recorded));
        using Trace slower = Traced(Replay.Of(Read((Network + Programs).Replace("10 ms", "400 ms", StringComparison.Ordinal)), recorded));

        // Recorded: a datagram of 33 B with its headers takes 26.4 µs and 10 ms each way; then 100 ms of sleep.
        SimTime[] atOnce = [Milliseconds(100), Milliseconds(220.0528), Milliseconds(340.1056)];
        Assert.Equal(atOnce, SentBy("asker", recorded).Select(sent => sent.At));
        Assert.Equal(atOnce, SentBy("asker", faster).Select(sent => sent.At));
        SimTime[] whenAnswered = [Milliseconds(100), Milliseconds(1000.0528), Milliseconds(1900.1056)];
        Assert.Equal(whenAnswered, SentBy("asker", slower).Select(sent => sent.At));
    }

    private static SimTime Milliseconds(double milliseconds) => SimTime.Zero + SimDuration.FromPicoseconds(milliseconds * 1e9);

    private static Scenario Read(string text) => ScenarioReader.Parse(text, "all.yaml");

    private static Trace Traced(Scenario scenario) => Simulation.Run(scenario, new RunOptions()).Trace;

    private static List<(SimTime At, long Sequence, int Bytes)> SentBy(string name, Trace trace)
    {
        var fold = new Sends(name, trace.Header);
        trace.FoldInto(fold);
        return fold.All;
    }

    private sealed class Sends(string name, TraceHeader header) : ITraceFold
    {
        private readonly HashSet<ConversationId> _own = [];

        public List<(SimTime At, long Sequence, int Bytes)> All { get; } = [];

        public void Fold(ReadOnlySpan<TraceEvent> slots)
        {
            for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
            {
                if (slots[i].Kind == TraceEventKind.ConversationOpened) Open(new ConversationOpened(slots[i]));
                else if (slots[i].Kind == TraceEventKind.PacketSent) Take(new PacketSent(slots[i]));
                else if (slots[i].Kind == TraceEventKind.StreamSent) Take(new StreamMoved(slots[i]));
            }
        }

        private void Open(ConversationOpened opened)
        {
            if (header.NameOf(opened.Owner) == name) _own.Add(opened.Conversation);
        }

        private void Take(StreamMoved written)
        {
            TracedFlow flow = header.Flows[written.Flow.Index];
            if (flow.Name == name && flow.Stream) All.Add((written.Time, All.Count, (int)written.Bytes));
        }

        private void Take(PacketSent sent)
        {
            if (_own.Contains(sent.Conversation) && !sent.IsAnswer) All.Add((sent.Time, sent.Sequence, sent.Bytes));
        }
    }
}
