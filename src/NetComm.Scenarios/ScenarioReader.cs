using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Scenarios;

/// <summary>Reads scenarios (the scenario language, version 1) and checks them completely: what it returns can be run.</summary>
public static class ScenarioReader
{
    /// <summary>The scenario in a file (UTF-8), or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <remarks>Files that it names are beside it. One that is graded against a rubric may name none outside its own folder.</remarks>
    /// <param name="overrides">What the command line changes; null: nothing.</param>
    /// <param name="rubric">The rubric that is graded instead of the file's own expectations; null: those.</param>
    public static Scenario Read(string file, ScenarioOverrides? overrides = null, Rubric? rubric = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(YamlFile.TextOf(file), file, overrides, rubric);
    }

    /// <summary>The scenario in a text, or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <param name="fileName">The file's name, for messages and reports; files that it names are beside it.</param>
    /// <param name="overrides">What the command line changes; null: nothing.</param>
    /// <param name="rubric">The rubric that is graded instead of the file's own expectations; null: those.</param>
    public static Scenario Parse(string text, string fileName, ScenarioOverrides? overrides = null, Rubric? rubric = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        if (rubric is not null) return SubmissionReader.Read(text, fileName, overrides ?? new(), rubric);
        var problems = new ProblemList();
        var source = new SourceText(fileName, text.TrimStart('\uFEFF'));
        YamlMapping root = YamlFile.Root(source, problems, "scenario");
        (root, Func<string> textAsRun) = ScenarioOverrider.Apply(root, source, overrides ?? new(), problems);
        new ShapeChecker(problems).Check(root, ScenarioGrammar.Root, "", "");
        Scenario scenario = ScenarioResolver.Resolve(root, source, problems, ScenarioFiles.Beside(fileName));
        problems.ThrowIfAny();
        return scenario with { Source = textAsRun(), Overrides = (overrides ?? new()).ValueByPath };
    }
}
