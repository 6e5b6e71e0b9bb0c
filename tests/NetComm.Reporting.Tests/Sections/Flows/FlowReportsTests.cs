using NetComm.Analysis;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Samples;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Flows;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class FlowReportsTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    [Fact]
    public void The_charts_agree_with_the_figures()
    {
        Scenario scenario = ReportedRuns.Network().Flow("a", "b", Packets(), count: 2000).Flow("a", "office", Packets(), count: 500)
            .Build(SimDuration.FromSeconds(3));

        IReadOnlyList<FlowReport> flows = FlowsOf(scenario);

        Assert.All(flows, flow =>
        {
            FlowMeasurement total = flow.Total;
            Assert.Equal(total.Received, flow.Samples.Latency.Sum(group => group.Points.Count));
            Assert.Equal(total.Lost, flow.Samples.Lost.Count);
            Assert.Equal(total.Latency!.Max.TotalSeconds, flow.Samples.Spread.Max(group => group.Points.Max(point => point.X)), 12);
            Assert.Equal(total.Received, flow.Samples.Pooled.Sum(value => value.Count));
            Assert.Equal(total.Jitter!.Value.TotalSeconds, flow.Samples.Jitter.Average(group => group.Points[^1].Y), 12);
            Assert.Equal(1, BitsOf(flow.Samples) / (total.Throughput!.Value * (total.CompletionTime?.TotalSeconds ?? 3)), 9);
        });
        Assert.InRange(flows[0].Total.Lost!.Value, 100, 900);
        Assert.Equal(["c", "d"], flows[1].Receivers.Select(receiver => receiver.Host));
    }

    [Fact]
    public void Flows_under_one_name_are_drawn_as_one()
    {
        ReportedRun run = ReportedRuns.Of(ScenarioReader.Parse("""
            scenario: Three senders
            hosts: { pc: { count: 3 }, hub: {} }
            lans: { office: { members: [pc, hub], rate: 10 Mbps, delay: 1 ms, loss: 20 % } }
            flows: [ { name: load, from: pc, to: hub, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 100 } ]
            """, "pool.yaml"));
        using Trace trace = run.Trace;

        FlowReports flows = ReportedRuns.FlowReportsOf(run);

        FlowReport pool = Assert.Single(flows.Pools);
        Assert.Equal(300, pool.Total.Received + pool.Total.Lost);
        Assert.Equal(pool.Total.Received, pool.Samples.Pooled.Sum(value => value.Count));
        Assert.Equal(pool.Total.Received, flows.All.Sum(flow => flow.Samples.Pooled.Sum(value => value.Count)));
        Assert.Equal(pool.Total.Lost, pool.Samples.LostCount);
        Assert.Equal(pool.Total.Lost, pool.LossesByReason.Single().InBins.Sum());
        Assert.Equal([(100, 300)], pool.Samples.PayloadSizes);
    }

    [Fact]
    public void Losses_in_a_row_are_shaded_from_the_first_to_the_last()
    {
        // 100 packets a second: those sent at 1.00 … 1.99 s are lost.
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b", name: "line")
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMilliseconds(10), PayloadSize.Of(100)), count: 300)
            .LinkDown(Second, "line")
            .LinkUp(Second * 2, "line").Build();

        FlowReport flow = FlowsOf(scenario)[0];

        Assert.Equal("two or more lost in a row", flow.Bursts!.Name);
        Assert.Equal([new Band(1, 1.99, "100 lost in a row")], flow.Bursts.Items);
        Assert.Equal(new BurstMeasurement(1, 100, 100), flow.Total.Bursts);
        Assert.All(flow.Samples.LossPerBin.Where(bin => bin.X is >= 1 and < 1.9), bin => Assert.Equal(1, bin.Y));
    }

    [Fact]
    public void The_charts_of_a_multicast_agree_with_its_figures_while_members_come_and_go()
    {
        Scenario scenario = ReportedRuns.Network().Group("video", "c")
            .Join(Second, "d", "video").Leave(Second * 2, "c", "video")
            .Flow("a", "video", Packets(), count: 2500).Build(Second * 3);

        FlowReport stream = FlowsOf(scenario)[0];

        Assert.Equal(stream.Total.Due, stream.Receivers.Sum(receiver => receiver.Due));
        Assert.All(stream.Receivers, receiver => Assert.InRange(receiver.Due!.Value, 1, 2499));
        Assert.Equal(stream.Total.Received, stream.Samples.Latency.Sum(group => group.Points.Count));
        Assert.Equal(stream.Total.Lost, stream.Samples.Lost.Count);
    }

    [Fact]
    public void What_was_sent_before_the_warm_up_is_over_is_in_no_chart()
    {
        Scenario scenario = ReportedRuns.Network().Flow("a", "b", Packets(), count: 2000).Build(Second * 3) with { WarmUp = Second };

        IReadOnlyList<FlowReport> flows = FlowsOf(scenario);

        Assert.All(flows[0].Samples.Latency.Single().Points, point => Assert.InRange(point.X, 1, 3));
        Assert.Equal(1, flows[0].Samples.LossPerBin[0].X);
    }

    [Fact]
    public void A_packet_that_comes_to_light_after_its_loss_is_not_lost()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(cast: Cast.Multicast, receivers: [TraceBuilder.Bob, TraceBuilder.Carol])
            .Sent(0, 1).DroppedOn(1, 0, 1).Received(2, 1, TraceBuilder.Carol).Ended(60_000);

        FlowSamples samples = SamplesOf(trace);

        Assert.Equal([new ChartPoint(0, 0) { Packet = 1 }], samples.Lost);
        Assert.Equal([new ChartPoint(0, 0.5)], samples.LossPerBin);
    }

    [Fact]
    public void A_request_whose_answer_is_under_way_at_the_end_is_not_lost()
    {
        using TraceBuilder trace = new TraceBuilder().Flow(answered: true)
            .Sent(0, 1).Received(5, 1).Sent(5, 2, sequence: 0, answer: true).Received(10, 2, TraceBuilder.Alice)
            .Sent(20, 3, sequence: 1).Received(25, 3).Sent(25, 4, sequence: 1, answer: true)
            .Ended(30);

        FlowSamples samples = SamplesOf(trace);

        Assert.Equal([new ChartPoint(0, 0.01) { Packet = 1 }], samples.Latency.Single().Points);
        Assert.All(samples.LossPerBin, bin => Assert.Equal(0, bin.Y));
        Assert.Empty(samples.Lost);
    }

    private static double BitsOf(FlowSamples samples)
    {
        TimeBins bins = samples.Bins;
        return samples.ThroughputIn(bins)
            .Sum(group => group.Rates
            .Select((rate, bin) => rate.Y * (bin < group.Rates.Count - 1 ? bins.Width : bins.Seconds - (bin * bins.Width))).Sum());
    }

    private static FlowSamples SamplesOf(TraceBuilder trace)
    {
        var fold = new FlowFold(trace.Header, trace.Trace().End);
        trace.Trace().FoldInto(fold);
        fold.Finish();
        return fold.Samples[0];
    }

    private static IReadOnlyList<FlowReport> FlowsOf(Scenario scenario)
    {
        ReportedRun run = ReportedRuns.Of(scenario);
        using Trace trace = run.Trace;
        return ReportedRuns.FlowsOf(run);
    }

    private static Traffic.Constant Packets() => new(SimDuration.FromMilliseconds(1), PayloadSize.Of(100));
}
