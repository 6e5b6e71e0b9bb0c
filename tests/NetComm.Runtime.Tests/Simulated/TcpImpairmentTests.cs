using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>TCP delivers every byte once, in order, whatever the network does to its segments.</summary>
public sealed class TcpImpairmentTests
{
    public static TheoryData<string, int> EveryRun
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (string algorithm in new[] { "reno", "cubic" })
            {
                for (int seed = 1; seed <= 8; seed++) all.Add(algorithm, seed);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EveryRun))]
    public void A_transfer_survives_loss_duplication_reordering_and_corruption_together(string algorithm, int seed)
    {
        using Trace trace = SimulatedRun.Of(ScenarioReader.Parse($$"""
            scenario: All at once
            seed: {{seed}}
            hosts: [a, b]
            links: [ { between: [a, b], rate: 10 Mbps, delay: 10 ms, jitter: 1 ms, loss: 10 %, duplicate: 10 %, reorder: 20 %, corrupt: 10 % } ]
            flows: [ { name: copy, from: a, to: b, transport: tcp, traffic: { kind: bulk, bytes: 200 kB }, tcp: { congestion-control: {{algorithm}} } } ]
            """, "test.yaml")).Trace;

        FlowMeasurement flow = Measurements.From(trace).Flows[0];

        EventList events = EventList.Of(trace);
        Assert.True(flow.Completed);
        Assert.Equal(200_000, events.Of(TraceEventKind.StreamReceived).Sum(e => e.Value));
        Assert.True(events.Drops(DropReason.Checksum) > 0 && events.Drops(DropReason.Loss) > 0);
    }

    [Fact]
    public void What_a_program_sends_arrives_unchanged()
    {
        using Trace trace = SimulatedRun.Of(ScenarioReader.Parse("""
            scenario: Words over a bad line
            hosts: [a, b]
            links: [ { between: [a, b], rate: 1 Mbps, delay: 10 ms, loss: 10 %, duplicate: 10 %, reorder: 20 %, corrupt: 10 % } ]
            programs:
              - { name: server, host: b, steps: [ { socket: { type: stream, as: l } }, { bind: { socket: l, port: 80 } }, { listen: { socket: l } },
                  { accept: { socket: l, as: c } }, { repeat: { times: 20, steps: [ { recv: { socket: c, size: 4, as: word } }, { sendall: { socket: c, data: "<{word}>" } } ] } }, { close: c }, { close: l } ] }
              - { name: client, host: a, steps: [ { socket: { type: stream, as: s } }, { connect: { socket: s, to: b, port: 80 } },
                  { repeat: { times: 20, steps: [ { sendall: { socket: s, data: "word" } }, { recv: { socket: s, size: 6, as: answer } }, { expect: "{answer} == <word>" } ] } }, { close: s } ] }
            """, "test.yaml")).Trace;

        Assert.All(Measurements.From(trace).Programs, program => Assert.Equal((true, null), (program.Completed, program.Failure)));
        Assert.True(EventList.Of(trace).Drops(DropReason.Checksum) > 0);
    }
}
