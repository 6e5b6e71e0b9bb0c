namespace NetComm.Runtime.Simulated.Control;

/// <summary>A protocol between neighbours: drives the machines of a node's interfaces, and carries out what they want.</summary>
internal abstract class NodeProtocol
{
    /// <summary>When <see cref="TimerExpired"/> is wanted next; null: not at all until something comes in.</summary>
    internal abstract SimTime? NextTimer { get; }

    internal abstract void Start(SimTime now);

    internal abstract void TimerExpired(SimTime now);
}
