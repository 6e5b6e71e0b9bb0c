using NetComm.Reporting.Charts.Layout;

namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>
/// Finds room for what stands beside the lines: never on a symbol or another label, on as few lines as can be. What finds none becomes a
/// letter, and stands under the plan.
/// </summary>
internal sealed class LineLabels
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly double[] Shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

    private static readonly double[] MoreShares =
        [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85, 0.1, 0.9];

    private readonly PlanFrame _frame;
    private readonly List<Box> _placed;
    private readonly List<LineLabel> _labels = [];
    private readonly List<string> _key = [];

    public LineLabels(PlanFrame frame)
    {
        _frame = frame;
        _placed = [.. frame.Boxes];
        var late = new List<int>();
        for (int i = 0; i < frame.Lines.Count; i++)
        {
            IReadOnlyList<string> text = frame.Graph.Edges[i].Label;
            if (text.Count > 0 && !Add(Find(i, Shapes(text), Shares))) late.Add(i);
        }
        foreach (int i in late) AddLetter(i);
    }

    public IReadOnlyList<LineLabel> All => _labels;

    public IEnumerable<string> Key => _key.Select((text, i) => $"{Letters[i]}: {text}");

    /// <summary>Whether something could not be said even by a letter.</summary>
    public bool IsIncomplete { get; private set; }

    private void AddLetter(int line)
    {
        string text = string.Join(", ", _frame.Graph.Edges[line].Label);
        int place = _key.IndexOf(text);
        bool isNew = place < 0;
        if (isNew) place = _key.Count;
        if (place == Letters.Length || !Add(Find(line, [[Letters[place].ToString()]], MoreShares))) IsIncomplete = true;
        else if (isNew) _key.Add(text);
    }

    private bool Add(LineLabel? label)
    {
        if (label is null) return false;
        _placed.Add(label.Box);
        _labels.Add(label);
        return true;
    }

    private LineLabel? Find(int index, IEnumerable<IReadOnlyList<string>> shapes, double[] shares)
    {
        LineLabel? best = null;
        int fewest = int.MaxValue;
        foreach (IReadOnlyList<string> lines in shapes)
            foreach (Box box in Candidates(_frame.Lines[index], lines, shares))
            {
                if (box.Left < 2 || box.Right > _frame.Width - 2 || box.Top < _frame.Top - 10
                    || _placed.Exists(other => other.Touches(box, 1, 1))) continue;
                int crossed = _frame.Lines.Count(line => box.Cut(line.A, line.B) is not null);
                if (crossed >= fewest) continue;
                (best, fewest) = (new LineLabel(box, lines), crossed);
                if (crossed == 0) return best;
            }
        return best;
    }

    /// <summary>As it is, in lines that fit beside a line in the middle of the plan, and in a line for each quantity.</summary>
    private IEnumerable<IReadOnlyList<string>> Shapes(IReadOnlyList<string> text)
    {
        yield return text;
        if (!text.Any(line => line.Contains(", ", StringComparison.Ordinal))) yield break;
        yield return [.. text.SelectMany(line => Wrapped(line, (_frame.Width / 2) - 20))];
        yield return [.. text.SelectMany(line => line.Split(", "))];
    }

    private static IEnumerable<string> Wrapped(string line, double room) =>
        TextMetrics.Wrap(PlanFrame.BrokenAtCommas(line), PlanFrame.SmallSize, room, line.Length);

    private static IEnumerable<Box> Candidates(PlanLine line, IReadOnlyList<string> text, double[] shares)
    {
        double width = text.Max(t => TextMetrics.Width(t, PlanFrame.SmallSize)) + 4;
        double height = text.Count * PlanFrame.SmallLine;
        double reach = line.Half + 4 + (Math.Abs(line.Across.X) * width / 2) + (Math.Abs(line.Across.Y) * height / 2);
        // Over a level line, and right of an upright one, is where one looks first.
        int first = line.Across.Y > 0.2 || (Math.Abs(line.Across.Y) <= 0.2 && line.Across.X < 0) ? -1 : 1;
        foreach (double share in shares)
            foreach (int side in (int[])[first, -first])
                yield return new Box(line.At(share) + (line.Across * (reach * side)), width, height);
    }
}

internal sealed record LineLabel(Box Box, IReadOnlyList<string> Text);
