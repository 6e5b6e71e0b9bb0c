using NetComm.Runtime.Apps.Flows;

namespace NetComm.Runtime.Tests.Apps;

public sealed class TrafficSourceTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    [Fact]
    public void Constant_traffic_begins_at_the_start_and_keeps_its_interval() =>
        Assert.Equal([2, 3, 4], Times(new Traffic.Constant(Second, PayloadSize.Of(10)), flow => flow with { Start = At(2), Count = 3 }));

    [Fact]
    public void Nothing_is_sent_at_or_after_the_stop() =>
        Assert.Equal([0, 1, 2], Times(new Traffic.Constant(Second, PayloadSize.Of(10)), flow => flow with { Stop = At(3) }));

    [Fact]
    public void Bytes_end_a_flow_and_cut_its_last_packet()
    {
        TrafficSource source = Source(new Traffic.Constant(Second, PayloadSize.Of(40)), flow => flow with { Bytes = 100 });

        Assert.Equal([40, 40, 20], Enumerable.Range(0, 3).Select(_ => source.Take()));
        Assert.Equal(SimTime.Never, source.Next);
    }

    [Fact]
    public void Poisson_traffic_has_exponential_gaps_and_its_first_packet_after_one()
    {
        TrafficSource source = Source(new Traffic.Poisson(Second, PayloadSize.Of(10)), flow => flow with { Count = 10_000 });

        Assert.True(source.Next > SimTime.Zero);
        SimTime last = source.Next;
        while (source.Next != SimTime.Never)
        {
            last = source.Next;
            source.Take();
        }

        // The sum of n gaps: n ± 3.29 √n.
        Assert.InRange(last.TotalSeconds, 10_000 - 329, 10_000 + 329);
    }

    [Fact]
    public void On_off_traffic_is_silent_while_off()
    {
        var traffic = new Traffic.OnOff(
            new Distribution.Constant(2.5 * SimDuration.PerSecond), new Distribution.Constant(10.0 * SimDuration.PerSecond), Second,
            PayloadSize.Of(10));

        Assert.Equal([0, 1, 2, 12.5, 13.5, 14.5, 25], Times(traffic, flow => flow with { Count = 7 }));
    }

    private static SimTime At(int seconds) => SimTime.Zero + SimDuration.FromSeconds(seconds);

    private static List<double> Times(Traffic traffic, Func<Flow, Flow> with)
    {
        TrafficSource source = Source(traffic, with);
        var times = new List<double>();
        while (source.Next != SimTime.Never)
        {
            times.Add(source.Next.TotalSeconds);
            source.Take();
        }

        return times;
    }

    private static TrafficSource Source(Traffic traffic, Func<Flow, Flow> with)
    {
        Scenario scenario = new NetworkBuilder().Hosts("a", "b").Link("a", "b").Flow("a", "b", traffic, with: with).Build();
        return new TrafficSource(scenario.Flows[0], RandomStream.For(1, "gaps"), RandomStream.For(1, "sizes"));
    }
}
