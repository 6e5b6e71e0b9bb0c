using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Diagrams.Sequence;

/// <summary>
/// Finds room for what stands at the arrows. A packet that goes to many at once is named once; a loss is named at its cross.
/// </summary>
internal static class HopLabels
{
    private const double LineHeight = 14;
    private const double Cross = 12;

    /// <summary>A label may be longer than its arrow, but not much.</summary>
    private const double LeastRoom = 60;

    /// <summary>Where its size is left out already.</summary>
    private const double LeastRoomForAll = 125;
    private static readonly double[] Shares = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75];

    /// <summary>A label per hop; null where another says it, or where there is no room.</summary>
    public static IReadOnlyList<HopLabel?> Of(SequenceFrame frame, MessageSequence sequence)
    {
        var labels = new HopLabel?[sequence.Hops.Count];
        List<Box> taken = [.. sequence.Hops.Where(IsLost).Select(hop => new Box(frame.Ends(hop).To, Cross, Cross))];
        for (int i = 0; i < labels.Length; i++)
            if (IsLost(sequence.Hops[i])) labels[i] = AtCross(frame, sequence.Hops[i], taken);

        var known = new HashSet<long>();
        foreach (IGrouping<(long Packet, int From, SimTime Start), int> together in Enumerable.Range(0, labels.Length)
            .Where(i => !IsLost(sequence.Hops[i])).GroupBy(i => (sequence.Hops[i].Packet, sequence.Hops[i].From, sequence.Hops[i].Start)))
        {
            Hop hop = sequence.Hops[together.First()];
            string text = known.Add(hop.Packet) ? hop.Label : WithoutSize(hop.Label);
            Name(frame, sequence, [.. together], text, labels, taken);
        }
        return labels;
    }

    /// <summary>On the shortest of the arrows that has room for it, else on any.</summary>
    private static void Name(SequenceFrame frame, MessageSequence sequence, int[] hops, string text, HopLabel?[] labels, List<Box> taken)
    {
        double LengthOf(int i) => Math.Abs(frame.Ends(sequence.Hops[i]).To.X - frame.Ends(sequence.Hops[i]).From.X);
        double wanted = TextMetrics.Width(text, SequenceFrame.TextSize) + 40;
        foreach (int i in hops.OrderBy(i => LengthOf(i) < wanted ? 1 : 0).ThenBy(LengthOf))
        {
            labels[i] = OnArrow(frame, sequence.Hops[i], text, taken);
            if (labels[i] is not null) return;
        }
    }

    private static bool IsLost(Hop hop) => hop.Loss != DropReason.None;

    /// <summary>The size is said at a packet's first hop.</summary>
    private static string WithoutSize(string label) =>
        label.EndsWith(" B", StringComparison.Ordinal)
            && label.LastIndexOf(", ", StringComparison.Ordinal) is > 0 and var comma ? label[..comma] : label;

    private static HopLabel? OnArrow(SequenceFrame frame, Hop hop, string label, List<Box> taken)
    {
        (Place from, Place to) = frame.Middle(hop);
        double room = Math.Max(Math.Abs(to.X - from.X) - 24, LeastRoom);
        if (TextMetrics.Width(label, SequenceFrame.TextSize) > room) label = WithoutSize(label);
        // A band has room for its label, which says more than that of an arrow.
        string text = hop.Last is null ? TextMetrics.Shorten(label, SequenceFrame.TextSize, Math.Max(room, LeastRoomForAll)) : label;
        return Shares.Select(share => BoxAt(frame, text, from + ((to - from) * share))).Where(box => IsFree(box, taken)).Take(1)
            .Select(box => Reserve(box, text, taken)).FirstOrDefault();
    }

    /// <summary>Beside the cross, or under it where it would leave the picture.</summary>
    private static HopLabel? AtCross(SequenceFrame frame, Hop hop, List<Box> taken)
    {
        (Place from, Place to) = frame.Ends(hop);
        string text = TextMetrics.Shorten($"{WithoutSize(hop.Label)}: {DropReasonText.Of(hop.Loss)}", SequenceFrame.TextSize, 230);
        double half = (TextMetrics.Width(text, SequenceFrame.TextSize) / 2) + 3;
        int side = to.X >= from.X ? 1 : -1;
        Place[] places =
        [
            to + new Place(side * (half + 9), 0), to + new Place(0, 14), to + new Place(-side * (half + 9), 0), to + new Place(0, -14),
                to + new Place(side * (half + 9), 14),
        ];
        return places.Select(place => BoxAt(frame, text, place)).Where(box => IsFree(box, taken)).Take(1)
            .Select(box => Reserve(box, text, taken)).FirstOrDefault();
    }

    private static Box BoxAt(SequenceFrame frame, string text, Place middle)
    {
        double width = TextMetrics.Width(text, SequenceFrame.TextSize) + 6;
        double x =
            Math.Clamp(middle.X, frame.AxisX + (width / 2) + 2, Math.Max(frame.AxisX + (width / 2) + 2, frame.Width - (width / 2) - 2));
        return new Box(new Place(x, middle.Y), width, LineHeight);
    }

    private static bool IsFree(Box box, List<Box> taken) => !taken.Exists(other => other.Touches(box, 2, 0));

    private static HopLabel Reserve(Box box, string text, List<Box> taken)
    {
        taken.Add(box);
        return new HopLabel(box, text);
    }
}

internal sealed record HopLabel(Box Box, string Text);
