using System.Text;
using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Rubrics;

/// <summary>Reads <c>base</c> and <c>may-change</c> of a rubric.</summary>
internal static class BaseReader
{
    /// <summary>The base; null where the rubric has none, or it is missing, which is reported.</summary>
    /// <param name="rubricFile">The rubric's path: the base is beside it, or among the copies that a run keeps.</param>
    /// <exception cref="ScenarioException">The base is no scenario that can be run.</exception>
    public static BaseNetwork? Read(ResolveContext draft, string rubricFile)
    {
        YamlScalar? name = draft.Root.Scalar("base");
        YamlScalar[] free = [.. draft.Root.Items("may-change").OfType<YamlScalar>()];
        if (name is null)
        {
            if (draft.Root.Entry("may-change") is { } alone)
                draft.Problem(alone.Key.Span, "'may-change' speaks of a base, but there is no 'base'");
            return null;
        }

        if (!draft.Root.Has("may-change"))
            draft.Problem(
                name.Span, "'base' needs 'may-change': without it all submissions are the same run", "may-change: [links.core.queue]");
        string file = PlaceOf(name.Value, rubricFile);
        if (!File.Exists(file))
        {
            draft.Problem(name.Span, $"'base': there is no file '{Shapes.Cropped(name.Value)}'");
            return null;
        }

        string text = YamlFile.TextOf(file);
        Scenario scenario = ScenarioReader.Parse(text, file);
        YamlMapping root = YamlFile.Root(new SourceText(file, text.TrimStart('\uFEFF')), new ProblemList(), "scenario");
        foreach (YamlScalar path in free) PathFinder.Find(root, PathSegment.Split(path.Value, path.Span), draft.Problems, "'may-change'");
        return new BaseNetwork(
            name.Value, file, root, [new ScenarioFile(name.Value, Encoding.UTF8.GetBytes(text)), .. scenario.Files], free);
    }

    private static string PlaceOf(string name, string rubricFile)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(rubricFile)) ?? ".";
        string copy = Path.Combine(folder, ScenarioFiles.Kept, ScenarioFiles.NameOfCopy(name));
        return File.Exists(copy) ? copy : Path.GetFullPath(name, folder);
    }
}
