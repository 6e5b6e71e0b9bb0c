using System.Text;

namespace NetComm.Reporting.Markdown;

/// <summary>Writes blocks of Markdown, an empty line between them.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();

    public void Block(string text)
    {
        if (text.Length == 0) return;
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(text).Append('\n');
    }

    public override string ToString() => _text.ToString();
}
