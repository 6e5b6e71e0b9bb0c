using System.Globalization;
using System.Xml.Linq;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>
/// What the chart library drew, as SVG of ours: the geometry is its, in tenths of a pixel; colours are those of the page, light and dark;
/// texts are whole and anchored, so that any font does; there are no ids that could meet others on the page. A link <c>#n</c> stands in
/// what was drawn before the elements of the spec's shape n.
/// </summary>
internal sealed class FinishedSvg
{
    /// <summary>What begins the address of a link that tells which shape follows.</summary>
    public const string ShapeMark = "#";

    private static readonly XNamespace Links = "http://www.w3.org/1999/xlink";

    private readonly ChartSpec _spec;
    private readonly PathData[] _drawn;
    private readonly MarkupWriter _svg = new();

    private FinishedSvg(ChartSpec spec)
    {
        _spec = spec;
        _drawn = [.. spec.Shapes.Select(_ => new PathData())];
    }

    /// <summary>All that stands in the <c>svg</c> element after its paper.</summary>
    public static Markup Of(ChartSpec spec, string drawn)
    {
        var finished = new FinishedSvg(spec);
        finished.Read(XDocument.Parse(drawn).Root!);
        finished.Write();
        return finished._svg.ToMarkup();
    }

    private void Read(XElement root)
    {
        int shape = -1;
        foreach (XElement element in root.Descendants())
        {
            // What is drawn before the first shape is the paper.
            if (element.Name.LocalName == "a")
                shape = int.Parse(element.Attribute(Links + "href")!.Value[ShapeMark.Length..], CultureInfo.InvariantCulture);
            else if (shape >= 0 && element.Parent!.Name.LocalName is not ("a" or "clipPath")) Read(element, shape);
        }
    }

    private void Read(XElement element, int shape)
    {
        bool isOutline = element.Attribute("fill")?.Value == "none";
        switch (element.Name.LocalName)
        {
            case "g" or "clipPath" or "text":
                break;
            case "path" or "rect" when isOutline && IsFilled(_spec.Shapes[shape]):
                // Our pen draws the outline on the path that is filled.
                break;
            case "path":
                new DrawnPath((string)element.Attribute("d")!, isClosed: IsFilled(_spec.Shapes[shape])).AddTo(_drawn[shape]);
                break;
            case "rect":
                AddRectangle(element, _drawn[shape]);
                break;
            default:
                throw new InvalidOperationException($"The chart library drew a '{element.Name.LocalName}', which no shape asks for.");
        }
    }

    private static bool IsFilled(Shape shape) => shape is Polygons or Rectangles or Markers { Marker.PenWidth: null };

    private static void AddRectangle(XElement rectangle, PathData path)
    {
        double At(string name) => (double?)rectangle.Attribute(name) ?? 0;
        (double left, double top) = (At("x"), At("y"));
        path.Move(left, top).Across(left + At("width")).Down(top + At("height")).Across(left).Shape("z");
    }

    private void Write()
    {
        for (int i = 0; i < _spec.Shapes.Count;)
        {
            string? part = _spec.Shapes[i].Part;
            if (part is not null) _svg.Line($"<g data-part=\"{part}\">");
            for (; i < _spec.Shapes.Count && _spec.Shapes[i].Part == part; i++)
                if (_spec.Shapes[i] is Label) i = WriteLabels(i);
                else WriteDrawn(_spec.Shapes[i] is Markers markers ? markers.Outlined() : _spec.Shapes[i], _drawn[i]);
            if (part is not null) _svg.Line($"</g>");
        }
    }

    private void WriteDrawn(Shape shape, PathData path)
    {
        if (path.IsEmpty) return;
        Markup look = shape switch
        {
            Lines lines => Markup.Of($"{ClassOf(lines.Pen.Colour.StrokeClass)} fill=\"none\"{Of(lines.Pen)}{JoinOf(lines)}"),
            Polygons polygons => Of(polygons.Fill),
            Rectangles rectangles => Of(rectangles.Fill),
            _ => throw new InvalidOperationException($"No SVG for {shape.GetType()}."),
        };
        if (shape.Tooltip is { } tooltip) _svg.Line($"<path{look} d=\"{path.ToMarkup()}\"><title>{tooltip}</title></path>");
        else _svg.Line($"<path{look} d=\"{path.ToMarkup()}\"/>");
    }

    /// <summary>Texts of one look that follow each other share it; returns the place of the last.</summary>
    private int WriteLabels(int first)
    {
        var begun = (Label)_spec.Shapes[first];
        TextStyle style = begun.Style;
        var anchor = new Markup(style.Anchor switch
        {
            TextAnchor.Middle => " text-anchor=\"middle\"",
            TextAnchor.End => " text-anchor=\"end\"",
            _ => "",
        });
        var bold = new Markup(style.IsBold ? " font-weight=\"600\"" : "");
        _svg.Line($"<g{ClassOf(style.Colour.FillClass)} fill=\"{style.Colour.Light}\" font-size=\"{style.Size}\"{bold}{anchor}>");
        int last = first;
        for (; last < _spec.Shapes.Count && _spec.Shapes[last] is Label label; last++)
        {
            if (label.Style != style || label.Part != begun.Part) break;
            Markup tooltip = label.Tooltip is { } full ? Markup.Of($"<title>{full}</title>") : Markup.None;
            _svg.Line($"<text x=\"{label.Position.X}\" y=\"{label.Position.Y}\">{tooltip}{label.Shown}</text>");
        }
        _svg.Line($"</g>");
        return last - 1;
    }

    /// <summary>What SVG takes for granted is not said.</summary>
    private static Markup Of(Pen pen)
    {
        Markup width = pen.Width == 1 ? Markup.None : Markup.Of($" stroke-width=\"{pen.Width}\"");
        var cap = new Markup(pen.Cap switch
        {
            PenCap.Round => " stroke-linecap=\"round\"",
            PenCap.Square => " stroke-linecap=\"square\"",
            _ => "",
        });
        Markup dash = pen.Dash.Length == 0 ? Markup.None : Markup.Of($" stroke-dasharray=\"{pen.Dash}\"");
        return Markup.Of($" stroke=\"{pen.Colour.Light}\"{width}{cap}{dash}");
    }

    private static Markup JoinOf(Lines lines) =>
        lines.Strokes.Any(stroke => stroke.Count > 2) ? new Markup(" stroke-linejoin=\"round\"") : Markup.None;

    private static Markup Of(Fill fill)
    {
        string? outline = fill.Outline?.Colour.StrokeClass;
        string share = fill.Opacity.ToString(CultureInfo.InvariantCulture);
        Markup opacity = fill.Opacity == 1 ? Markup.None : Markup.Of($" fill-opacity=\"{share}\"");
        Markup pen = fill.Outline is { } drawn ? Of(drawn) : Markup.None;
        return Markup.Of($"{ClassOf(fill.Colour.FillClass, outline)} fill=\"{fill.Colour.Light}\"{opacity}{pen}");
    }

    private static Markup ClassOf(params string?[] names) => Markup.Of($" class=\"{string.Join(' ', names.OfType<string>())}\"");
}
