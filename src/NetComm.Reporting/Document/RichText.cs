namespace NetComm.Reporting.Document;

/// <summary>Text with some of its words marked, before it becomes HTML or Markdown. A string is a phrase without marks.</summary>
internal sealed record RichText(IReadOnlyList<TextSpan> Pieces)
{
    public static RichText None { get; } = new([]);

    public static RichText Strong(string text) => Of(text, TextSpanKind.Strong);

    public static RichText Code(string text) => Of(text, TextSpanKind.Code);

    public static RichText OneLine(string text) => Of(text, TextSpanKind.OneLine);

    public static RichText Good(string text) => Of(text, TextSpanKind.Good);

    public static RichText Bad(string text) => Of(text, TextSpanKind.Bad);

    public static RichText Remark(string text) => Of(text, TextSpanKind.Remark);

    public static RichText Link(string text, string target) => new([new(text, TextSpanKind.Link, target)]);

    /// <summary>Names in a sentence: <c>a, b and c</c>.</summary>
    public static RichText NamesOf(IReadOnlyList<string> names) => names.Count switch
    {
        1 => Strong(names[0]),
        _ => names.Take(names.Count - 1).Select((name, i) => i == 0 ? Strong(name) : ", " + Strong(name))
            .Aggregate((all, next) => all + next) + " and " + Strong(names[^1]),
    };

    public string PlainText => string.Concat(Pieces.Select(piece => piece.Text));

    public static implicit operator RichText(string text) => Of(text, TextSpanKind.Plain);

    public static RichText operator +(RichText first, RichText second) => new([.. first.Pieces, .. second.Pieces]);

    private static RichText Of(string text, TextSpanKind kind) => new([new(text, kind)]);
}

/// <summary>Words of a phrase that look alike.</summary>
/// <param name="Target">Where a link leads: <c>#id</c> of a section, or a file beside the report.</param>
internal readonly record struct TextSpan(string Text, TextSpanKind Kind, string? Target = null);

internal enum TextSpanKind
{
    Plain,

    /// <summary>Set apart: names in a sentence.</summary>
    Strong,

    /// <summary>As typed or printed by a machine.</summary>
    Code,

    /// <summary>Never broken over two lines.</summary>
    OneLine,

    Link,

    Good,

    Bad,

    /// <summary>A remark in small letters on a line of its own.</summary>
    Remark,
}
