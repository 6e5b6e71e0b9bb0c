using NetComm.Runtime.Loopback;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Apps;

/// <summary>What programs see of a router between them, in both modes.</summary>
public sealed class BehindRouterTests
{
    public static TheoryData<RunMode> Modes => [RunMode.Simulated, RunMode.Loopback];

    // RFC 2644: a router must not pass on what is for all hosts of a network behind it, which was used to multiply attacks (smurf). As in a
    // Linux kernel (bc_forwarding 0) the sender does not hear of it.
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_router_passes_on_no_broadcast_to_the_network_behind_it(RunMode mode)
    {
        EventList events = await RunAsync(mode, """
            hosts: { a: {}, b: {} }
            routers: [r]
            lans:
              left: { subnet: 10.1.0.0/24, members: [a, r] }
              right: { subnet: 10.2.0.0/24, members: [b, r] }
            programs:
              - name: receiver
                host: b
                steps:
                  - socket: { type: datagram, as: s }
                  - bind: { socket: s, port: PORT1 }
                  - recvfrom: { socket: s, size: 100, as: data, timeout: 500 ms }
              - name: sender
                host: a
                steps:
                  - socket: { type: datagram, as: s }
                  - setsockopt: { socket: s, option: broadcast, value: true }
                  - sendto: { socket: s, to: 10.2.0.255, port: PORT1, data: "all of you" }
                  - print: "sent"
            """);

        Assert.Equal(["sent"], events.Texts(TraceEventKind.ProgramPrinted));
        Assert.Equal(["", "ETIMEDOUT"], events.Texts(TraceEventKind.ProgramEnded));
        Assert.Equal(1, events.Drops(DropReason.NoRoute));
    }

    // RFC 2181, 4.1: who asks an anycast address takes no answer from another one, so a connected socket would never get it.
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_anycast_member_answers_from_the_address_that_was_asked_bound_to_it_or_to_all(RunMode mode)
    {
        EventList events = await RunAsync(mode, """
            hosts: { client: {}, near: {}, far: {} }
            routers: [r]
            links: [ { between: [client, r] }, { between: [near, r] }, { between: [far, r], cost: 5 } ]
            anycast: { service: { address: 10.99.0.1, members: [near, far] } }
            programs:
              - name: all
                host: near
                steps:
                  - socket: { type: datagram, as: s }
                  - bind: { socket: s, port: PORT1 }
                  - recvfrom: { socket: s, size: 100, as: data, from: peer, timeout: 20 s }
                  - sendto: { socket: s, to: "{peer}", data: "answer" }
              - name: bound
                host: near
                steps:
                  - socket: { type: datagram, as: s }
                  - bind: { socket: s, port: PORT2, address: 10.99.0.1 }
                  - recvfrom: { socket: s, size: 100, as: data, from: peer, timeout: 20 s }
                  - sendto: { socket: s, to: "{peer}", data: "answer" }
              - name: first
                host: client
                start: 300 ms
                steps:
                  - socket: { type: datagram, as: s }
                  - sendto: { socket: s, to: service, port: PORT1, data: "question" }
                  - recvfrom: { socket: s, size: 100, as: data, from: peer, timeout: 10 s }
                  - print: "from {peer}"
                  - socket: { type: datagram, as: c }
                  - connect: { socket: c, to: service, port: PORT2 }
                  - send: { socket: c, data: "question" }
                  - recv: { socket: c, size: 100, as: data, timeout: 10 s }
                  - print: "connected: {data}"
            """);

        string[] printed = [.. events.Texts(TraceEventKind.ProgramPrinted)];
        Assert.StartsWith(mode == RunMode.Simulated ? "from 10.99.0.1:" : "from 127.99.0.1:", printed[0], StringComparison.Ordinal);
        Assert.Equal("connected: answer", printed[1]);
        Assert.Equal(["", "", ""], events.Texts(TraceEventKind.ProgramEnded));
    }

    private static async Task<EventList> RunAsync(RunMode mode, string text)
    {
        Scenario scenario = AppRuns.Parse(mode, text);
        RunOutcome result = mode == RunMode.Simulated ? SimulatedRun.Of(scenario) : await LoopbackRun.OfAsync(scenario);
        Assert.True(result.Complete, string.Join('\n', result.Missing));
        return EventList.Of(result.Trace);
    }
}
