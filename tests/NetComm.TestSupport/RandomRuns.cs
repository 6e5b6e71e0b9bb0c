using NetComm.Runtime.Simulated;
using NetComm.Tracing;

namespace NetComm.TestSupport;

/// <summary>Runs of random networks, some cut off in the middle, some with links that duplicate.</summary>
internal static class RandomRuns
{
    public static Trace Of(int shape, bool mayBeCut = true) => SimulatedRun.Of(Datagrams(shape, mayBeCut)).Trace;

    public static Scenario Datagrams(int shape, bool mayBeCut = true)
    {
        Scenario scenario = RandomNetworks.Of(shape, out _);
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "cut");
        if (draw.NextDouble() < 0.5 && mayBeCut)
            scenario = scenario with { Duration = SimDuration.FromMicroseconds((long)(draw.NextDouble() * 200_000) + 1) };
        if (draw.NextDouble() < 0.5) scenario = scenario with { Links = [.. scenario.Links.Select(Duplicating)] };
        return scenario;
    }

    /// <summary>
    /// Two groups on a random network, with members that come and go, hosts and routers that crash, links that lose, copy, corrupt,
    /// reorder, fail and fragment.
    /// </summary>
    public static Trace OfGroups(int shape, bool mayBeCut = true) => SimulatedRun.Of(Groups(shape, mayBeCut)).Trace;

    public static Scenario Groups(int shape, bool mayBeCut = true)
    {
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "groups");
        int Below(int n) => (int)(draw.NextDouble() * n);
        int routers = 1 + Below(4), hosts = 3 + Below(5);
        string[] names = [.. Enumerable.Range(0, hosts).Select(i => $"h{i}")];
        NetworkBuilder network = new NetworkBuilder().Hosts(names).Routers([.. Enumerable.Range(0, routers).Select(i => $"r{i}")]);
        string[] onLan =
            [.. names.Where(_ => Below(3) == 0), .. Enumerable.Range(0, routers).Where(i => i == 0 || Below(3) == 0).Select(i => $"r{i}")];
        if (onLan.Length > 1) network.Lan("lan", Properties(), onLan);
        foreach (string host in names.Where(host => onLan.Length < 2 || !onLan.Contains(host)))
            network.Link(host, $"r{Below(routers)}", Properties());
        for (int i = 1; i < routers; i++) network.Link($"r{i}", $"r{Below(i)}", Properties(), name: $"core{i}");
        for (int i = 1; i < routers; i++) network.Link($"r{i}", $"r{Below(i)}", Properties(), name: $"extra{i}");
        for (int g = 0; g < 2; g++)
        {
            string[] members = [.. names.Where(_ => Below(2) == 0)];
            network.Group($"g{g}", members);
            foreach (string host in names.Where(_ => Below(2) == 0))
            {
                bool joins = !members.Contains(host);
                SimDuration at = Time();
                network.Membership(at, host, $"g{g}", joins);
                if (Below(2) == 0) network.Membership(at + Time(), host, $"g{g}", !joins);
            }

            network.Flow(
                names[Below(hosts)], $"g{g}", TestNetworks.Every(SimDuration.FromMilliseconds(3), bytes: 1 + Below(2500)), count: 30);
        }

        if (Below(2) == 0) Crash(Below(3) == 0 ? $"r{Below(routers)}" : names[Below(hosts)]);
        if (routers > 1 && Below(2) == 0)
        {
            SimDuration down = Time();
            network.LinkDown(down, "core1")
                .LinkUp(down + Time(), "core1");
        }

        bool isCut = mayBeCut && Below(2) == 0;
        return network.Build(isCut ? Time() : null, seed: shape & int.MaxValue);

        SimDuration Time() => SimDuration.FromMicroseconds(1 + Below(100_000));
        void Crash(string node)
        {
            SimDuration at = Time();
            network.Crash(at, node)
                .Restart(at + Time(), node);
        }

        LinkProperties Properties() => new()
        {
            Rate = Bandwidth.FromBits(5_000_000 + Below(20_000_000)),
            Delay = SimDuration.FromMicroseconds(Below(5000)),
            Loss = Probability.FromPercent(Below(2) * Below(10)),
            Duplicate = Probability.FromPercent(Below(2) * Below(10)),
            Corrupt = Probability.FromPercent(Below(2) * Below(10)),
            Reorder = Probability.FromPercent(Below(2) * Below(40)),
            Queue = RandomQueues.Of(Below),
        };
    }

    /// <summary>Requests over one TCP connection with a small send buffer, over a lossy line that is down for a while.</summary>
    public static Trace OfRequests(int shape) => SimulatedRun.Of(Requests(shape)).Trace;

    public static Scenario Requests(int shape)
    {
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "requests");
        int Below(int n) => (int)(draw.NextDouble() * n);
        var down = SimDuration.FromMilliseconds(Below(400));
        var line = new LinkProperties
        {
            Rate = Bandwidth.FromMegabits(1 + Below(10)),
            Delay = SimDuration.FromMilliseconds(Below(20)),
            Loss = Probability.FromPercent(Below(4)),
        };
        var requests = new Traffic.RequestResponse(
            SimDuration.FromMilliseconds(1 + Below(20)), PayloadSize.Of(1 + Below(2000)), PayloadSize.Of(1 + Below(2000)));
        var options = new TcpOptions { SendBuffer = DataSize.FromBytes(500 + Below(5000)) };
        NetworkBuilder network = new NetworkBuilder().Hosts("a", "b").Link("a", "b", line, name: "line")
            .Flow("a", "b", requests, count: 1 + Below(100),
            flow => flow with { Transport = Transport.Tcp, Tcp = options, Start = SimTime.Zero + SimDuration.FromMilliseconds(Below(50)) })
            .LinkDown(down, "line")
            .LinkUp(down + SimDuration.FromMilliseconds(1 + Below(2000)), "line");
        return network.Build(Below(3) == 0 ? SimDuration.FromMilliseconds(1 + Below(3000)) : null, seed: shape & int.MaxValue);
    }

    /// <summary>The network of UDP flows, whose flows carry a stream over TCP instead.</summary>
    public static Scenario Streams(int shape)
    {
        Scenario network = RandomNetworks.Of(shape, out _);
        Flow[] flows = [.. network.Flows.Select(flow => flow with
        {
            Transport = Transport.Tcp,
            Traffic = new Traffic.Bulk(),
            Count = null,
            Bytes = 40_000 + (Math.Abs((long)shape) % 1000 * 100),
        })];
        return network with { Flows = flows };
    }

    private static LinkOrLan Duplicating(LinkOrLan medium) => medium switch
    {
        Link link => link with { Forward = Duplicating(link.Forward), Backward = Duplicating(link.Backward) },
        Lan lan => lan with { Properties = Duplicating(lan.Properties) },
        _ => medium,
    };

    private static LinkProperties Duplicating(LinkProperties properties) =>
        properties with { Duplicate = new CorrelatedShare(Probability.FromPercent(5), Probability.FromPercent(30)) };
}
