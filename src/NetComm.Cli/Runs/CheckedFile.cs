using NetComm.Scenarios;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Runs;

/// <summary>A scenario file that was read: a scenario, or what is wrong with the file.</summary>
internal sealed record CheckedFile(string File, Scenario? Scenario, IReadOnlyList<Problem> Problems)
{
    public static CheckedFile Of(string path, ScenarioOverrides overrides, Rubric? rubric = null)
    {
        try
        {
            if (!Path.Exists(path) && Meant(path) is { } meant)
                throw new ScenarioException([new Problem(path, 0, 0, "there is no such file") { Suggestion = meant }]);
            return new CheckedFile(path, ScenarioReader.Read(path, overrides, rubric), []);
        }
        catch (ScenarioException wrong)
        {
            return new CheckedFile(path, null, wrong.Problems);
        }
    }

    private static string? Meant(string path) => System.IO.File.Exists(path + ".yaml") ? path + ".yaml" : NamedScenarios.Near(path);

    /// <summary>The scenarios of all files.</summary>
    /// <exception cref="ScenarioException">With the problems of all files.</exception>
    public static IReadOnlyList<Scenario> RequireAll(IEnumerable<string> paths, ScenarioOverrides overrides, Rubric? rubric = null)
    {
        CheckedFile[] files = [.. paths.Select(path => Of(path, overrides, rubric))];
        Problem[] problems = [.. files.SelectMany(file => file.Problems)];
        return problems.Length > 0 ? throw new ScenarioException(problems) : [.. files.Select(file => file.Scenario!)];
    }
}
