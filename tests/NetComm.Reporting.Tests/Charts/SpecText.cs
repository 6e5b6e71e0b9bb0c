using System.Globalization;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Tests.Charts;

/// <summary>A laid out chart as text: a line for each shape, and one for each stroke, area, box or place of it.</summary>
internal static class SpecText
{
    public static string Of(ChartSpec spec)
    {
        var lines = new List<string> { $"{spec.Width} × {spec.Height}: {Printable(spec.Title)}" };
        foreach (Shape shape in spec.Shapes) lines.AddRange(Of(shape));
        return string.Join('\n', lines) + '\n';
    }

    private static IEnumerable<string> Of(Shape shape)
    {
        string about = shape.Part is { } part ? $" of {part}" : "";
        if (shape.Tooltip is { } tooltip) about += $" (“{Printable(tooltip)}”)";
        return shape switch
        {
            Lines lines => [$"lines{about}, {Of(lines.Pen)}", .. lines.Strokes.Select(Of)],
            Polygons polygons => [$"polygons{about}, {Of(polygons.Fill)}", .. polygons.Outlines.Select(Of)],
            Rectangles rectangles => [$"rectangles{about}, {Of(rectangles.Fill)}",
                .. rectangles.Boxes.Select(box => Invariant($"  {box.Left:0.#},{box.Top:0.#} to {box.Right:0.#},{box.Bottom:0.#}"))],
            Markers markers => [$"markers{about}, {markers.Marker.Name}, {markers.Colour.Name}", Of(markers.Places)],
            Label label => [$"label{about} at {Of(label.Position)}, {Of(label.Style)}: {Printable(label.Shown)}"],
            _ => throw new InvalidOperationException($"No words for {shape.GetType()}."),
        };
    }

    private static string Of(IReadOnlyList<Pixel> places) => "  " + string.Join(' ', places.Select(Of));

    private static string Of(Pixel place) => Invariant($"{place.X:0.#},{place.Y:0.#}");

    private static string Of(Pen pen) =>
        Invariant($"{pen.Colour.Name}, {pen.Width:0.#} px, {pen.Cap.ToString().ToLowerInvariant()}")
        + (pen.Dash.Length == 0 ? "" : $", dashes {pen.Dash}");

    private static string Of(Fill fill) =>
        Invariant($"{fill.Colour.Name}, opacity {fill.Opacity:0.##}")
        + (fill.Outline is { } outline ? $", outlined with {Of(outline)}" : "");

    private static string Of(TextStyle style) =>
        Invariant($"{style.Anchor.ToString().ToLowerInvariant()}, {style.Size:0.#} px{(style.IsBold ? " bold" : "")}, {style.Colour.Name}");

    private static string Printable(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        System.Text.Rune.IsControl(rune) ? $"\\u{rune.Value:X4}" : rune.ToString()));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
