namespace NetComm.Reporting.Document;

/// <summary>Text with some of its words marked, before it becomes HTML or Markdown. A string is a phrase without marks.</summary>
/// <param name="Pieces">In reading order.</param>
internal sealed record Phrase(IReadOnlyList<Piece> Pieces)
{
    /// <summary>Nothing to say.</summary>
    public static Phrase None { get; } = new([]);

    public static Phrase Strong(string text) => Of(text, TextSpanKind.Strong);

    public static Phrase Code(string text) => Of(text, TextSpanKind.Code);

    public static Phrase OneLine(string text) => Of(text, TextSpanKind.OneLine);

    public static Phrase Good(string text) => Of(text, TextSpanKind.Good);

    public static Phrase Bad(string text) => Of(text, TextSpanKind.Bad);

    public static Phrase Remark(string text) => Of(text, TextSpanKind.Remark);

    public static Phrase Link(string text, string target) => new([new(text, TextSpanKind.Link, target)]);

    /// <summary>The words without their marks.</summary>
    public string PlainText => string.Concat(Pieces.Select(piece => piece.Text));

    public static implicit operator Phrase(string text) => Of(text, TextSpanKind.Plain);

    public static Phrase operator +(Phrase first, Phrase second) => new([.. first.Pieces, .. second.Pieces]);

    private static Phrase Of(string text, TextSpanKind kind) => new([new(text, kind)]);
}
