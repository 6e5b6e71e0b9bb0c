using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Simulated;
using NetComm.Sim.Tests.Runtime.Simulated;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Tests.Measuring;

/// <summary>Runs of random networks, some cut off in the middle, some with links that duplicate.</summary>
internal static class RandomRuns
{
    public static Trace Of(int shape, bool mayBeCut = true)
    {
        Scenario scenario = NetworkProperties.RandomNetwork(shape, out _);
        RandomStream draw = RandomStream.For(shape & int.MaxValue, "cut");
        if (draw.NextDouble() < 0.5 && mayBeCut) scenario = scenario with { Duration = SimDuration.FromMicroseconds((long)(draw.NextDouble() * 200_000) + 1) };
        if (draw.NextDouble() < 0.5) scenario = scenario with { Media = [.. scenario.Media.Select(Duplicating)] };
        return SimulatedRun.Of(scenario).Trace;
    }

    private static Medium Duplicating(Medium medium) => medium switch
    {
        Link link => link with { Forward = Duplicating(link.Forward), Backward = Duplicating(link.Backward) },
        Lan lan => lan with { Properties = Duplicating(lan.Properties) },
        _ => medium,
    };

    private static LinkProperties Duplicating(LinkProperties properties) => properties with { Duplicate = Probability.FromPercent(5) };
}
