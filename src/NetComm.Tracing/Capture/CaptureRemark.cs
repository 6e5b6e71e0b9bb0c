using System.Globalization;

namespace NetComm.Tracing;

/// <summary>Something that happened to a packet on its way, which comments in captures tell.</summary>
/// <param name="At">When.</param>
/// <param name="Where">On a direction, or at a node.</param>
/// <param name="Frame">The packet on that direction; null at nodes, and where it did not get onto it.</param>
internal readonly record struct CaptureRemark(RemarkKind Kind, SimTime At, PacketLocation Where, CapturedFrame? Frame)
{
    public DropReason Reason { get; init; }

    /// <summary>How long the packet was held up.</summary>
    public SimDuration Time { get; init; }

    /// <summary>How often it collided.</summary>
    public int Times { get; init; }

    public string Text(TraceHeader header, bool isCopy)
    {
        string place = header.NameOf(Where);
        return Kind switch
        {
            RemarkKind.Lost when Reason == DropReason.Checksum => $"corrupted on the way, lost: {DropReasons.Name(Reason)} at {place}",
            RemarkKind.Lost => $"lost: {DropReasons.Name(Reason)} at {place}",
            RemarkKind.Marked => $"marked: congestion at {place}",
            RemarkKind.Duplicated => isCopy ? $"duplicate: made by {place}" : $"duplicated by {place}",
            RemarkKind.Waited => $"held up: {Rounded(Time)} in the queue of {place}",
            RemarkKind.Late => $"held up: {Rounded(Time)} of jitter on {place}",
            RemarkKind.Early => $"reordered: {Rounded(Time)} early by {place}",
            RemarkKind.Collided => string.Create(
                CultureInfo.InvariantCulture, $"collided {Times} time{(Times == 1 ? "" : "s")} on {place}"),
            _ => throw new InvalidOperationException($"There is no remark {Kind}."),
        };
    }

    /// <summary>Three digits: <c>12.3 ms</c>.</summary>
    private static SimDuration Rounded(SimDuration time)
    {
        long step = 1;
        while (time.Picoseconds / step >= 1000) step *= 10;
        return new((time.Picoseconds + step / 2) / step * step);
    }
}

/// <summary>What a comment tells of.</summary>
internal enum RemarkKind
{
    /// <summary>The packet ended before its receiver.</summary>
    Lost,

    /// <summary>A queue said by it that there is congestion (RFC 3168, CE).</summary>
    Marked,

    /// <summary>A link delivered it twice.</summary>
    Duplicated,

    /// <summary>It waited in a queue for longer than the link's delay.</summary>
    Waited,

    /// <summary>A link took longer than its delay to bring it.</summary>
    Late,

    /// <summary>A link brought it before its delay was over.</summary>
    Early,

    /// <summary>It was sent anew on a shared medium.</summary>
    Collided,
}
