using System.Globalization;
using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>The <c>d</c> of a path that the chart library drew: straight strokes, all in places of the page.</summary>
/// <param name="isClosed">Whether each stroke ends where it began.</param>
internal sealed class DrawnPath(string commands, bool isClosed)
{
    /// <summary>A step this long is written relative to where the pen is, which is shorter.</summary>
    private const double ShortStep = 1;

    private int _next;

    /// <summary>Adds its strokes in tenths of a pixel, in as few letters as tell them.</summary>
    public void AddTo(PathData path)
    {
        var at = new Pixel(double.NaN, double.NaN);
        Pixel begun = at;
        while (Letter() is { } letter)
        {
            if (letter == 'Z')
            {
                path.Shape("z");
                continue;
            }

            Pixel to = letter switch
            {
                'M' or 'L' => Pixel.At(Number(), Number()),
                'H' => Pixel.At(Number(), at.Y),
                'V' => Pixel.At(at.X, Number()),
                _ => throw new FormatException($"A path has '{letter}' where M, L, H, V or Z are known: '{commands}'."),
            };
            if (letter == 'M') path.Move(to.X, to.Y);
            else if (isClosed && to == begun && IsEnd()) path.Shape("z");
            else Step(path, at, to);
            if (letter == 'M') begun = to;
            at = to;
        }
    }

    private static void Step(PathData path, Pixel from, Pixel to)
    {
        if (to.Y == from.Y && Math.Abs(to.X - from.X) < ShortStep) path.AcrossBy(to.X - from.X);
        else if (to.Y == from.Y) path.Across(to.X);
        else if (to.X == from.X) path.Down(to.Y);
        else path.Line(to.X, to.Y);
    }

    /// <summary>Whether the stroke ends here.</summary>
    private bool IsEnd() => _next == commands.Length || commands[_next] == 'M';

    private char? Letter() => _next < commands.Length ? commands[_next++] : null;

    private double Number()
    {
        while (_next < commands.Length && commands[_next] is ' ' or ',') _next++;
        int first = _next;
        while (_next < commands.Length && (char.IsAsciiDigit(commands[_next]) || commands[_next] is '-' or '+' or '.' or 'e')) _next++;
        return double.Parse(commands.AsSpan(first, _next - first), CultureInfo.InvariantCulture);
    }
}
