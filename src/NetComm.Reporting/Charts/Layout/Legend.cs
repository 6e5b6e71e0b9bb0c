namespace NetComm.Reporting.Charts.Layout;

/// <summary>The legend, laid out in rows over the plot, where it can never cover the data.</summary>
internal sealed class Legend
{
    /// <summary>Height of a row.</summary>
    public const double RowHeight = 20;

    /// <summary>Width of the sample before a name.</summary>
    public const double SampleWidth = 26;

    private const double Gap = 7;
    private const double Between = 20;
    private const double LongestName = 250;

    private Legend(IReadOnlyList<Entry> entries, int rows)
    {
        Entries = entries;
        Rows = rows;
    }

    /// <summary>The entries with their places.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>How many rows they take.</summary>
    public int Rows { get; }

    /// <summary>Lays out names in rows of a width. A single series needs no legend: the title names it.</summary>
    public static Legend Of(Chart chart, double width)
    {
        List<(Series Series, int Index)> series = chart.Series.Select((s, i) => (Series: s, Index: i))
            .Where(s => s.Series.Kind != SeriesKind.Lane && s.Series.PartOf is null).ToList();
        List<(string Name, int? SeriesIndex, BandKind? Bands)> names =
            series.Select(s => (s.Series.Name, SeriesIndex: (int?)s.Index, Bands: (BandKind?)null)).ToList();
        if (names.Count == 1 && chart.Lines.Count == 0) names.Clear();
        names.AddRange(chart.Lines.Select(line => (line.Label, (int?)null, (BandKind?)null)));
        names.AddRange(chart.Bands.Where(bands => bands.Items.Count > 0).Select(bands => (bands.Name, (int?)null, (BandKind?)bands.Kind)));

        List<Entry> entries = InRows(names.Select(entry => entry.Name), SampleWidth + Gap, Between, width, LongestName)
            .Zip(names, (at, entry) => new Entry(at.X, at.Row, at.Shown, entry.Name, entry.SeriesIndex, entry.Bands)).ToList();
        return new Legend(entries, entries.Count == 0 ? 0 : entries[^1].Row + 1);
    }

    /// <summary>Where names and the samples before them stand in a width, and as much of each name as has room.</summary>
    public static IEnumerable<(double X, int Row, string Shown)> InRows(
        IEnumerable<string> names, double sample, double between, double width, double longest = double.PositiveInfinity)
    {
        (double x, int row) = (0, 0);
        foreach (string name in names)
        {
            string shown = TextMetrics.Shorten(name, ChartFrame.TextSize, Math.Min(longest, width - sample));
            double room = sample + TextMetrics.Width(shown, ChartFrame.TextSize);
            if (x > 0 && x + room > width) (x, row) = (0, row + 1);
            yield return (x, row, shown);
            x += room + between;
        }
    }

    /// <summary>One name with its sample.</summary>
    /// <param name="SeriesIndex">Which series; none for a horizontal line or bands.</param>
    /// <param name="Bands">Which kind of bands, if it is their name.</param>
    internal sealed record Entry(double X, int Row, string Shown, string Name, int? SeriesIndex, BandKind? Bands)
    {
        public double TextX => X + SampleWidth + Gap;
    }
}
