namespace NetComm.Protocols;

/// <summary>
/// A protocol without a clock, a socket or chance of its own: input and time go in by its methods, effects come out in
/// <see cref="Effects"/>.
/// </summary>
/// <remarks>
/// Whoever drives it carries out the effects in their order after each call, empties the list, and calls <see cref="TimerExpired"/> in
/// time.
/// </remarks>
internal abstract class ProtocolMachine<TEffect>
{
    /// <summary>What is to be done, in this order. The driver empties it.</summary>
    public List<TEffect> Effects { get; } = [];

    /// <summary>When <see cref="TimerExpired"/> is wanted next; null: not at all until the next input.</summary>
    public abstract SimTime? NextTimer { get; }

    /// <summary>Does all that is due by now. Being called too early changes nothing.</summary>
    public abstract void TimerExpired(SimTime now);
}
