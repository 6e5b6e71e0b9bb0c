using NetComm.Analysis;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>
/// Response times over real sockets. A timer is late, never early, so no request takes less time from when it was due than from when it was
/// sent.
/// </summary>
[Collection(LoopbackRuns.Collection)]
public sealed class LoopbackResponseTests
{
    [Theory]
    [InlineData(Transport.Udp)]
    [InlineData(Transport.Tcp)]
    public async Task A_response_takes_at_least_as_long_as_its_service(Transport transport)
    {
        var every = SimDuration.FromMilliseconds(2);
        Scenario scenario = new NetworkBuilder().Hosts("a", "b")
            .Link("a", "b", new LinkProperties { Delay = SimDuration.FromMilliseconds(3) })
            .Flow("a", "b", new Traffic.RequestResponse(every, PayloadSize.Of(100), PayloadSize.Of(200)), count: 40,
            flow => flow with { Transport = transport })
            .Build();

        RunOutcome result = await LoopbackRuns.OfAsync(scenario);

        TraceEvent[] sent = [.. EventList.Of(result.Trace).Of(TraceEventKind.PacketSent).Where(e => e.Extra == 0)];
        RequestSchedule schedule = result.Trace.Header.Flows[0].Requests!;
        Assert.Equal(40, sent.Length);
        Assert.All(sent, e =>
        {
            long sequence = new PacketSent(e).Sequence;
            Assert.True(e.Time >= schedule.IntendedAt(sequence), $"{sequence} sent at {e.Time}");
        });
        FlowMeasurement flow = Measurements.From(result.Trace).Flows[0];
        Assert.Equal(flow.Latency!.Samples, flow.Response!.Samples);
        Assert.True(flow.Response.Min >= flow.Latency.Min && flow.Response.Max >= flow.Latency.Max);
        Assert.True(flow.Response.Mean.Picoseconds >= flow.Latency.Mean.Picoseconds);
    }
}
