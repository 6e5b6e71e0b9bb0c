using NetComm.Sim.Model;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>What of the model is ready when expectations are read.</summary>
/// <param name="Nodes">Hosts, then routers.</param>
/// <param name="Media">Links, then LANs.</param>
/// <param name="Flows">The flows that have no problems.</param>
internal sealed record DraftModel(IReadOnlyList<Node> Nodes, IReadOnlyList<Medium> Media, IReadOnlyList<Flow> Flows);
