using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Classes;

/// <summary>Things below each other, each with its name, a bar, and its figure behind the bar.</summary>
internal sealed record BarList : ILaidOut
{
    private const double Row = 24, Bar = 14, Gap = 8, ShareOfNames = 0.42;

    private static readonly TextStyle Name = new(ChartTheme.Ink, ChartFrame.TextSize, TextAnchor.End);
    private static readonly TextStyle Figure = new(ChartTheme.SoftInk, ChartFrame.TickSize);

    /// <summary>One short line over it.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence for who cannot see it; the bars are added.</summary>
    public required string Description { get; init; }

    /// <summary>From the top down.</summary>
    public required IReadOnlyList<BarListItem> Items { get; init; }

    public ChartSpec LayOut(ChartSize size)
    {
        IReadOnlyList<string> title = Charts.Svg.SvgRoot.TitleLines(Title, size.Width);
        double top = ChartFrame.Edge + (title.Count * ChartFrame.TitleLine) + 6;
        double names = Items.Count == 0 ? 0 : Items.Max(item => TextMetrics.Width(item.Name, ChartFrame.TextSize));
        double left = Math.Min(ChartFrame.Edge + Math.Ceiling(names), size.Width * ShareOfNames) + Gap;
        double figures = Items.Count == 0 ? 0 : Items.Max(item => TextMetrics.Width(item.Figure, ChartFrame.TickSize));
        double room = size.Width - left - ChartFrame.Edge - figures - Gap;
        var shapes = new List<Shape>(ChartLayout.TitleOf(title));
        var axis = new Pen(ChartTheme.AxisLine, 1);
        double foot = top + (Items.Count * Row);
        shapes.Add(new Lines([[Pixel.At(left, top), Pixel.At(left, foot)]], axis));
        for (int i = 0; i < Items.Count; i++)
        {
            double middle = top + ((i + 0.5) * Row);
            double end = left + (room * Items[i].Length);
            string shown = TextMetrics.Shorten(Items[i].Name, ChartFrame.TextSize, left - Gap - ChartFrame.Edge + 1);
            shapes.Add(Label.Of(Pixel.At(left - Gap, middle + 4.5), shown, Items[i].Name, Name));
            PixelBox bar = PixelBox.At(left, middle - (Bar / 2), end, middle + (Bar / 2));
            if (Items[i].Length > 0) shapes.Add(new Rectangles([bar], new Fill(ChartTheme.Series[0])));
            shapes.Add(new Label(Pixel.At(end + Gap, middle + 4.5), Items[i].Figure, Figure));
        }

        string all = string.Join("; ", Items.Select(item => $"{item.Name}: {item.Figure}"));
        return new ChartSpec(Title, $"{Description} {all}.", size.Width, (int)Math.Ceiling(foot + ChartFrame.Edge), shapes);
    }
}

/// <summary>A bar with its name.</summary>
/// <param name="Length">From 0 to 1.</param>
/// <param name="Figure">What stands behind the bar.</param>
internal sealed record BarListItem(string Name, double Length, string Figure);
