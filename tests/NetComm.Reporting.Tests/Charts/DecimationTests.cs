using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Tests.Charts;

public sealed class DecimationTests
{
    private const int Width = 40;
    private const int Height = 100;

    [Property]
    public bool A_thinned_line_keeps_the_extremes_of_every_column((byte X, byte Y)[] values)
    {
        ChartPoint[] line = Pixels(values).OrderBy(p => p.X).ToArray();

        ChartPoint[] thinned = Decimation.Line(line).ToArray();

        return line.GroupBy(p => Math.Floor(p.X)).All(column =>
        {
            ChartPoint[] kept = thinned.Where(p => Math.Floor(p.X) == column.Key).ToArray();
            return kept.Length <= 4 && kept[0] == column.First() && kept[^1] == column.Last()
                && kept.Min(p => p.Y) == column.Min(p => p.Y) && kept.Max(p => p.Y) == column.Max(p => p.Y);
        });
    }

    [Property]
    public Property Every_point_lies_under_a_stroke((byte X, byte Y)[] values, byte size)
    {
        int cell = 1 + (size % 4);
        ChartPoint[] points = Pixels(values).ToArray();

        IReadOnlyList<Decimation.Stroke> strokes = Decimation.Strokes(points, Width, Height, cell);

        return points.All(p => strokes.Any(s => Math.Abs(s.X - p.X) <= cell && p.Y >= s.Top - 0.5 && p.Y <= s.Bottom + 0.5)).ToProperty();
    }

    [Property]
    public bool Every_stroke_begins_and_ends_at_a_point((byte X, byte Y)[] values)
    {
        ChartPoint[] points = Pixels(values).ToArray();

        IReadOnlyList<Decimation.Stroke> strokes = Decimation.Strokes(points, Width, Height, cell: 2);

        return strokes.All(s => points.Any(p => Math.Abs(p.Y - s.Top) <= 0.5) && points.Any(p => Math.Abs(p.Y - s.Bottom) <= 0.5));
    }

    [Property(MaxTest = 30)]
    public bool Bars_thinner_than_a_pixel_keep_the_greatest_of_every_column(ushort[] values)
    {
        // 4000 bars on 680 pixels, some of them empty.
        var bars =
            Series.Bars(
                "queue", [.. Enumerable.Range(0, 4000)
                    .Select(i => new ChartPoint(i * 0.003, values.Length == 0 ? i % 3 : values[i % values.Length]))], 0.003);
        var chart = new Chart
        {
            Title = "Bars",
            Description = "Bars.",
            X = new("Time", Unit.Seconds) { From = 0, To = 12 },
            Y = new("Packets", Unit.Count) { From = 0 },
            Series = [bars],
        };

        string svg = new ScottPlotRenderer().Render(chart, ChartPlacement.File).Text;

        var frame = new ChartFrame(chart, ChartSize.Wide);
        return bars.Data.GroupBy(bar => Math.Floor(frame.X.Position(bar.X))).All(column =>
        {
            double greatest = column.Max(bar => bar.Y);
            Pixel corner = frame.At(column.Key, Math.Min(frame.Y.Position(greatest), frame.Y.Position(0) - 1));
            Pixel across = frame.At(column.Key + 1, 0);
            return svg.Contains(
                FormattableString.Invariant($"M{corner.X:0.#} {corner.Y:0.#}H{across.X:0.#}V"), StringComparison.Ordinal) == greatest > 0;
        });
    }

    [Fact]
    public void A_gap_survives_thinning()
    {
        ChartPoint[] line = [new(0.1, 1), new(0.2, 2), new(double.NaN, double.NaN), new(0.3, 3)];

        ChartPoint[] thinned = Decimation.Line(line).ToArray();

        Assert.Equal(line, thinned);
    }

    private static IEnumerable<ChartPoint> Pixels((byte X, byte Y)[] values) =>
        values.Select(v => new ChartPoint(v.X / 255.0 * Width, v.Y / 255.0 * Height));
}
