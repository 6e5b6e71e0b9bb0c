namespace NetComm.Protocols;

/// <summary>A protocol without clock, socket or random numbers: input and time go in, <see cref="Effects"/> come out.</summary>
/// <remarks>Its driver carries out the effects in order, empties the list, and calls <see cref="TimerExpired"/> when due.</remarks>
internal abstract class ProtocolMachine<TEffect>
{
    /// <summary>What the driver has to do, in this order; it then empties the list.</summary>
    public List<TEffect> Effects { get; } = [];

    /// <summary>When <see cref="TimerExpired"/> is due next; null: not before the next input.</summary>
    public abstract SimTime? NextTimer { get; }

    /// <summary>Does everything that is due by now. A call that comes too early changes nothing.</summary>
    public abstract void TimerExpired(SimTime now);
}
