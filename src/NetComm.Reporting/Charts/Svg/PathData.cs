using System.Text;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts.Svg;

internal sealed class PathData
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    public PathData Move(double x, double y) => Command('M', x, y);

    public PathData Line(double x, double y) => Command('L', x, y);

    public PathData Across(double x)
    {
        _text.Append('H');
        Coordinate.AppendTo(_text, x);
        return this;
    }

    /// <summary>A horizontal line of less than a pixel: <c>h.1</c>.</summary>
    public PathData AcrossBy(double distance)
    {
        var tenths = (int)Math.Round(distance * 10);
        _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"h{(tenths < 0 ? "-" : "")}.{Math.Abs(tenths)}");
        return this;
    }

    public PathData Down(double y)
    {
        _text.Append('V');
        Coordinate.AppendTo(_text, y);
        return this;
    }

    /// <summary>Commands relative to the last place, as SVG writes them.</summary>
    public PathData Shape(string commands)
    {
        _text.Append(commands);
        return this;
    }

    public Markup ToMarkup() => new(_text.ToString());

    private PathData Command(char letter, double x, double y)
    {
        _text.Append(letter);
        Coordinate.AppendTo(_text, x);
        _text.Append(' ');
        Coordinate.AppendTo(_text, y);
        return this;
    }
}
