namespace NetComm.Reporting.Charts.Layout;

/// <summary>What a screen reader says of a chart: its description, ranges, marks and lines.</summary>
internal static class ChartText
{
    private const int MostNamed = 12;

    /// <summary>One paragraph.</summary>
    public static string Of(ChartFrame frame)
    {
        Chart chart = frame.Chart;
        var sentences = new List<string> { chart.Description };
        Series[] named = [.. chart.Series.Where(series => series.PartOf is null)];
        sentences.AddRange(named.Take(MostNamed).Select(series => Of(chart, series)));
        if (named.Length > MostNamed) sentences.Add($"And {named.Length - MostNamed} more series.");
        sentences.AddRange(chart.Lines.Take(MostNamed).Select(line => $"Line at {chart.Y.Unit.Format(line.At)}: {line.Label}."));
        sentences.AddRange(chart.Marks.Take(MostNamed).Select(mark => $"Mark at {chart.X.Unit.Format(mark.At)}: {mark.Label}."));
        if (chart.Marks.Count > MostNamed) sentences.Add($"And {chart.Marks.Count - MostNamed} more marks.");
        foreach (Bands bands in chart.Bands)
        {
            sentences.AddRange(bands.Items.Take(MostNamed)
                .Select(band => $"Shaded from {chart.X.Unit.Format(band.From)} to {chart.X.Unit.Format(band.To)}: {band.Label}."));
            if (bands.Items.Count > MostNamed) sentences.Add($"And {bands.Items.Count - MostNamed} more shaded stretches.");
        }

        return string.Join(' ', sentences);
    }

    private static string Of(Chart chart, Series series)
    {
        Extent x = Extent.Empty;
        Extent y = Extent.Empty;
        long count = 0;
        foreach (ChartPoint point in series.Data)
        {
            if (!point.IsFinite) continue;
            count++;
            x = x.With(point.X);
            y = y.With(point.Y);
        }

        if (count == 0) return $"{series.Name}: no data.";
        count = series.Count ?? count;
        string times = count == 1 ? "1 value" : $"{count} values";
        if (series.Kind == SeriesKind.Lane) return $"{series.Name}: {times}, {Range(x, chart.X.Unit)}.";
        return $"{series.Name}: {times}, {chart.Y.Label} {Range(y, chart.Y.Unit)}, {chart.X.Label} {Range(x, chart.X.Unit)}.";
    }

    private static string Range(Extent extent, Unit unit) =>
        extent.Low == extent.High ? unit.Format(extent.Low) : $"{unit.Format(extent.Low)} to {unit.Format(extent.High)}";
}
