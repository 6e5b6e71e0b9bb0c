using NetComm.Sim.Model;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>A change of the timeline, and where the file says it.</summary>
internal sealed record DatedChange(SimTime At, FaultChange Change, SourceSpan Span, string Title);
