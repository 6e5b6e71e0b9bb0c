using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace NetComm.Reporting.Charts.Drawing;

/// <summary>
/// Paints the SVG of our own drawings, such as the map of the network, as PNG. It knows what they are made of, no more: groups that are
/// moved, paths, rectangles, circles and texts.
/// </summary>
internal sealed class SvgPainter
{
    private readonly SKCanvas _canvas;

    private SvgPainter(SKCanvas canvas) => _canvas = canvas;

    public static byte[] Png(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        var size = new SKImageInfo(
            (int)Number(root, "width") * PngFile.DotsPerPixel, (int)Number(root, "height") * PngFile.DotsPerPixel, SKColorType.Rgba8888);
        using SKSurface surface =
            SKSurface.Create(size) ?? throw new InvalidOperationException($"There is no picture of {size.Width} × {size.Height}.");
        surface.Canvas.Scale(PngFile.DotsPerPixel);
        new SvgPainter(surface.Canvas).PaintAll(root);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return PngFile.WithResolution(png.ToArray());
    }

    private void PaintAll(XElement group)
    {
        foreach (XElement element in group.Elements()) Paint(element);
    }

    private void Paint(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "title" or "desc" or "style":
                break;
            case "g":
                PaintGroup(element);
                break;
            case "path":
                using (var path = SKPath.ParseSvgPathData((string)element.Attribute("d")!))
                    PaintPath(element, path);
                break;
            case "rect":
                using (var path = new SKPath())
                {
                    float corner = At(element, "rx");
                    path.AddRoundRect(
                        SKRect.Create(At(element, "x"), At(element, "y"), At(element, "width"), At(element, "height")), corner, corner);
                    PaintPath(element, path);
                }
                break;
            case "circle":
                using (var path = new SKPath())
                {
                    path.AddCircle(At(element, "cx"), At(element, "cy"), At(element, "r"));
                    PaintPath(element, path);
                }
                break;
            case "text":
                PaintText(element);
                break;
            default:
                throw new NotSupportedException(
                    $"A drawing is made of paths, rectangles, circles and texts, but has a '{element.Name.LocalName}'.");
        }
    }

    private void PaintGroup(XElement group)
    {
        int before = _canvas.Save();
        if ((string?)group.Attribute("transform") is { } transform)
        {
            string[] way = transform["translate(".Length..^1].Split(' ');
            _canvas.Translate(float.Parse(way[0], CultureInfo.InvariantCulture), float.Parse(way[1], CultureInfo.InvariantCulture));
        }
        PaintAll(group);
        _canvas.RestoreToCount(before);
    }

    private void PaintPath(XElement element, SKPath path)
    {
        using var paint = new SKPaint { IsAntialias = true };
        string fill = Inherited(element, "fill") ?? "#000000";
        if (fill != "none")
        {
            paint.Color = SKColor.Parse(fill).WithAlpha((byte)Math.Round(255 * Number(element, "fill-opacity", 1)));
            _canvas.DrawPath(path, paint);
        }

        if (Inherited(element, "stroke") is not { } stroke) return;
        paint.Color = SKColor.Parse(stroke);
        paint.IsStroke = true;
        paint.StrokeWidth = (float)Number(element, "stroke-width", 1);
        paint.StrokeCap = Inherited(element, "stroke-linecap") == "round" ? SKStrokeCap.Round : SKStrokeCap.Butt;
        paint.StrokeJoin = Inherited(element, "stroke-linejoin") == "round" ? SKStrokeJoin.Round : SKStrokeJoin.Miter;
        using SKPathEffect? dashes = DashesOf(element);
        paint.PathEffect = dashes;
        _canvas.DrawPath(path, paint);
    }

    private static SKPathEffect? DashesOf(XElement element)
    {
        if (Inherited(element, "stroke-dasharray") is not { } lengths) return null;
        float[] dashes = [.. lengths.Split(' ').Select(length => float.Parse(length, CultureInfo.InvariantCulture))];
        return SKPathEffect.CreateDash(dashes, 0);
    }

    private void PaintText(XElement element)
    {
        using var font = new SKFont(EmbeddedFont.Of(Inherited(element, "font-weight") == "600"), (float)Number(element, "font-size", 16))
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(Inherited(element, "fill") ?? "#000000") };
        SKTextAlign align = Inherited(element, "text-anchor") switch
        {
            "middle" => SKTextAlign.Center,
            "end" => SKTextAlign.Right,
            _ => SKTextAlign.Left,
        };
        string text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value));
        _canvas.DrawText(DrawableText.Of(text), At(element, "x"), At(element, "y"), align, font, paint);
    }

    /// <summary>What the element says, or the nearest group around it that does.</summary>
    private static string? Inherited(XElement element, string name) =>
        element.AncestorsAndSelf().Select(place => (string?)place.Attribute(name)).FirstOrDefault(value => value is not null);

    private static double Number(XElement element, string name, double otherwise = 0) =>
        Inherited(element, name) is { } number ? double.Parse(number, CultureInfo.InvariantCulture) : otherwise;

    private static float At(XElement element, string name) => (float?)element.Attribute(name) ?? 0;
}
