using NetComm.Reporting.Charts.Layout;

namespace NetComm.Reporting.Charts.Page;

/// <summary>
/// Which values of a series a reader can point at: all while they are few, of many those that the picture tells apart. So the page stays
/// one that a browser opens, however long the run.
/// </summary>
internal static class ShownValues
{
    /// <summary>More are thinned on a coarser grid, down to cells of <see cref="CoarsestCell"/> pixels.</summary>
    private const int MostPoints = 4000;

    private const int CoarsestCell = 4;

    /// <summary>Instants of a lane to a pixel.</summary>
    private const int LaneColumns = 4;

    /// <summary>Their places among the data of the series, in its order.</summary>
    public static IReadOnlyList<int> Of(ChartFrame frame, Series series)
    {
        IReadOnlyList<ChartPoint> data = series.Data;
        return series.Kind switch
        {
            SeriesKind.Line or SeriesKind.Step => OfLine(frame, data),
            SeriesKind.Points when data.Count > SeriesLayout.MostDots => OfCloud(frame, data),
            SeriesKind.Lane when data.Count > MostPoints => FirstIn(data, point => ((int)(frame.X.Position(point.X) * LaneColumns), 0)),
            _ => [.. Enumerable.Range(0, data.Count).Where(i => data[i].IsFinite)],
        };
    }

    /// <summary>What is drawn is a part of the data in their order.</summary>
    private static List<int> OfLine(ChartFrame frame, IReadOnlyList<ChartPoint> data)
    {
        ChartPoint[] pixels = [.. data.Select(point => point.IsFinite
            ? new ChartPoint(frame.X.Position(point.X), frame.Y.Position(point.Y)) : new ChartPoint(double.NaN, double.NaN))];
        var places = new List<int>();
        int next = 0;
        foreach (ChartPoint drawn in Decimation.Line(pixels))
        {
            while (pixels[next] != drawn) next++;
            places.Add(next++);
        }
        return places;
    }

    private static List<int> OfCloud(ChartFrame frame, IReadOnlyList<ChartPoint> data)
    {
        for (int cell = 1; ; cell++)
        {
            int size = cell;
            List<int> places =
                FirstIn(data, point => ((int)(frame.X.Position(point.X) / size), (int)(frame.Y.Position(point.Y) / size)));
            if (places.Count <= MostPoints || cell == CoarsestCell) return places;
        }
    }

    private static List<int> FirstIn(IReadOnlyList<ChartPoint> data, Func<ChartPoint, (int Column, int Row)> cellOf)
    {
        var taken = new HashSet<(int, int)>();
        return [.. Enumerable.Range(0, data.Count).Where(i => data[i].IsFinite && taken.Add(cellOf(data[i])))];
    }
}
