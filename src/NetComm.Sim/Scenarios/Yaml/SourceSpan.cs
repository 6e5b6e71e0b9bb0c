namespace NetComm.Sim.Scenarios.Yaml;

/// <summary>A stretch of a source text: where it begins (line and column from 1) and its first and past-the-last character.</summary>
internal readonly record struct SourceSpan(SourceText Source, int Line, int Column, int Start, int End)
{
    /// <summary>The characters of it.</summary>
    public string Typed => Source.Text[Math.Clamp(Start, 0, Source.Text.Length)..Math.Clamp(End, Math.Min(Start, Source.Text.Length), Source.Text.Length)];

    /// <summary>A part of it, for places inside a one-line scalar; the whole where the text is not as written (escapes, folded lines).</summary>
    public SourceSpan Slice(int offset, int length) => this with { Column = Column + offset, Start = Start + offset, End = Start + offset + Math.Max(1, length) };

    /// <summary>A problem here.</summary>
    public Problem ToProblem(string message)
    {
        string line = Source.Line(Line);
        int length = Typed.IndexOf('\n') is var end and >= 0 ? end : End - Start;
        return new(Source.Name, Line, Column, message) { SourceLine = line, Length = Math.Max(1, length) };
    }
}
