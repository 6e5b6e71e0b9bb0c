namespace NetComm.Analysis;

/// <summary>How many packets were dropped for one reason.</summary>
/// <param name="Reason">The reason's name in files.</param>
public sealed record DropCount(string Reason, long Packets)
{
    internal static readonly int Reasons = Enum.GetValues<DropReason>().Length;

    /// <summary>The reasons always named, then all others that occurred, each in its own order.</summary>
    internal static IReadOnlyList<DropCount> Of(ReadOnlySpan<long> counts, DropReason[] always)
    {
        var named = new List<DropCount>();
        foreach (DropReason reason in always) named.Add(new(DropReasons.Name(reason), counts[(int)reason]));
        for (int reason = 1; reason < counts.Length; reason++)
        {
            if (counts[reason] > 0 && !always.Contains((DropReason)reason))
                named.Add(new(DropReasons.Name((DropReason)reason), counts[reason]));
        }

        return named;
    }
}
