using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime;

/// <summary>What the actors of one run share: scenario, clock, trace, packets and the count of what is still going on.</summary>
internal sealed record RunContext(Scenario Scenario, IClock Clock, ITraceSink Trace, PacketPool Packets, RunProgress Progress)
{
    /// <summary>The stream of chance with this name.</summary>
    internal RandomStream Luck(string name) => RandomStream.For(Scenario.Seed, name);
}
