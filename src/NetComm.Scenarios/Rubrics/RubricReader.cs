using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Reading.Expectations;

namespace NetComm.Scenarios.Rubrics;

/// <summary>Reads rubrics, and checks all that can be checked without a submission.</summary>
public static class RubricReader
{
    private static readonly Dictionary<string, Flow> NoFlows = [];

    /// <summary>The rubric in a file (UTF-8), or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    public static Rubric Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(YamlFile.TextOf(file), file);
    }

    /// <summary>The rubric in a text, or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <param name="fileName">The file's name, for messages; a base is beside it.</param>
    public static Rubric Parse(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        var problems = new ProblemList();
        var source = new SourceText(fileName, text.TrimStart('\uFEFF'));
        YamlMapping root = YamlFile.Root(source, problems, "rubric");
        new ShapeChecker(problems).Check(root, RubricGrammar.Root, "", "");
        Rubric rubric = root["tasks"] is null ? Single(root, problems, source) : TaskReader.Read(root, problems, source);
        if (rubric.Lines.Count > 0 && problems.IsEmpty && rubric.Lines.All(line => line.Points == 0))
            problems.Add((root["expect"] ?? root["tasks"])!.Span, "no expectation gives any points");
        problems.ThrowIfAny();
        return rubric;
    }

    /// <summary>A rubric for one scenario; its mistakes are added.</summary>
    internal static Rubric Single(YamlMapping root, ProblemList problems, SourceText source)
    {
        var draft = new ResolveContext(root, problems, ScenarioFiles.Of([]), knowsAllNames: false);
        if (!draft.Root.Has("expect")) draft.Problem(root.Span, "a rubric needs 'expect', or 'tasks'");
        IReadOnlyList<YamlNode> items = draft.Root.Items("expect");
        (Expectation? Line, WrittenCheck? Check)[] lines = [.. items.Select((item, i) => LineOf(draft, item, i))];
        CheckModes(draft);
        return new()
        {
            Title = draft.Root.Text("rubric")?.Trim() ?? "",
            Description = draft.Root.Text("description") ?? "",
            Mode = draft.Mode,
            Seed = draft.Root.Whole("seed"),
            Lines = [.. lines.Select(line => line.Line).OfType<Expectation>()],
            Checks = [.. lines.Select(line => line.Check)],
            Source = source.Text,
            Items = items,
            Base = BaseReader.Read(draft, source.Name),
        };
    }

    private static (Expectation? Line, WrittenCheck? Check) LineOf(ResolveContext draft, YamlNode item, int index)
    {
        string title = ExpectationReader.TitleOf(item, index);
        var fields = new YamlFields(item);
        bool isWritten = fields.Has("key") || fields.Has("count");
        WrittenCheck? check = isWritten ? WrittenCheckReader.Read(item, draft.Problems, title) : null;
        Expectation? line = check is null ? isWritten ? null : ExpectationReader.Read(draft, NoFlows, item, title)
            : ExpectationReader.Graded(new()
            {
                Text = check.Text,
                Subject = ExpectationSubject.File,
                Name = check.Path.Value,
                Metric = Metric.Written,
            }, fields);
        return (line is null ? null : line with { Sentences = SentencesOf(fields.Within("feedback")) }, check);
    }

    private static OutcomeSentences? SentencesOf(YamlFields feedback) =>
        feedback.Mapping is null ? null : new(feedback.Text("passed"), feedback.Text("failed"), feedback.Text("no-data"));

    /// <summary>Reports a line for the other mode only, which could never give its points.</summary>
    private static void CheckModes(ResolveContext draft)
    {
        string mode = draft.IsLoopback ? "loopback" : "simulated";
        IReadOnlyList<YamlNode> items = draft.Root.Items("expect");
        for (int i = 0; i < items.Count; i++)
        {
            var fields = new YamlFields(items[i]);
            // A theory counts in simulated runs unless its mode says otherwise.
            YamlScalar? typed = fields.Scalar("mode") ?? (draft.IsLoopback ? fields.Scalar("oracle") : null);
            string? only = fields.Text("mode") ?? (typed is null ? null : "simulated");
            if (only is not ("simulated" or "loopback") || only == mode) continue;
            draft.Problem(
                typed!.Span,
                $"{ExpectationReader.TitleOf(items[i], i)}: it is never graded, as the rubric's mode is '{mode}', but was '{only}'");
        }
    }
}
