namespace NetComm.Reporting.Sections.Run;

internal sealed class ScenarioSection : ReportSection
{
    public override Section Build(ReportContext context) => new("scenario", "Scenario",
    [
        new Block.Paragraph("The scenario " + RichText.Code(context.FileName) + ", as it was run:"),
        new Block.Listing(
            "Scenario file", context.Lesson.Length == 0 ? context.Source : ScenarioListing.WithoutLesson(context.Source), "yaml"),
    ])
    { IsFolded = true };
}

/// <summary>A scenario's file without the text that the report shows as its lesson.</summary>
internal static class ScenarioListing
{
    private const string Key = "description:";

    /// <summary>The file; where the description is a block of lines, a word in its place says where they are.</summary>
    public static string WithoutLesson(string source)
    {
        string[] lines = source.Split('\n');
        int first = Array.FindIndex(lines, BeginsBlock);
        if (first < 0) return source;
        int end = first + 1;
        while (end < lines.Length && (lines[end].Trim().Length == 0 || lines[end].StartsWith(' '))) end++;
        while (lines[end - 1].Trim().Length == 0 && end > first + 1) end--;
        return string.Join('\n', [.. lines[..first], $"{Key} …    # the lesson above", .. lines[end..]]);
    }

    /// <summary>YAML 1.2 (8.1): <c>|</c> or <c>></c> begins a block, which goes on as long as its lines are indented.</summary>
    private static bool BeginsBlock(string line) =>
        line.StartsWith(Key, StringComparison.Ordinal) && line[Key.Length..].TrimStart() is ['|' or '>', ..];
}
