namespace NetComm.Sim.Scenarios.Yaml;

/// <summary>A text that YAML is read from: the scenario file, or a value of the command line.</summary>
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

    /// <summary>The place of the whole text: its first character.</summary>
    public SourceSpan Whole => new(this, 1, 1, 0, 1);

    /// <summary>The line with this number, from 1; empty beyond the end.</summary>
    public string Line(int number) => number >= 1 && number <= _lines.Value.Length ? _lines.Value[number - 1] : "";
}
