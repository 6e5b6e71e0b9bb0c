using NetComm.Sim.Reporting.Charts.Svg;

namespace NetComm.Sim.Reporting.Topology;

/// <summary>Finds room for what stands beside the lines: never on a symbol or another label, on as few lines as can be.</summary>
internal static class LineLabels
{
    private static readonly double[] Shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

    /// <summary>A label per line; null where there is nothing to say or no room.</summary>
    public static IReadOnlyList<LineLabel?> Place(PlanFrame frame)
    {
        var placed = new List<Box>(frame.Boxes);
        var labels = new List<LineLabel?>();
        for (var i = 0; i < frame.Lines.Count; i++)
        {
            var label = Find(frame, i, placed);
            if (label is not null) placed.Add(label.Box);
            labels.Add(label);
        }
        return labels;
    }

    private static LineLabel? Find(PlanFrame frame, int index, List<Box> placed)
    {
        var text = frame.Graph.Edges[index].Label;
        if (text.Count == 0) return null;
        LineLabel? best = null;
        var fewest = int.MaxValue;
        foreach (var lines in Shapes(text))
            foreach (var box in Candidates(frame.Lines[index], lines))
            {
                if (box.Left < 2 || box.Right > frame.Width - 2 || box.Top < frame.Top - 10 || placed.Exists(other => other.Touches(box, 1, 1))) continue;
                var crossed = frame.Lines.Count(line => box.Cut(line.A, line.B) is not null);
                if (crossed >= fewest) continue;
                (best, fewest) = (new LineLabel(box, lines), crossed);
                if (crossed == 0) return best;
            }
        return best;
    }

    /// <summary>In one line, and in several.</summary>
    private static IEnumerable<IReadOnlyList<string>> Shapes(IReadOnlyList<string> text)
    {
        yield return text;
        if (text.Any(line => line.Contains(", ", StringComparison.Ordinal))) yield return [.. text.SelectMany(line => line.Split(", "))];
    }

    private static IEnumerable<Box> Candidates(PlanLine line, IReadOnlyList<string> text)
    {
        var width = text.Max(t => TextMetrics.Width(t, PlanFrame.SmallSize)) + 4;
        var height = text.Count * PlanFrame.SmallLine;
        var reach = line.Half + 4 + (Math.Abs(line.Across.X) * width / 2) + (Math.Abs(line.Across.Y) * height / 2);
        // Over a level line, and right of an upright one, is where one looks first.
        var first = line.Across.Y > 0.2 || (Math.Abs(line.Across.Y) <= 0.2 && line.Across.X < 0) ? -1 : 1;
        foreach (var share in Shares)
            foreach (var side in (int[])[first, -first])
                yield return new Box(line.At(share) + (line.Across * (reach * side)), width, height);
    }
}
