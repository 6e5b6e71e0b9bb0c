using NetComm.Sim.Model;

namespace NetComm.Sim.Measuring;

/// <summary>What <c>report</c> and <c>replay</c> need of a finished run's summary.json.</summary>
/// <param name="File">The scenario's file name.</param>
/// <param name="Mode">Simulated or loopback.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Complete">Whether the run came to its end.</param>
/// <param name="TraceHash">The hash that its trace must have.</param>
/// <param name="Run">What differs from run to run.</param>
public sealed record SummaryFile(string File, RunMode Mode, long Seed, bool Complete, string TraceHash, RunFacts Run);
