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
    /// <param name="fileName">The file's name, for messages.</param>
    public static Rubric Parse(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        var problems = new ProblemList();
        var source = new SourceText(fileName, text.TrimStart('\uFEFF'));
        YamlMapping root = YamlFile.Root(source, problems, "rubric");
        new ShapeChecker(problems).Check(root, RubricGrammar.Root, "", "");
        var draft = new ResolveContext(root, problems, ScenarioFiles.Of([]), knowsAllNames: false);
        IReadOnlyList<Expectation> lines = ExpectationReader.Read(draft, NoFlows);
        CheckModes(draft);
        CheckPoints(draft, lines);
        problems.ThrowIfAny();
        return new()
        {
            Title = draft.Root.Text("rubric")!.Trim(),
            Description = draft.Root.Text("description") ?? "",
            Mode = draft.Mode,
            Seed = draft.Root.Whole("seed"),
            Lines = lines,
            Source = source.Text,
            Items = draft.Root.Items("expect"),
        };
    }

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

    private static void CheckPoints(ResolveContext draft, IReadOnlyList<Expectation> lines)
    {
        if (lines.Count > 0 && draft.Problems.IsEmpty && lines.All(line => line.Points == 0))
            draft.Problem(draft.Root["expect"]!.Span, "no expectation gives any points");
    }
}
