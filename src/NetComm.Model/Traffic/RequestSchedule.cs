namespace NetComm.Model;

/// <summary>When the requests of a flow are due, whether or not they can be sent: one every interval.</summary>
/// <param name="Start">When the first request is due.</param>
/// <param name="Interval">The time from one to the next.</param>
/// <param name="Count">How many requests; null where the schedule has no end.</param>
public sealed record RequestSchedule(SimTime Start, SimDuration Interval, long? Count = null)
{
    /// <summary>The schedule of a flow; null for other traffic, and where the interval varies.</summary>
    internal static RequestSchedule? Of(Flow flow)
    {
        if (flow.Traffic is not Traffic.RequestResponse { Gaps: null } requests) return null;
        long? byStop = flow.Stop is { } stop ? Before(stop, flow.Start, requests.Interval) : null;
        // Where sizes vary, only the end of the run shows how many packets add up to these bytes.
        long? byBytes = flow.Bytes is { } bytes && requests.Size is { Bytes: Distribution.Constant, Mean: >= 1 and var size }
            ? (long)Math.Ceiling(bytes / size) : null;
        return new RequestSchedule(flow.Start, requests.Interval, new[] { flow.Count, byStop, byBytes }.Min());
    }

    /// <summary>When the request with a sequence number (from 0) is due.</summary>
    public SimTime IntendedAt(long sequence) => new(Start.Picoseconds + sequence * Interval.Picoseconds);

    /// <summary>How many are due before an instant.</summary>
    public long DueBefore(SimTime end) => Math.Min(Count ?? long.MaxValue, Before(end, Start, Interval));

    private static long Before(SimTime end, SimTime start, SimDuration interval) =>
        end <= start ? 0 : (end.Picoseconds - start.Picoseconds - 1) / interval.Picoseconds + 1;
}
