using System.Globalization;

namespace NetComm.Reporting.Charts.Layout;

/// <summary>
/// The labels of vertical marks and outages, in rows over the plot; where they would touch, numbers with a key under the chart.
/// </summary>
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

    /// <summary>Places the labels of a chart over what they tell of, between two edges.</summary>
    public static MarkLabels Of(Chart chart, AxisLayout x, double left, double right)
    {
        List<Marked> inOrder = MarkedIn(chart, x).OrderBy(mark => mark.Middle).ToList();
        List<Label> whole = Place([.. inOrder.Select(mark => mark.Label)], inOrder, left, right, MostRows);
        if (whole.Count == inOrder.Count) return new MarkLabels(whole, []);

        List<string> numbers = Enumerable.Range(1, inOrder.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        IEnumerable<string> keys = inOrder.Select((mark, i) => $"{numbers[i]}: {mark.Label} ({mark.When})");
        if (inOrder.Count > MostKeys) keys = [.. keys.Take(MostKeys - 1), $"… and {inOrder.Count - MostKeys + 1} more"];
        return new MarkLabels(Place(numbers, inOrder, left, right, 1), Lines(keys, right - left));
    }

    /// <summary>Whether no label of a row begins left of an edge.</summary>
    public bool IsFree(int row, double edge) =>
        !Labels.Any(label => label.Row == row && label.Middle - (TextMetrics.Width(label.Shown, ChartFrame.TickSize) / 2) < edge);

    private static IEnumerable<Marked> MarkedIn(Chart chart, AxisLayout x)
    {
        Unit unit = chart.X.Unit;
        return chart.Marks.Select(mark => new Marked(x.Position(mark.At), mark.Label, unit.Format(mark.At)))
            .Concat(chart.Bands.Where(bands => bands.Kind == BandKind.Outages).SelectMany(bands => bands.Items)
                .Select(band => new Marked(
                    (x.Position(band.From) + x.Position(band.To)) / 2, band.Label,
                    $"{unit.Format(band.From)} to {unit.Format(band.To)}")));
    }

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

    private static List<Label> Place(List<string> texts, List<Marked> marks, double left, double right, int rows)
    {
        var labels = new List<Label>();
        double[] free = Enumerable.Repeat(double.NegativeInfinity, rows).ToArray();
        for (int i = 0; i < texts.Count; i++)
        {
            double half = TextMetrics.Width(texts[i], ChartFrame.TickSize) / 2;
            if (2 * half > right - left) continue;
            double middle = Math.Clamp(marks[i].Middle, left + half, right - half);
            int row = Array.FindIndex(free, end => end + Clearance <= middle - half);
            if (row < 0) continue;
            free[row] = middle + half;
            labels.Add(new Label(middle, row, texts[i], marks[i].Label));
        }
        return labels;
    }

    /// <summary>Something that has a label: where its middle is, in pixels, and when it was.</summary>
    private readonly record struct Marked(double Middle, string Label, string When);

    /// <summary>One label; row 0 is the one next to the plot.</summary>
    internal sealed record Label(double Middle, int Row, string Shown, string Full);
}
