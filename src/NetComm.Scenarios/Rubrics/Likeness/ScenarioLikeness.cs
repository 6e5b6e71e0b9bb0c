using System.Globalization;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// What stays of a scenario when what a copier changes is left out: first title, comments, layout and order, then names, then values too.
/// Two scenarios are as like as the strictest of these in which they are equal.
/// </summary>
/// <param name="Content">Equal where two files hold the same.</param>
/// <param name="Nameless">Equal where they hold the same under other names; null where the file is no YAML.</param>
/// <param name="Structure">Equal where only names and values differ; null where the file is no YAML.</param>
internal sealed record ScenarioLikeness(string Content, string? Nameless, string? Structure)
{
    /// <summary>The likeness of a file; null where it cannot be read.</summary>
    public static ScenarioLikeness? OfFile(string file)
    {
        try
        {
            return Of(YamlFile.TextOf(file));
        }
        catch (ScenarioException)
        {
            return null;
        }
    }

    /// <summary>The likeness of a text.</summary>
    public static ScenarioLikeness Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF');
        if (YamlTrees.TryRead(text) is not { } root)
        {
            IEnumerable<string> lines =
                text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
            return new("text " + Hash(string.Join('\n', lines)), null, null);
        }

        return new(Hash(Outline.WithNames(root)), FormOf(Outline.WithValues(root)), FormOf(Outline.Bare(root)));
    }

    private static string FormOf(Outline outline) => outline.Things.Count == 0 ? "" : Hash(NamelessForm.Of(outline));

    private static string Hash(string text) => Fnv1a.Hash(text).ToString("x16", CultureInfo.InvariantCulture);
}
