using System.Text;
using System.Text.RegularExpressions;
using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Reading.Expectations;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// What a submission expects of itself. A rubric's expectations are graded, so mistakes in these cost nothing: they are left out, and told.
/// </summary>
internal static partial class OwnExpectations
{
    private const string Section = "expect";

    private static readonly IReadOnlyList<string> Synonyms = ScenarioGrammar.Root.Keys.Single(key => key.Name == Section).Synonyms;

    /// <summary>The tree of a text; of the text without its own expectations, where they are all that is no YAML.</summary>
    public static (YamlMapping Root, SourceText Source, ProblemList Problems) RootOf(SourceText source, List<string> notes)
    {
        var problems = new ProblemList();
        try
        {
            return (YamlFile.Root(source, problems, "scenario"), source, problems);
        }
        catch (ScenarioException broken) when (Blanked(source.Text) is { } text && YamlTrees.TryRead(text) is not null)
        {
            problems = new ProblemList();
            source = new SourceText(source.Name, text);
            YamlMapping root = YamlFile.Root(source, problems, "scenario");
            notes.Add($"its own expectations are no YAML and were left out: {InLine(broken.Problems[0])}");
            return (root, source, problems);
        }
    }

    /// <summary>The tree without those of its own expectations that break the rules of the language.</summary>
    public static YamlMapping WithoutMisshapen(YamlMapping root, List<string> notes)
    {
        var entries = new List<YamlEntry>();
        foreach (YamlEntry entry in root.Entries)
        {
            if (entry.Name != Section && !Synonyms.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                entries.Add(entry);
            else if (entry.Name == Section && entry.Value is YamlSequence list)
                entries.Add(entry with { Value = new YamlSequence(list.Span, WellShaped(list, notes), list.IsFlow) });
            else if (entry is not { Name: Section, Value: YamlScalar { IsNull: true } })
                notes.Add($"line {entry.Key.Span.Line}: '{entry.Name}' is no list of expectations under 'expect', and was left out");
        }

        return new YamlMapping(root.Span, entries, root.IsFlow);
    }

    /// <summary>Those that can be measured.</summary>
    public static IReadOnlyList<Expectation> Read(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows)
    {
        var own = new List<Expectation>();
        IReadOnlyList<YamlNode> items = draft.Root.Items(Section);
        for (int i = 0; i < items.Count; i++)
        {
            Expectation? read = null;
            string title = ExpectationReader.TitleOf(items[i], i);
            IReadOnlyList<Problem> wrong = draft.Problems.Aside(() => read = ExpectationReader.Read(draft, flows, items[i], title));
            if (wrong.Count == 0 && read is not null) own.Add(read);
            else if (wrong.Count > 0) draft.RubricNotes.Add(LeftOut(wrong[0]));
        }

        return own;
    }

    private static YamlNode[] WellShaped(YamlSequence list, List<string> notes)
    {
        var problems = new ProblemList();
        var checker = new ShapeChecker(problems);
        return
        [
            .. list.Items.Where((item, i) =>
            {
                string title = ExpectationReader.TitleOf(item, i);
                IReadOnlyList<Problem> wrong = problems.Aside(() => checker.Check(item, ScenarioGrammar.Expectation, title, ""));
                if (wrong.Count > 0) notes.Add(LeftOut(wrong[0]));
                return wrong.Count == 0;
            }),
        ];
    }

    private static string LeftOut(Problem problem) => $"an expectation of its own was left out: {InLine(problem)}";

    private static string InLine(Problem problem)
    {
        string near = problem.Suggestion is { } suggestion ? $"; did you mean '{suggestion}'?" : "";
        return FormattableString.Invariant($"line {problem.Line}: {problem.Message}{near}");
    }

    /// <summary>The text with blank lines in the place of the section; null where it has none.</summary>
    private static string? Blanked(string text)
    {
        string[] lines = text.Split('\n');
        int first = Array.FindIndex(lines, line => Heading().IsMatch(line));
        if (first < 0) return null;
        int next = Array.FindIndex(lines, first + 1, line => line is [not (' ' or '\t' or '#' or '-' or '\r'), ..]);
        if (next < 0) next = lines.Length;
        var rest = new StringBuilder(text.Length);
        for (int i = 0; i < lines.Length; i++) rest.Append(i >= first && i < next ? "" : lines[i]).Append(i < lines.Length - 1 ? "\n" : "");
        return rest.ToString();
    }

    [GeneratedRegex("^(expect|expectations|assert|checks)[ \t]*:")]
    private static partial Regex Heading();
}
