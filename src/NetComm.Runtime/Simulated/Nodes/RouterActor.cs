namespace NetComm.Runtime.Simulated.Nodes;

/// <summary>
/// A router: sends on what is not for itself. It answers echoes and speaks its routing protocols; nothing else runs on it.
/// </summary>
internal sealed class RouterActor(SimulatedNetwork network, Node node) : NodeActor(network, node);
