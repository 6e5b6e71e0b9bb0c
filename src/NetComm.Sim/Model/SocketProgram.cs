namespace NetComm.Sim.Model;

/// <summary>A script of socket calls that runs on one host.</summary>
/// <param name="Index">Place in <see cref="Scenario.Programs"/>.</param>
/// <param name="Name">Unique among all that is measured.</param>
/// <param name="Node">Where it runs: the node's index.</param>
/// <param name="Start">When it begins. Default 0 s.</param>
/// <param name="Steps">What it does, in order.</param>
/// <param name="Order">Rank in the file among flows, programs and apps: who begins first at one instant.</param>
public sealed record SocketProgram(int Index, string Name, int Node, SimTime Start, IReadOnlyList<ProgramStep> Steps, int Order);
