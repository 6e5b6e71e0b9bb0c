using System.Text;
using NetComm.Sim.Model;
using NetComm.Sim.Scenarios.Language;
using NetComm.Sim.Scenarios.Language.Grammar;
using NetComm.Sim.Scenarios.Overriding;
using NetComm.Sim.Scenarios.Resolving;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios;

/// <summary>Reads scenarios (the scenario language, version 1) and checks all of it: what it returns can be run.</summary>
public static class ScenarioReader
{
    /// <summary>Largest file, in characters: a hundred times a scenario with 20 000 links.</summary>
    private const int LargestText = 64 * 1024 * 1024;

    /// <summary>The scenario in a file (UTF-8), or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="overrides">What the command line changes; null: nothing.</param>
    public static Scenario Read(string file, ScenarioOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(TextOf(file), file, overrides);
    }

    /// <summary>The scenario in a text, or a <see cref="ScenarioException"/> with everything that is wrong with it.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">The file's name, for messages and reports.</param>
    /// <param name="overrides">What the command line changes; null: nothing.</param>
    public static Scenario Parse(string text, string fileName, ScenarioOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        var problems = new ProblemList();
        var source = new SourceText(fileName, text.TrimStart('\uFEFF'));
        if (text.Length > LargestText) throw YamlSyntax.Error(source.Whole, "the file is too large: at most 64 Mi characters");
        YamlMapping root = Root(source, problems);
        (root, Func<string> textAsRun) = ScenarioOverrider.Apply(root, source, overrides ?? new(), problems);
        new ShapeChecker(problems).Check(root, ScenarioGrammar.Root, "", "");
        Scenario scenario = ScenarioResolver.Resolve(root, source, problems);
        problems.ThrowIfAny();
        return scenario with { Source = textAsRun() };
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw NotRead(file, "the file is not UTF-8 text");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotRead(file, "there is no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotRead(file, Directory.Exists(file) ? "this is a folder, not a file" : "the file cannot be read");
        }
    }

    private static ScenarioException NotRead(string file, string message) => new([new Problem(file, 0, 0, message)]);

    private static YamlMapping Root(SourceText source, ProblemList problems) => YamlReader.Read(source, problems) switch
    {
        YamlMapping mapping => mapping,
        null or YamlScalar { IsNull: true } => throw YamlSyntax.Error(source.Whole, "the file is empty: a scenario begins with 'scenario: TITLE'"),
        YamlNode other => throw YamlSyntax.Error(other.Span, $"a scenario is a mapping of keys such as 'scenario: TITLE', but was {other.Kind}"),
    };
}
