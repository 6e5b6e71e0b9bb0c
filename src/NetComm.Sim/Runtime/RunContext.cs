using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime;

/// <summary>What the actors of one run share: scenario, clock, trace, packets, names and the count of what is still going on.</summary>
/// <param name="Scenario">What runs.</param>
/// <param name="Clock">The run's time.</param>
/// <param name="Trace">Where events go.</param>
/// <param name="Packets">Where packets come from and go back to.</param>
/// <param name="Progress">What is still going on.</param>
/// <param name="Resolve">The address that a name or address stands for in this mode; null where there is no such name.</param>
internal sealed record RunContext(
    Scenario Scenario, IClock Clock, ITraceSink Trace, PacketPool Packets, RunProgress Progress, Func<string, Ipv4Address?> Resolve)
{
    /// <summary>The stream of chance with this name.</summary>
    internal RandomStream Luck(string name) => RandomStream.For(Scenario.Seed, name);
}
