namespace NetComm.Scenarios.Overrides;

/// <summary>One change from the command line: a path, and its new value.</summary>
/// <param name="Path">The place of the value; empty where the text has no '='.</param>
/// <param name="ValueStart">Where it begins in the source.</param>
internal sealed record Setting(SourceText Source, IReadOnlyList<PathSegment> Path, string Value, int ValueStart)
{
    public static Setting Of(string option, string key, string value, int rank)
    {
        var source = new SourceText(option, value, rank);
        return new(source, [new(key, source.Whole)], value, 0);
    }

    public static Setting Parse(string typed, int rank)
    {
        var source = new SourceText("--set", typed, rank);
        int equals = typed.IndexOf('=');
        if (equals <= 0) return new(source, [], "", 0);
        string key = typed[..equals];
        var span = new SourceSpan(source, 1, 1, 0, equals);
        return new(source, PathSegment.Split(key, span), typed[(equals + 1)..], equals + 1);
    }

    /// <summary>The value, read as YAML at its place in what was typed; null where it is not YAML, which is reported.</summary>
    public YamlNode? Read(ProblemList problems)
    {
        var start = new SourceSpan(Source, 1, 1, 0, Math.Max(1, Source.Text.Length));
        if (Path.Count == 0)
        {
            problems.Add(start, $"a setting is KEY=VALUE, but was '{Shapes.Cropped(Source.Text)}'", "links.core.loss=5 %");
            return null;
        }

        try
        {
            YamlNode? value = YamlReader.Read(Source, problems, new string(' ', ValueStart) + Value);
            if (value is not null) return value;
            problems.Add(start, "the value is missing behind '='");
        }
        catch (ScenarioException exception)
        {
            foreach (Problem problem in exception.Problems)
            {
                var span = new SourceSpan(Source, problem.Line, problem.Column, problem.Column - 1, problem.Column - 1 + problem.Length);
                problems.Add(span, problem.Message, problem.Allowed, problem.Suggestion);
            }
        }

        return null;
    }
}
