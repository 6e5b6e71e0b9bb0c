namespace NetComm.Reporting.Sections.Flows.Latencies;

/// <summary>Counts packets by when they were sent and how long they took, in cells of a chart.</summary>
internal static class LatencyGrid
{
    /// <summary>With 60 intervals 60 × 41 = 2460 cells at most; each is 6 pixels high and 10 wide.</summary>
    private const int MostRows = 40;

    /// <summary>The cells that hold something, by time and then by latency.</summary>
    /// <param name="intervals">Per interval its latencies, ascending, and how often each occurred.</param>
    /// <param name="scale">Of the axis of latency: rows look equally high on it.</param>
    public static IReadOnlyList<Cell> Of(
        IReadOnlyList<(double From, double To, IReadOnlyList<(double Value, long Count)> Values)> intervals, AxisScale scale)
    {
        List<double> all = [.. intervals.SelectMany(interval => interval.Values).Select(value => value.Value)];
        if (all.Count == 0 || all.Max() <= all.Min()) return [];
        Func<double, int> rowOf;
        Func<int, double> edgeOf;
        if (scale == AxisScale.Logarithmic)
        {
            double least = all.Min();
            double height = PortableMath.Ln(all.Max() / least);
            rowOf = value => Math.Clamp((int)(PortableMath.Ln(value / least) / height * MostRows), 0, MostRows - 1);
            edgeOf = row => least * PortableMath.Exp(height * row / MostRows);
        }
        else
        {
            var step = RoundStep.AtLeast((all.Max() - all.Min()) / MostRows);
            rowOf = value => (int)Math.Floor(step.CountOf(value) + 1e-9);
            edgeOf = row => step.Times(row);
        }

        return [.. from interval in intervals
                   from value in interval.Values
                   group value.Count by (interval.From, interval.To, Row: rowOf(value.Value)) into cell
                   orderby cell.Key.From, cell.Key.Row
                   select new Cell(cell.Key.From, cell.Key.To, edgeOf(cell.Key.Row), edgeOf(cell.Key.Row + 1), cell.Sum())];
    }
}
