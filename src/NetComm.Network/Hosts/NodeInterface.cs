namespace NetComm.Network;

/// <summary>An interface of a node: what leaves by it waits in the queue of its transmitter.</summary>
internal sealed class NodeInterface(NetworkInterface at, bool isOnLan)
{
    internal NetworkInterface At => at;

    internal bool IsOnLan => isOnLan;

    /// <summary>What sends its packets; its link or LAN connects it when the run begins.</summary>
    internal Transmitter Transmitter { get; private set; } = null!;

    /// <summary>Largest IP packet that leaves it whole, in bytes.</summary>
    internal int Mtu => Transmitter.Mtu;

    internal void Connect(Transmitter transmitter) => Transmitter = transmitter;
}
