using System.Text;

namespace NetComm.Reporting.Markdown;

/// <summary>Writes blocks of Markdown, an empty line between them.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A block; an empty one is none.</summary>
    public void Block(string text)
    {
        if (text.Length == 0) return;
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(text).Append('\n');
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
