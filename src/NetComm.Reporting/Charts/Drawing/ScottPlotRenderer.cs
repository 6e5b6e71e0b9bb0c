using System.Collections.Concurrent;
using System.Text;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;
using SkiaSharp;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>Draws charts by ScottPlot, as SVG and PNG, and lets other drawings draw themselves.</summary>
/// <param name="cancellation">Ends it between two of them.</param>
internal sealed class ScottPlotRenderer(CancellationToken cancellation = default) : IChartRenderer
{
    /// <summary>What is drawn wide for the page stands as a file too. Only the same object is the same picture.</summary>
    private readonly ConcurrentDictionary<IPicture, Drawn> _wide = new(ReferenceEqualityComparer.Instance);

    public string StyleSheet => ChartTheme.DarkStyleSheet;

    public Markup Render(IPicture picture, ChartPlacement placement)
    {
        cancellation.ThrowIfCancellationRequested();
        if (picture is IDrawing drawing) return drawing.Draw(placement);
        Drawn drawn = placement.Size == ChartSize.Wide
            ? _wide.GetOrAdd(picture, wide => Drawn.Of(SpecOf(wide, ChartSize.Wide))) : Drawn.Of(SpecOf(picture, placement.Size));
        var svg = new MarkupWriter();
        SvgRoot.Open(svg, placement, drawn.Title, drawn.Description, drawn.Width, drawn.Height);
        svg.Literal(drawn.Content.Text);
        svg.Line($"</svg>");
        return svg.ToMarkup();
    }

    public byte[] RenderPng(IPicture picture)
    {
        cancellation.ThrowIfCancellationRequested();
        if (picture is IDrawing drawing) return SvgPainter.Png(drawing.Draw(ChartPlacement.File).Text);
        ChartSpec spec = SpecOf(picture, ChartSize.Wide);
        using ScottPlot.Plot plot = SpecPlot.Of(spec, isVector: false);
        plot.ScaleFactor = PngFile.DotsPerPixel;
        using ScottPlot.Image image = plot.GetImage(spec.Width * PngFile.DotsPerPixel, spec.Height * PngFile.DotsPerPixel);
        return PngFile.WithResolution(image.GetImageBytes(ScottPlot.ImageFormat.Png));
    }

    private static ChartSpec SpecOf(IPicture picture, ChartSize size) => picture is ILaidOut laidOut
        ? laidOut.LayOut(size) : throw new ArgumentException($"{picture.GetType()} is neither laid out nor a drawing.", nameof(picture));

    /// <summary>
    /// ScottPlot renders again when the limits of the axes are not those of its last render, as at first, and SVG would hold everything
    /// twice: so the first render goes nowhere.
    /// </summary>
    private static string DrawSvg(ChartSpec spec)
    {
        using ScottPlot.Plot plot = SpecPlot.Of(spec, isVector: true);
        using var nowhere = new SKNoDrawCanvas(spec.Width, spec.Height);
        plot.Render(nowhere, spec.Width, spec.Height);
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, spec.Width, spec.Height), stream))
            plot.Render(canvas, spec.Width, spec.Height);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>A drawn chart, but for what depends on where it stands.</summary>
    private sealed record Drawn(string Title, string Description, int Width, int Height, Markup Content)
    {
        public static Drawn Of(ChartSpec spec) =>
            new(spec.Title, spec.Description, spec.Width, spec.Height, FinishedSvg.Of(spec, DrawSvg(spec)));
    }
}
