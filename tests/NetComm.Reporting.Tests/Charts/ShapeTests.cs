using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Tests.Charts;

/// <summary>What charts are made of is enough for those that no report shows yet: none of them needs another renderer.</summary>
public sealed class ShapeTests
{
    private static readonly Pen Thin = new(ChartTheme.AxisLine, 1);

    /// <summary>Two causes of loss, one on top of the other.</summary>
    private static IReadOnlyList<Shape> StackedBars { get; } =
    [
        new Rectangles([new(20, 80, 40, 120), new(45, 60, 65, 120)], new Fill(ChartTheme.Series[0])) { Series = 0 },
        new Rectangles([new(20, 50, 40, 80), new(45, 55, 65, 60)], new Fill(ChartTheme.Series[1], 0.35, new Pen(ChartTheme.Series[1], 1)))
        {
            Series = 1,
        },
    ];

    /// <summary>Latency by time, darker where more packets lie: a shape for each shade.</summary>
    private static IReadOnlyList<Shape> HeatMap { get; } =
    [
        .. Enumerable.Range(1, 4).Select(shade => new Rectangles(
            [.. Enumerable.Range(0, 5).Select(i => new PixelBox(80 + (i * 8), 50 + (shade * 10), 88 + (i * 8), 60 + (shade * 10)))],
            new Fill(ChartTheme.Series[0], shade / 4.0))),
    ];

    /// <summary>From least to greatest, with the quartiles as a box, and one value apart.</summary>
    private static IReadOnlyList<Shape> BoxPlot { get; } =
    [
        new Lines([[new(150, 50), new(150, 70)], [new(150, 100), new(150, 120)]], Thin),
        new Rectangles([new(140, 70, 160, 100)], new Fill(ChartTheme.Paper, Outline: Thin)),
        new Lines([[new(140, 84), new(160, 84)]], new Pen(ChartTheme.Ink, 2)),
        new Markers([new(150, 44)], Marker.Cross, ChartTheme.Series[1]) { Tooltip = "run 7: 44 ms" },
    ];

    /// <summary>Between p5 and p95 of several runs, and the runs themselves.</summary>
    private static IReadOnlyList<Shape> Runs { get; } =
    [
        new Polygons(
            [[new(180, 60), new(220, 70), new(260, 65), new(260, 100), new(220, 110), new(180, 95)]], new Fill(ChartTheme.Series[2], 0.2)),
        .. Enumerable.Range(0, 3).Select(run => new Lines(
            [[new(180, 70 + (8 * run)), new(220, 80 + (9 * run)), new(260, 75 + (8 * run))]],
            new Pen(ChartTheme.Series[2], 1, PenCap.Round, run == 0 ? "" : "4 2")) { Series = run }),
        new Label(new(220, 130), "3 runs", new TextStyle(ChartTheme.Ink, 13, TextAnchor.Middle)),
    ];

    [Fact]
    public void Charts_to_come_are_drawn_from_the_same_shapes()
    {
        var picture = new LaidOut([.. StackedBars, .. HeatMap, .. BoxPlot, .. Runs]);

        string svg = new ScottPlotRenderer().Render(picture, ChartPlacement.File).Text;

        Approved.Text("charts-to-come.svg", svg);
        Assert.NotEmpty(new ScottPlotRenderer().RenderPng(picture));
    }

    [Fact]
    public void Shapes_that_hold_nothing_leave_nothing()
    {
        var picture = new LaidOut(
        [
            new Rectangles([], new Fill(ChartTheme.Ink)), new Lines([], Thin), new Polygons([], new Fill(ChartTheme.Ink)),
            new Markers([], Marker.Cross, ChartTheme.Ink),
        ]);

        string svg = new ScottPlotRenderer().Render(picture, ChartPlacement.File).Text;

        Assert.DoesNotContain("<path", svg, StringComparison.Ordinal);
        Assert.NotEmpty(new ScottPlotRenderer().RenderPng(picture));
    }

    private sealed record LaidOut(IReadOnlyList<Shape> Shapes) : ILaidOut
    {
        public string Title => "Charts to come";

        public ChartSpec LayOut(ChartSize size) => new(Title, "Shapes of charts that no report shows yet.", 280, 140, Shapes);
    }
}
