namespace NetComm.Reporting.Charts.Layout;

/// <summary>
/// Leaves out what cannot be seen, in pixels. Of a line every pixel column keeps its first, lowest, highest and last value, which draws the
/// same pixels as all of them would (Jugel et al., M4, VLDB 2014). GradePoints that touch become one stroke. An outlier is never left out.
/// </summary>
internal static class Decimation
{
    /// <summary>A line through at most four points per pixel column. A point that is not finite is a gap and stays one.</summary>
    public static IEnumerable<ChartPoint> Line(IEnumerable<ChartPoint> pixels)
    {
        var column = new List<(ChartPoint Point, int Index)>(4);
        int place = 0;
        foreach (ChartPoint pixel in pixels)
        {
            if (column.Count > 0 && (!pixel.IsFinite || Math.Floor(pixel.X) != Math.Floor(column[0].Point.X)))
            {
                foreach (ChartPoint point in InOrder(column)) yield return point;
                column.Clear();
            }
            if (pixel.IsFinite) Remember(column, pixel, place++);
            else yield return pixel;
        }
        foreach (ChartPoint point in InOrder(column)) yield return point;
    }

    /// <summary>
    /// Vertical strokes that cover all points, on a grid of <paramref name="cell"/> pixels: single points where they lie apart,
    /// longer strokes where they lie closer than a cell.
    /// </summary>
    public static IReadOnlyList<Stroke> Strokes(IEnumerable<ChartPoint> pixels, int width, int height, int cell)
    {
        var covered = new bool[(width / cell) + 1, height + 1];
        foreach (ChartPoint pixel in pixels)
            covered[Math.Clamp((int)(pixel.X / cell), 0, width / cell), Math.Clamp((int)Math.Round(pixel.Y), 0, height)] = true;

        var strokes = new List<Stroke>();
        for (int column = 0; column < covered.GetLength(0); column++)
        {
            double x = Math.Min(width, (column + 0.5) * cell);
            int top = -1;
            int bottom = -1;
            for (int row = 0; row <= height; row++)
            {
                if (!covered[column, row]) continue;
                if (top >= 0 && row - bottom > cell)
                {
                    strokes.Add(new Stroke(x, top, bottom));
                    top = row;
                }
                if (top < 0) top = row;
                bottom = row;
            }
            if (top >= 0) strokes.Add(new Stroke(x, top, bottom));
        }
        return strokes;
    }

    /// <summary>Slots: first, lowest, highest, last.</summary>
    private static void Remember(List<(ChartPoint Point, int Index)> column, ChartPoint pixel, int place)
    {
        if (column.Count == 0) column.AddRange(Enumerable.Repeat((pixel, place), 4));
        if (pixel.Y < column[1].Point.Y) column[1] = (pixel, place);
        if (pixel.Y > column[2].Point.Y) column[2] = (pixel, place);
        column[3] = (pixel, place);
    }

    private static IEnumerable<ChartPoint> InOrder(List<(ChartPoint Point, int Index)> column) =>
        column.DistinctBy(kept => kept.Index).OrderBy(kept => kept.Index).Select(kept => kept.Point);

    /// <summary>A vertical stroke of the pen, in pixels; a point where top and bottom are equal.</summary>
    internal readonly record struct Stroke(double X, double Top, double Bottom);
}
