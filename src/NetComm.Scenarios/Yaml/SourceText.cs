using System.Buffers;

namespace NetComm.Scenarios.Yaml;

/// <summary>A text that YAML is read from: the scenario file, or a value on the command line.</summary>
internal sealed class SourceText
{
    /// <summary>What ends a line in YAML 1.1, whose later version keeps the first two; the reader of YAML counts all.</summary>
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\u0085\u2028\u2029");

    private readonly Lazy<int[]> _begins;

    /// <summary>A text; <paramref name="rank"/> orders the problems of several texts.</summary>
    public SourceText(string name, string text, int rank = 0)
    {
        Name = name;
        Text = text;
        Rank = rank;
        _begins = new(() => [.. BeginsOfLines(text)]);
    }

    public string Name { get; }

    public string Text { get; }

    public int Rank { get; }

    public SourceSpan Whole => new(this, 1, 1, 0, 1);

    public string Line(int number)
    {
        if (number < 1 || number > _begins.Value.Length) return "";
        ReadOnlySpan<char> rest = Text.AsSpan(_begins.Value[number - 1]);
        return (rest.IndexOfAny(LineEnds) is var end and >= 0 ? rest[..end] : rest).ToString();
    }

    private static List<int> BeginsOfLines(string text)
    {
        List<int> begins = [0];
        while (text.AsSpan(begins[^1]).IndexOfAny(LineEnds) is var length and >= 0)
        {
            int end = begins[^1] + length;
            bool isPair = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n';
            begins.Add(end + (isPair ? 2 : 1));
        }

        return begins;
    }
}

/// <summary>A stretch of a source text: where it begins (line and column from 1) and its first and past-the-last character.</summary>
internal readonly record struct SourceSpan(SourceText Source, int Line, int Column, int Start, int End)
{
    public string Typed => Characters.ToString();

    private ReadOnlySpan<char> Characters => Source.Text.AsSpan()
        [Math.Clamp(Start, 0, Source.Text.Length)..Math.Clamp(End, Math.Min(Start, Source.Text.Length), Source.Text.Length)];

    /// <summary>A part of it, inside a one-line scalar; the whole where the text is not as written (escapes, folds).</summary>
    public SourceSpan Slice(int offset, int length) =>
        this with { Column = Column + offset, Start = Start + offset, End = Start + offset + Math.Max(1, length) };

    public Problem ToProblem(string message)
    {
        string line = Source.Line(Line);
        int length = Characters.IndexOf('\n') is var end and >= 0 ? end : End - Start;
        return new(Source.Name, Line, Column, message) { SourceLine = line, Length = Math.Max(1, length) };
    }
}
