using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// Reads a rubric of several tasks. Each is a rubric by itself, with what stands above all of them unless it says otherwise.
/// </summary>
internal static class TaskReader
{
    private static readonly string[] Inherited = ["mode", "seed", "base", "may-change"];

    public static Rubric Read(YamlMapping root, ProblemList problems, SourceText source)
    {
        var fields = new YamlFields(root);
        if (fields.Entry("expect") is { } both) problems.Add(both.Key.Span, "'expect' stands in each of the 'tasks', not beside them");
        string title = fields.Text("rubric")?.Trim() ?? "";
        var tasks = new List<RubricTask>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (YamlMapping task in fields.Items("tasks").OfType<YamlMapping>())
        {
            var own = new YamlFields(task);
            if (own.Scalar("name") is not { } name || own.Scalar("file") is not { } file) continue;
            if (!names.Add(name.Value)) problems.Add(name.Span, $"task '{Shapes.Cropped(name.Value)}': there are two of this name");
            if (file.Value.AsSpan().IndexOfAny('/', '\\') >= 0)
            {
                string rule = $"task '{Shapes.Cropped(name.Value)}': 'file' is the name of a file without its folders";
                problems.Add(file.Span, rule, "file: queue.yaml");
            }

            YamlMapping alone = Alone(root, task, name, title);
            tasks.Add(new(name.Value, file.Value, RubricReader.Single(alone, problems, source) with { Source = YamlWriter.Write(alone) }));
        }

        return new()
        {
            Title = title,
            Description = fields.Text("description") ?? "",
            Mode = tasks.Any(task => task.Rubric.Mode == RunMode.Loopback) ? RunMode.Loopback : RunMode.Simulated,
            Lines = [.. tasks.SelectMany(task => task.Rubric.Lines.Select(line => line with { Text = $"{task.Name}: {line.Text}" }))],
            Tasks = tasks,
            Source = source.Text,
        };
    }

    /// <summary>The task as a rubric of its own: <c>rubric: TITLE: NAME</c>.</summary>
    private static YamlMapping Alone(YamlMapping root, YamlMapping task, YamlScalar name, string title)
    {
        var entries = new List<YamlEntry> { new(Word(name, "rubric"), Word(name, $"{title}: {name.Value}")) };
        if (task.TryGet("description", out YamlEntry? description)) entries.Add(description);
        foreach (string key in Inherited)
        {
            if (task.TryGet(key, out YamlEntry? own) || root.TryGet(key, out own)) entries.Add(own);
        }

        if (task.TryGet("expect", out YamlEntry? expect)) entries.Add(expect);
        return new YamlMapping(task.Span, entries, isFlow: false);
    }

    private static YamlScalar Word(YamlScalar place, string text) => new(place.Span, text, isPlain: false);
}
