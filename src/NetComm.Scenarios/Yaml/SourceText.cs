namespace NetComm.Scenarios.Yaml;

/// <summary>A text that YAML is read from: the scenario file, or a value on the command line.</summary>
internal sealed class SourceText
{
    private readonly Lazy<string[]> _lines;

    /// <summary>A text; <paramref name="rank"/> orders the problems of several texts.</summary>
    public SourceText(string name, string text, int rank = 0)
    {
        Name = name;
        Text = text;
        Rank = rank;
        _lines = new(() => text.ReplaceLineEndings("\n").Split('\n'));
    }

    public string Name { get; }

    public string Text { get; }

    public int Rank { get; }

    public SourceSpan Whole => new(this, 1, 1, 0, 1);

    public string Line(int number) => number >= 1 && number <= _lines.Value.Length ? _lines.Value[number - 1] : "";
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
