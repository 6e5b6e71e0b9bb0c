using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Html;

internal static class HtmlText
{
    public static Markup Of(RichText phrase) => new(string.Concat(phrase.Pieces.Select(Of)));

    private static Markup Of(TextSpan piece) => piece.Kind switch
    {
        TextSpanKind.Plain => Markup.Of($"{piece.Text}"),
        TextSpanKind.Strong => Markup.Of($"<strong>{piece.Text}</strong>"),
        TextSpanKind.Code => Markup.Of($"<code>{piece.Text}</code>"),
        TextSpanKind.OneLine => Markup.Of($"<span class=\"pair\">{piece.Text}</span>"),
        TextSpanKind.Link => Markup.Of($"<a href=\"{piece.Target}\">{piece.Text}</a>"),
        TextSpanKind.Good => Markup.Of($"<span class=\"passed\"><span aria-hidden=\"true\">✓ </span>{piece.Text}</span>"),
        TextSpanKind.Bad => Markup.Of($"<span class=\"failed\"><span aria-hidden=\"true\">✗ </span>{piece.Text}</span>"),
        TextSpanKind.Remark => Markup.Of($"<br><small>{piece.Text}</small>"),
        _ => throw new InvalidOperationException($"No HTML for {piece.Kind}."),
    };
}
