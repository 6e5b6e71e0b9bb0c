using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Diagrams.Sequence;

/// <summary>
/// Joins TCP segments that follow each other closely over a hop, so that the diagram draws a band and not a bundle of arrows: data whose
/// sequence numbers join on, acknowledgments that all advance, and those that repeat one number. What was lost, sent again, or opens or
/// ends a connection stands apart, and parts those before it from those behind it.
/// </summary>
internal static class SegmentBursts
{
    /// <summary>So many arrows can still be told apart.</summary>
    private const int MostApart = 4;

    /// <summary>Closely: after a smaller share of the time that a segment takes.</summary>
    private const double Closely = 0.25;

    /// <summary>
    /// The hops in the order in which they began; for a burst its first, which tells of all. Of what is left, segments of data that losses
    /// part join too.
    /// </summary>
    public static IReadOnlyList<Hop> Join(IReadOnlyList<Hop> hops) => Join(Join(hops, hasGaps: false), hasGaps: true);

    private static IReadOnlyList<Hop> Join(IReadOnlyList<Hop> hops, bool hasGaps)
    {
        var bursts = new List<List<Hop>>();
        var latest = new Dictionary<(int From, int? To, string Owner), List<Hop>>();
        foreach (Hop hop in hops)
        {
            (int, int?, string) way = (hop.From, hop.To, hop.Owner);
            if (latest.TryGetValue(way, out List<Hop>? burst) && Continues(burst, hop, hasGaps))
            {
                burst.Add(hop);
                continue;
            }
            bursts.Add([hop]);
            if (!hasGaps || hop.Loss == DropReason.None) latest[way] = bursts[^1];
        }
        // Runs that are too short fall apart again; the sort is stable.
        return [.. bursts.SelectMany(run => run.Count > MostApart ? [Joined(run, hasGaps)] : run).OrderBy(hop => hop.Start)];
    }

    private static bool Continues(List<Hop> burst, Hop next, bool hasGaps)
    {
        if (!CanJoin(burst[^1]) || !CanJoin(next) || !FollowsClosely(burst[^1], next)) return false;
        (SegmentNumbers first, SegmentNumbers last, SegmentNumbers more) = (burst[0].Segment!, burst[^1].Segment!, next.Segment!);
        if (more.Side != last.Side || more.IsAck != last.IsAck) return false;
        if (!more.IsAck) return hasGaps ? more.First >= last.End : more.First == last.End;
        bool repeats = more.First == last.First;
        if (more.First < last.First) return false;
        return burst.Count == 1 || repeats == (last.First == first.First);
    }

    private static bool CanJoin(Hop hop) => hop is { Segment: not null, Loss: DropReason.None, End: not null, To: not null, Last: null };

    private static bool FollowsClosely(Hop last, Hop next)
    {
        double close = Closely * (last.End!.Value - last.Start).TotalSeconds;
        if (next.End < last.End) return false;
        return next.Start == last.Start
            || ((next.Start - last.Start).TotalSeconds <= close && (next.End!.Value - last.End.Value).TotalSeconds <= close);
    }

    private static Hop Joined(List<Hop> burst, bool hasGaps)
    {
        (SegmentNumbers first, SegmentNumbers last) = (burst[0].Segment!, burst[^1].Segment!);
        string numbers = first.First == last.End ? $"{last.End}" : $"{first.First}–{(last.IsAck ? last.End : last.End - 1)}";
        return burst[0] with
        {
            Label = last.IsAck ? $"ACK {numbers} × {burst.Count}"
                : $"{burst.Count} segments, seq {numbers}{(hasGaps ? " with gaps" : "")}",
            Count = burst.Count,
            Last = burst[^1],
        };
    }
}
