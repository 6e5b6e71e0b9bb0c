using NetComm.Analysis;
using NetComm.Reporting.Diagrams.HeatMaps;

namespace NetComm.Reporting;

/// <summary>A figure of a sweep against the two keys that it varies, by colour.</summary>
internal static class SweepHeatMap
{
    /// <summary>The means as a map; null where not exactly two keys vary, or not every combination of their values is a point.</summary>
    public static HeatMap? Of(SweepResults results, int figure)
    {
        Sweep sweep = results.Sweep;
        (int Key, SweepValue[] Values)[] varied =
            [.. Enumerable.Range(0, sweep.Keys.Count).Select(key => (key, ValuesOf(sweep, key))).Where(one => one.Item2.Length > 1)];
        if (varied is not [var first, var second] || sweep.Points.Count != first.Values.Length * second.Values.Length) return null;

        // The longer list has more room from left to right.
        ((int Key, SweepValue[] Values) columns, (int Key, SweepValue[] Values) rows) =
            second.Values.Length > first.Values.Length ? (second, first) : (first, second);
        SweepFigure of = sweep.Figures[figure];
        HeatMapCell[] cells =
        [
            .. from point in Enumerable.Range(0, sweep.Points.Count)
               let found = results.At(point, figure)
               where found is not null
               select new HeatMapCell(
                   Array.IndexOf(columns.Values, sweep.Points[point].Values[columns.Key]),
                   Array.IndexOf(rows.Values, sweep.Points[point].Values[rows.Key]),
                   MetricText.InBase(found.Mean, of), $"{sweep.NameOf(point)}: {TextOf(found, of)}"),
        ];
        if (cells.Length == 0) return null;
        return new HeatMap
        {
            Title = $"{of.Name}: means by colour",
            Description = $"Each cell is a point: the mean of {of.Name} over its runs; the stronger the colour, the greater.",
            Columns = SideOf(sweep, columns),
            Rows = SideOf(sweep, rows),
            Value = new Axis(of.Name, MetricText.Of(of))
            {
                Scale = ScaleRule.For(cells.Min(cell => cell.Value), cells.Max(cell => cell.Value)),
            },
            Cells = cells,
        };
    }

    /// <summary>The values of a key, numbers in their order and texts in that of the file.</summary>
    private static SweepValue[] ValuesOf(Sweep sweep, int key)
    {
        SweepValue[] values = [.. sweep.Points.Select(point => point.Values[key]).Distinct()];
        return values.All(value => value.Number is not null && value.Kind == values[0].Kind)
            ? [.. values.OrderBy(value => value.Number)] : values;
    }

    /// <summary>A unit that all values have stands beside the name, once.</summary>
    private static HeatMapSide SideOf(Sweep sweep, (int Key, SweepValue[] Values) side)
    {
        string[][] words = [.. side.Values.Select(value => value.Text.Split(' ', 2))];
        string name = sweep.Keys[side.Key];
        return words.All(value => value.Length == 2 && value[1] == words[0][^1])
            ? new($"{name} ({words[0][1]})", [.. words.Select(value => value[0])])
            : new(name, [.. side.Values.Select(value => value.Text)]);
    }

    private static string TextOf(Estimate found, SweepFigure of)
    {
        string mean = MetricText.Show(found.Mean, of).PlainText;
        return found.HalfWidth is { } half ? $"{mean} ± {MetricText.Show(half, of).PlainText}" : mean;
    }
}
