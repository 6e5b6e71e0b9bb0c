using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime;

/// <summary>A run that is over.</summary>
/// <param name="Trace">Its events.</param>
/// <param name="Complete">Whether it came to its own end.</param>
/// <param name="Missing">What the run needed and did not have, each as a sentence; the run is then incomplete.</param>
/// <param name="Notes">What its reader should know, each as a sentence: substitutes taken, mechanisms used.</param>
/// <param name="PacketHops">How many times a packet crossed a link direction or LAN port.</param>
public sealed record RunResult(Trace Trace, bool Complete, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes, long PacketHops);
