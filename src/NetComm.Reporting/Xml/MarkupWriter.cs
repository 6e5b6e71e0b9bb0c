using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetComm.Reporting.Xml;

/// <summary>
/// Writes HTML and SVG line by line. What stands literally in the interpolated string is markup; every value put into it is escaped,
/// so that text from a scenario can never become markup. Numbers are invariant, coordinates are tenths, line ends are LF.
/// </summary>
internal sealed class MarkupWriter
{
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-+_#()=/%");

    private readonly StringBuilder _text = new();

    /// <summary>One line of markup, values escaped.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] MarkupHandler markup)
    {
        // The compiler has written the line through the handler, value by value, before it calls this.
        _text.Append('\n');
    }

    public Markup ToMarkup() => new(_text.ToString());

    internal void Literal(string markup) => _text.Append(markup);

    internal void Coordinate(double coordinate) => NetComm.Reporting.Xml.Coordinate.AppendTo(_text, coordinate);


    internal void Escaped(string? text)
    {
        if (text is null) return;
        if (!text.AsSpan().ContainsAnyExcept(Harmless))
        {
            _text.Append(text);
            return;
        }

        foreach (Rune rune in text.EnumerateRunes())
            _text.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' => rune.ToString(),
                // XML 1.0, section 2.2: no other control characters, not even as references.
                < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
    }
}

/// <summary>A place on the page, in tenths of a pixel: finer than paper shows, and short in a file.</summary>
internal static class Coordinate
{
    /// <summary>Appends the rounded coordinate without trailing zeros: <c>12</c>, <c>12.5</c>, <c>-0.3</c>, never <c>-0</c>.</summary>
    public static void AppendTo(StringBuilder text, double coordinate)
    {
        var tenths = (long)Math.Round(coordinate * 10, MidpointRounding.AwayFromZero);
        if (tenths < 0) text.Append('-');
        tenths = Math.Abs(tenths);
        text.Append(CultureInfo.InvariantCulture, $"{tenths / 10}");
        if (tenths % 10 != 0) text.Append('.').Append((char)('0' + (tenths % 10)));
    }
}
