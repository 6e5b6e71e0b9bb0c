using System.Globalization;

namespace NetComm.Scenarios.Overrides;

/// <summary>Applies what the command line changes to a file: to the tree, and to the text that the run keeps.</summary>
internal static class ScenarioOverrider
{
    /// <summary>The changed tree, and a text that reads as it: the file's own with small edits if possible, made when needed.</summary>
    public static (YamlMapping Root, Func<string> Text) Apply(
        YamlMapping root, SourceText source, ScenarioOverrides overrides, ProblemList problems)
    {
        if (overrides.IsEmpty) return (root, () => source.Text);
        Setting[] settings = [.. Settings(overrides)];
        foreach (Setting setting in settings)
        {
            if (setting.Read(problems) is not { } value) continue;
            if (PathFinder.Find(root, setting.Path, problems, "") is { } location) root = (YamlMapping)location.With(value);
        }

        return (root, () => TextOf(root, source.Text, settings));
    }

    private static string TextOf(YamlMapping root, string original, IEnumerable<Setting> settings)
    {
        string? text = original;
        foreach (Setting setting in settings) text = text is null ? null : TextEditor.Set(text, setting);
        return text is not null && YamlTrees.Reads(text, root) ? text : YamlWriter.Write(root);
    }

    private static IEnumerable<Setting> Settings(ScenarioOverrides overrides)
    {
        int rank = 0;
        if (overrides.Seed is { } seed) yield return Setting.Of("--seed", "seed", seed.ToString(CultureInfo.InvariantCulture), ++rank);
        if (overrides.Mode is { } mode)
            yield return Setting.Of("--mode", "mode", mode == RunMode.Loopback ? "loopback" : "simulated", ++rank);
        foreach (string typed in overrides.Settings) yield return Setting.Parse(typed, ++rank);
    }
}
