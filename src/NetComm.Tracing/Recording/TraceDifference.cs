namespace NetComm.Tracing;

/// <summary>The first event at which two traces depart.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="First">The first trace's event as a line of its file; null where that trace has ended.</param>
/// <param name="Second">The second trace's event likewise.</param>
public sealed record TraceDifference(long Number, string? First, string? Second)
{
    /// <summary>Compares two kept traces, event by event; null where they are the same.</summary>
    public static TraceDifference? Between(Trace first, Trace second)
    {
        using var one = new TraceCursor(first);
        using var other = new TraceCursor(second);
        for (long number = 1; ; number++)
        {
            bool more = one.MoveNext();
            if (!other.MoveNext() && !more) return null;
            if (!one.Current.SequenceEqual(other.Current)) return new TraceDifference(number, one.Line(), other.Line());
        }
    }
}
