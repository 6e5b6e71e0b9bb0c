using System.Globalization;
using System.Runtime.CompilerServices;

namespace NetComm.Reporting.Xml;

/// <summary>A piece of HTML or SVG that is already well formed and escaped. A plain string never is: it becomes text.</summary>
internal readonly record struct Markup(string Text)
{
    public static Markup None { get; } = new("");

    /// <summary>Markup from an interpolated string: <c>Markup.Of($"&lt;b&gt;{name}&lt;/b&gt;")</c> escapes the name.</summary>
    public static Markup Of(MarkupHandler markup) => markup.ToMarkup();

    public override string ToString() => Text;
}

/// <summary>
/// The compiler's side of an interpolated string that becomes markup: what stands in it literally passes, values are escaped.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly MarkupWriter _writer;

    /// <summary>Writes to a writer of its own.</summary>
    public MarkupHandler(int literalLength, int formattedCount)
        : this(literalLength, formattedCount, new MarkupWriter())
    {
    }

    /// <summary>Writes straight to the end of a writer's text.</summary>
    public MarkupHandler(int literalLength, int formattedCount, MarkupWriter writer)
    {
        _ = literalLength + formattedCount;
        _writer = writer;
    }

    public Markup ToMarkup() => _writer.ToMarkup();

    /// <summary>Markup as it stands in the source.</summary>
    public void AppendLiteral(string value) => _writer.Literal(value);

    public void AppendFormatted(string? value) => _writer.Escaped(value);

    public void AppendFormatted(Markup value) => _writer.Literal(value.Text);

    public void AppendFormatted(long value) => _writer.Literal(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double coordinate) => _writer.Coordinate(coordinate);
}
