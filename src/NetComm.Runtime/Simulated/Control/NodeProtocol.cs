namespace NetComm.Runtime.Simulated.Control;

/// <summary>
/// A protocol that a node speaks of itself with its neighbours: drives the machines of its interfaces, and carries out what they want done.
/// </summary>
internal abstract class NodeProtocol
{
    /// <summary>When <see cref="TimerExpired"/> is wanted next; null: not at all until something comes in.</summary>
    internal abstract SimTime? NextTimer { get; }

    /// <summary>Begins to speak.</summary>
    internal abstract void Start(SimTime now);

    /// <summary>Does what is due by now.</summary>
    internal abstract void TimerExpired(SimTime now);
}
