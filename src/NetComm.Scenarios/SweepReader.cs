using NetComm.Scenarios.Language.Grammar;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Sweeps;

namespace NetComm.Scenarios;

/// <summary>Reads the sweep of a scenario file, and checks every point of it: what it returns can be run.</summary>
public static class SweepReader
{
    /// <summary>The sweep in a file, or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="overrides">What the command line changes before values are varied; null: nothing.</param>
    public static Sweep Read(string file, ScenarioOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(YamlFile.TextOf(file), file, overrides);
    }

    /// <summary>The sweep in a text, or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">The file's name, for messages and reports.</param>
    /// <param name="overrides">What the command line changes before values are varied; null: nothing.</param>
    /// <param name="files">Where the files are that it names; null: beside it.</param>
    public static Sweep Parse(string text, string fileName, ScenarioOverrides? overrides = null, ScenarioFiles? files = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        var problems = new ProblemList();
        var source = new SourceText(fileName, text.TrimStart('\uFEFF'));
        YamlMapping root = YamlFile.Root(source, problems, "scenario");
        (root, Func<string> textAsRun) = ScenarioOverrider.Apply(root, source, overrides ?? new(), problems);
        new ShapeChecker(problems).Check(root, ScenarioGrammar.Root, "", "");
        files ??= ScenarioFiles.Beside(fileName);
        var draft = new ResolveContext(root, problems, files);
        Scenario scenario = ScenarioResolver.Resolve(draft, source);
        if (draft.Sweep is null) problems.Add(source.Whole, "the file has no 'sweep'", "sweep: { vary: { links.core.loss: [0 %, 1 %] } }");
        else if (draft.Sweep.Figures.Count == 0)
            problems.Add(root["sweep"]!.Span, "sweep: it needs 'measure', or an expectation on a number", "measure: [call.loss]");
        problems.ThrowIfAny();
        Sweep sweep = SweepResolver.WithPoints(draft.Sweep!, scenario with { Source = textAsRun() }, root, source, problems, files);
        problems.ThrowIfAny();
        return sweep;
    }
}
