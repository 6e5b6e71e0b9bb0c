using System.Globalization;
using System.Text;

namespace NetComm.Reporting;

/// <summary>
/// The data of a chart over time as a table for spreadsheets and notebooks (reports/FILES.md): the time in seconds, and a column for each
/// series in base units. Each line is an instant; a series that has no value there leaves its cell empty, and instants without a value,
/// such as those of lost packets, are 1.
/// </summary>
internal static class SeriesCsv
{
    /// <summary>The file's text: RFC 4180, but LF.</summary>
    public static string Of(Chart chart)
    {
        var text = new StringBuilder("time_s");
        foreach (Series series in chart.Series)
            text.Append(',').Append(chart.Series.Count == 1 ? "value" : Quoted(series.Name));
        text.Append('\n');
        foreach ((double time, string?[] cells) in RowsOf(chart.Series))
            text.Append(Number(time)).Append(',').AppendJoin(',', cells).Append('\n');
        return text.ToString();
    }

    /// <summary>Of several values of a series at one instant each has a line of its own.</summary>
    private static IEnumerable<(double Time, string?[] Cells)> RowsOf(IReadOnlyList<Series> all)
    {
        var rows = new SortedDictionary<(double Time, int Nth), string?[]>();
        for (int column = 0; column < all.Count; column++)
        {
            var nth = new Dictionary<double, int>();
            foreach (ChartPoint point in all[column].Data.Where(point => point.IsFinite))
            {
                int place = nth[point.X] = nth.GetValueOrDefault(point.X) + 1;
                if (!rows.TryGetValue((point.X, place), out string?[]? cells))
                    rows[(point.X, place)] = cells = new string?[all.Count];
                cells[column] = all[column].Kind == SeriesKind.Lane ? "1" : Number(point.Y);
            }
        }

        return rows.Select(row => (row.Key.Time, row.Value));
    }

    /// <summary>Twelve significant digits, as in summary.json.</summary>
    private static string Number(double value) => value.ToString("G12", CultureInfo.InvariantCulture);

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAny(",\"\n") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
