using System.Text.RegularExpressions;

namespace NetComm.Sim.Tests.Architecture;

/// <summary>
/// Keeps what the compiler cannot: the one home of each library, and a tree in which things are found. That layers use only those below
/// them is kept by the references of their projects.
/// </summary>
public sealed class SourceTreeTests
{
    [Theory]
    [InlineData(@"\bYamlDotNet\b", "src/NetComm.Scenarios/")]
    [InlineData(@"\bSystem\.Net\.Sockets\b", "src/NetComm.Runtime/Loopback/", "src/NetComm.Cli/Workers/")]
    [InlineData(@"\bMarkdig\b", "src/NetComm.Reporting/")]
    [InlineData(@"\b(ScottPlot\.|SkiaSharp\b)", "src/NetComm.Reporting/Charts/Drawing/")]
    [InlineData(@"\bSpectre\.Console\b", "src/NetComm.Cli/")]
    [InlineData(@"\bSystem\.CommandLine\b", "src/NetComm.Cli/")]
    [InlineData(@"(?<![\w.])Console\.", "src/NetComm.Cli/")]
    [InlineData(@"\bAkka\.Cluster\b", "src/NetComm.Cli/Workers/")]
    [InlineData(@"\bAkka\.\w", "src/NetComm.Runtime/AkkaHosting/", "src/NetComm.Cli/Workers/")]
    public void There_is_one_home_for(string pattern, string home, string orElse = "nowhere else")
    {
        string[] users = [.. SourceFiles.Product.Where(file => Regex.IsMatch(file.Code, pattern)).Select(file => file.Path)];

        Assert.NotEmpty(users);
        Assert.All(users, file => Assert.StartsWith(
            file.StartsWith(orElse, StringComparison.Ordinal) ? orElse : home, file, StringComparison.Ordinal));
    }

    /// <summary>What sections are made of; only the list of the sections, and the player, know sections.</summary>
    [Theory]
    [InlineData("Charts")]
    [InlineData("Diagrams")]
    [InlineData("Document")]
    [InlineData("Packets")]
    [InlineData("Samples")]
    [InlineData("Xml")]
    public void The_parts_of_a_report_know_no_section(string folder)
    {
        SourceFile[] parts =
            [.. SourceFiles.Product.Where(file => file.Path.StartsWith($"src/NetComm.Reporting/{folder}/", StringComparison.Ordinal))];

        Assert.NotEmpty(parts);
        Assert.DoesNotContain(parts, file => Regex.IsMatch(file.Code, @"\bNetComm\.Reporting\.(Sections|Player)\b"));
    }

    /// <summary>Sections may tell of each other's data, but none knows the list that orders them.</summary>
    [Fact]
    public void No_section_knows_the_list_of_the_sections()
    {
        IEnumerable<SourceFile> sections =
            SourceFiles.Product.Where(file => file.Path.StartsWith("src/NetComm.Reporting/Sections/", StringComparison.Ordinal));

        Assert.DoesNotContain(sections, file => Regex.IsMatch(file.Code, @"\b(ReportSections|ReportFiles|ReportWriter)\b"));
    }

    /// <summary>What the fields of an event mean depends on its kind: its view says so, and all others read the view.</summary>
    [Fact]
    public void Raw_fields_of_trace_events_are_read_by_their_views_and_files_alone()
    {
        string[] readers = [.. SourceFiles.Product.Where(file => Regex.IsMatch(file.Code, @"\.(Place|Extra)\b")).Select(file => file.Path)];

        Assert.InRange(readers.Length, 1, 8);
        Assert.All(readers, file => Assert.StartsWith("src/NetComm.Tracing/", file, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_is_a_chapter_of_at_most_22_files()
    {
        IEnumerable<string> crowded = SourceFiles.All.GroupBy(file => Path.GetDirectoryName(file.Path)).Where(folder => folder.Count() > 22)
            .Select(folder => $"{folder.Key}: {folder.Count()} files");

        Assert.Empty(crowded);
    }

    /// <summary>Lines of a text that is quoted as it is may be longer.</summary>
    [Fact]
    public void A_line_has_at_most_140_columns()
    {
        IEnumerable<string> tooLong = from file in SourceFiles.All
                                      from line in LinesWithoutQuotes(file.Text)
                                      where line.Text.Length > 140
                                      select $"{file.Path}({line.Number}): {line.Text.Length} columns";

        Assert.True(!tooLong.Any(), string.Join("\n", tooLong));
    }

    /// <summary>A file is a concept that people look for; enums and small records stand with the type that they belong to.</summary>
    [Fact]
    public void At_most_15_percent_of_the_files_have_20_lines_or_fewer()
    {
        SourceFile[] files = [.. SourceFiles.Product];

        int small = files.Count(file => file.Text.Count(character => character == '\n') <= 20);

        Assert.True(small * 100 <= files.Length * 15, $"{small} of {files.Length} files have 20 lines or fewer.");
    }

    private static IEnumerable<(string Text, int Number)> LinesWithoutQuotes(string text)
    {
        bool isRaw = false;
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (!isRaw && !line.Contains('"', StringComparison.Ordinal)) yield return (line, number);
            if (Regex.Count(line, "\"\"\"") % 2 == 1) isRaw = !isRaw;
        }
    }
}
