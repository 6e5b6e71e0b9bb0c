using NetComm.Analysis;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Simulated;

/// <summary>
/// Requests over TCP that cannot be sent when they are due: they wait, and their response time tells of it (coordinated omission).
/// </summary>
public sealed class BlockedRequestTests
{
    private static readonly SimDuration Interval = SimDuration.FromMilliseconds(10);
    private static readonly LinkProperties FiveMilliseconds = new() { Delay = SimDuration.FromMilliseconds(5) };

    [Fact]
    public void Without_a_failure_a_request_waits_for_the_connection_and_for_room_in_the_send_buffer()
    {
        using Trace trace = SimulatedRun.Of(Requests(count: 5).Build()).Trace;

        // The connection takes 10 ms, so the first, due at 0 ms, is sent at 10 and answered at 20 ms. The second is due at 10 ms: its send
        // call blocks until the first is acknowledged, at 20 ms, and its answer comes at 30 ms. All further ones likewise.
        FlowMeasurement flow = Measurements.From(trace).Flows[0];
        Assert.Equal((Ms(10), Ms(20), Ms(18)), (flow.Latency!.Min, flow.Latency.Max, flow.Latency.Mean.Nearest));
        Assert.Equal((Ms(20), Ms(20)), (flow.Response!.Min, flow.Response.Max));
    }

    [Fact]
    public void After_a_failure_response_time_tells_what_the_latency_of_the_few_that_were_sent_hides()
    {
        Scenario scenario = Requests(count: 400)
            .LinkDown(SimDuration.FromMilliseconds(1001), "line")
            .LinkUp(SimDuration.FromMilliseconds(1900), "line").Build();

        using Trace trace = SimulatedRun.Of(scenario).Trace;

        // Request 99 (due at 990 ms) enters the buffer at 1000 ms and is lost. It is sent again after the least timeout, at 2000 ms, and
        // answered at 2010 ms: 1020 ms. The send call of request 100 blocks meanwhile: 1000 … 2020 ms. The 299 behind it are sent 10 ms
        // apart from 2010 ms on, as fast as further ones become due, so each of them is answered 20 ms after its send call, and 1020 ms
        // after it was due.
        FlowMeasurement flow = Measurements.From(trace).Flows[0];
        Assert.Equal((400L, 400L, 0L), (flow.Sent, flow.Received, flow.Lost));
        Assert.Equal((Ms(20), Ms(20), Ms(1020)), (flow.Latency!.P50, flow.Latency.P99, flow.Latency.Max));
        Assert.Equal((Ms(20), Ms(1020), Ms(1020)), (flow.Response!.Min, flow.Response.P50, flow.Response.P99));
        Assert.Equal((99 * 20 + 301 * 1020) / 400.0, flow.Response.Mean.TotalMilliseconds, 9);
    }

    [Fact]
    public void No_request_is_skipped_and_none_is_sent_before_it_is_due()
    {
        Scenario scenario = Requests(count: 300)
            .LinkDown(SimDuration.FromMilliseconds(500), "line")
            .LinkUp(SimDuration.FromMilliseconds(700), "line").Build();

        TraceEvent[] sent = [.. EventList.Of(SimulatedRun.Of(scenario).Trace).Of(TraceEventKind.PacketSent).Where(e => e.Extra == 0)];

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), sent.Select(e => new PacketSent(e).Sequence));
        Assert.All(sent, e => Assert.True(e.Time >= SimTime.Zero + Interval * (int)new PacketSent(e).Sequence));
    }

    [Fact]
    public void Those_that_wait_when_the_connection_is_lost_are_lost_with_it()
    {
        Scenario scenario = Requests(count: 200)
            .Crash(SimDuration.FromMilliseconds(1000), "b")
            .Restart(SimDuration.FromMilliseconds(1100), "b").Build();

        using Trace trace = SimulatedRun.Of(scenario).Trace;

        // The answer to what is sent again at 2000 ms is a reset: by then all 200 are due.
        FlowMeasurement flow = Measurements.From(trace).Flows[0];
        Assert.Equal(flow.Sent, flow.Received + flow.Lost);
        Assert.Equal((200L, 0L, false), (flow.Sent, flow.InFlight, flow.Completed));
        Assert.Equal((1L, flow.Lost!.Value), (flow.Bursts!.Count, flow.Bursts.Longest));
    }

    // Their host closed the connection when it had read the last request, and threw away the answers that its full send buffer held up.
    [Fact]
    public void Answers_that_wait_for_room_are_sent_before_the_connection_closes()
    {
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Link("a", "b", FiveMilliseconds)
            .Flow("a", "b", new Traffic.RequestResponse(Interval, PayloadSize.Of(100), PayloadSize.Of(3000)), count: 20, flow => flow with
            {
                Transport = Transport.Tcp,
                Tcp = new TcpOptions { SendBuffer = DataSize.FromBytes(100) },
            });

        using Trace trace = SimulatedRun.Of(network.Build()).Trace;

        Assert.Equal((20L, true), (Measurements.From(trace).Flows[0].Received, Measurements.From(trace).Flows[0].Completed));
    }

    /// <summary>
    /// 100 B every 10 ms over a round trip of 10 ms, with a send buffer for one of them, and nothing else that waits: neither Nagle's
    /// algorithm nor delayed acknowledgements nor tail loss probes.
    /// </summary>
    private static NetworkBuilder Requests(int count) => new NetworkBuilder().Hosts("a", "b").Link("a", "b", FiveMilliseconds, name: "line")
        .Flow("a", "b", new Traffic.RequestResponse(Interval, PayloadSize.Of(100), PayloadSize.Of(100)), count, flow => flow with
        {
            Transport = Transport.Tcp,
            Tcp = new TcpOptions { SendBuffer = DataSize.FromBytes(100), Nagle = false, DelayedAck = false, Rack = false },
        });

    private static SimDuration Ms(long milliseconds) => SimDuration.FromMilliseconds(milliseconds);
}
