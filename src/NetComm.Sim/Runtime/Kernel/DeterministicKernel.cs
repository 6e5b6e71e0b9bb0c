namespace NetComm.Sim.Runtime.Kernel;

/// <summary>The deterministic kernel of the actor runtime that this build was made for.</summary>
internal static class DeterministicKernel
{
    internal static IDeterministicKernel Create(string name) => new EmbeddedKernel(name);
}
