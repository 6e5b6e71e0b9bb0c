using System.Globalization;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>The labels of the vertical marks, in rows over the plot; where they would touch, numbers with a key under the chart.</summary>
internal sealed class MarkLabels
{
    /// <summary>Height of a row.</summary>
    public const double RowHeight = 16;

    private const int MostRows = 3;
    private const int MostKeys = 24;
    private const double Clearance = 8;

    private MarkLabels(IReadOnlyList<Label> labels, IReadOnlyList<string> keyLines)
    {
        Labels = labels;
        KeyLines = keyLines;
        Rows = labels.Count == 0 ? 0 : labels.Max(label => label.Row) + 1;
    }

    /// <summary>The labels with their places.</summary>
    public IReadOnlyList<Label> Labels { get; }

    /// <summary>What the numbers stand for, in lines; empty where the labels themselves have room.</summary>
    public IReadOnlyList<string> KeyLines { get; }

    /// <summary>How many rows the labels take.</summary>
    public int Rows { get; }

    /// <summary>Places labels over their marks, between two edges.</summary>
    public static MarkLabels Of(IReadOnlyList<VerticalMark> marks, AxisLayout x, Unit unit, double left, double right)
    {
        List<VerticalMark> inOrder = marks.OrderBy(mark => mark.At).ToList();
        List<Label> whole = Place([.. inOrder.Select(mark => mark.Label)], inOrder, x, left, right, MostRows);
        if (whole.Count == marks.Count) return new MarkLabels(whole, []);

        List<string> numbers = Enumerable.Range(1, inOrder.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        IEnumerable<string> keys = inOrder.Select((mark, i) => $"{numbers[i]}: {mark.Label} ({unit.Format(mark.At)})");
        if (inOrder.Count > MostKeys) keys = [.. keys.Take(MostKeys - 1), $"… and {inOrder.Count - MostKeys + 1} more"];
        return new MarkLabels(Place(numbers, inOrder, x, left, right, 1), Lines(keys, right - left));
    }

    /// <summary>Whether no label of a row begins left of an edge.</summary>
    public bool IsFree(int row, double edge) =>
        !Labels.Any(label => label.Row == row && label.Middle - (TextMetrics.Width(label.Shown, ChartFrame.TickSize) / 2) < edge);

    /// <summary>As many keys on a line as it holds.</summary>
    private static List<string> Lines(IEnumerable<string> keys, double room)
    {
        var lines = new List<string>();
        foreach (string key in keys.Select(key => TextMetrics.Shorten(key, ChartFrame.TickSize, room)))
        {
            string longer = lines.Count == 0 ? key : $"{lines[^1]}  ·  {key}";
            if (lines.Count > 0 && TextMetrics.Width(longer, ChartFrame.TickSize) <= room) lines[^1] = longer;
            else lines.Add(key);
        }
        return lines;
    }

    private static List<Label> Place(List<string> texts, List<VerticalMark> marks, AxisLayout x, double left, double right, int rows)
    {
        var labels = new List<Label>();
        double[] free = Enumerable.Repeat(double.NegativeInfinity, rows).ToArray();
        for (int i = 0; i < texts.Count; i++)
        {
            double half = TextMetrics.Width(texts[i], ChartFrame.TickSize) / 2;
            if (2 * half > right - left) continue;
            double middle = Math.Clamp(x.Position(marks[i].At), left + half, right - half);
            int row = Array.FindIndex(free, end => end + Clearance <= middle - half);
            if (row < 0) continue;
            free[row] = middle + half;
            labels.Add(new Label(middle, row, texts[i], marks[i].Label));
        }
        return labels;
    }

    /// <summary>One label; row 0 is the one next to the plot.</summary>
    internal sealed record Label(double Middle, int Row, string Shown, string Full);
}
