namespace NetComm.Model;

/// <summary>When the requests of a flow are to be sent, whether or not they can be: one every interval.</summary>
/// <param name="Start">The first.</param>
/// <param name="Interval">From one to the next.</param>
/// <param name="Count">How many; null where the schedule has no end.</param>
public sealed record RequestSchedule(SimTime Start, SimDuration Interval, long? Count = null)
{
    /// <summary>The schedule of a flow; null for other traffic.</summary>
    internal static RequestSchedule? Of(Flow flow)
    {
        if (flow.Traffic is not Traffic.RequestResponse requests) return null;
        long? byStop = flow.Stop is { } stop ? Before(stop, flow.Start, requests.Interval) : null;
        // Of sizes that vary it is known only in the end how many make so many bytes.
        long? byBytes = flow.Bytes is { } bytes && requests.Size is { Bytes: Distribution.Constant, Mean: >= 1 and var size }
            ? (long)Math.Ceiling(bytes / size) : null;
        return new RequestSchedule(flow.Start, requests.Interval, new[] { flow.Count, byStop, byBytes }.Min());
    }

    /// <summary>When the request with a sequence number (from 0) is to be sent.</summary>
    public SimTime IntendedAt(long sequence) => new(Start.Picoseconds + sequence * Interval.Picoseconds);

    /// <summary>How many are to be sent before an instant.</summary>
    public long DueBefore(SimTime end) => Math.Min(Count ?? long.MaxValue, Before(end, Start, Interval));

    private static long Before(SimTime end, SimTime start, SimDuration interval) =>
        end <= start ? 0 : (end.Picoseconds - start.Picoseconds - 1) / interval.Picoseconds + 1;
}
