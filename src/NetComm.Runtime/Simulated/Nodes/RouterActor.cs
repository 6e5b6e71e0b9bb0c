namespace NetComm.Runtime.Simulated.Nodes;

/// <summary>A router: sends on what is not for itself, answers echoes and speaks its routing protocols.</summary>
internal sealed class RouterActor(SimulatedNetwork network, Node node) : NodeActor(network, node);
