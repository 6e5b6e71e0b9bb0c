using NetComm.Reporting.Document;

namespace NetComm.Reporting.Html;

/// <summary>A phrase as HTML.</summary>
internal static class HtmlPhrase
{
    public static Markup Of(Phrase phrase) => new(string.Concat(phrase.Pieces.Select(Of)));

    private static Markup Of(Piece piece) => piece.Kind switch
    {
        PieceKind.Plain => Markup.Of($"{piece.Text}"),
        PieceKind.Strong => Markup.Of($"<strong>{piece.Text}</strong>"),
        PieceKind.Code => Markup.Of($"<code>{piece.Text}</code>"),
        PieceKind.OneLine => Markup.Of($"<span class=\"pair\">{piece.Text}</span>"),
        PieceKind.Link => Markup.Of($"<a href=\"{piece.Target}\">{piece.Text}</a>"),
        PieceKind.Good => Markup.Of($"<span class=\"passed\"><span aria-hidden=\"true\">✓ </span>{piece.Text}</span>"),
        PieceKind.Bad => Markup.Of($"<span class=\"failed\"><span aria-hidden=\"true\">✗ </span>{piece.Text}</span>"),
        PieceKind.Remark => Markup.Of($"<br><small>{piece.Text}</small>"),
        _ => throw new InvalidOperationException($"No HTML for {piece.Kind}."),
    };
}
