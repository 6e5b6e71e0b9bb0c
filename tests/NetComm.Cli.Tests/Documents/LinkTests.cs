using System.Text.RegularExpressions;

namespace NetComm.Cli.Tests.Documents;

/// <summary>Links between the documents lead somewhere.</summary>
public sealed class LinkTests
{
    private static readonly string[] Unread = ["bin", "obj", "node_modules", "TestResults"];

    [Fact]
    public void Every_relative_link_of_every_page_leads_to_a_file_and_a_heading()
    {
        string[] pages = [.. Pages()];

        string[] broken =
        [
            .. from page in pages.Select(MarkdownPage.Read)
               from link in page.Links()
               where !Leads(page, link.Target)
               select $"{page.Path}({link.Line}): {link.Target}",
        ];

        Assert.Contains("scenarios/LANGUAGE.md", pages);
        Assert.Contains("reports/FILES.md", pages);
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("src/README.md")]
    [InlineData("src/NetComm.Analysis/README.md")]
    [InlineData("src/NetComm.Network/README.md")]
    [InlineData("src/NetComm.Reporting/README.md")]
    [InlineData("src/NetComm.Runtime/README.md")]
    [InlineData("src/NetComm.Scenarios/README.md")]
    [InlineData("scenarios/LANGUAGE.md")]
    [InlineData("reports/FILES.md")]
    public void Lines_of_prose_fit_into_160_columns(string page)
    {
        // A picture's description stands in one line.
        IEnumerable<(string Text, int Number)> lines = MarkdownPage.Read(page).Lines.Select((line, i) => (line, i + 1));
        string[] wide =
            [.. lines.Where(line => line.Text.Length > 160 && !line.Text.Contains("![", StringComparison.Ordinal))
                .Select(line => $"{page}({line.Number})")];

        Assert.True(wide.Length == 0, string.Join('\n', wide));
    }

    /// <summary>A path may begin anywhere: below the page's folder, or below <c>src</c> or the repository's.</summary>
    [Fact]
    public void Every_source_file_and_folder_that_a_page_names_exists()
    {
        string[] files = [.. SourceFiles()];
        string[] pages = [.. Pages().Where(page => page is "CONTRIBUTING.md" || page.StartsWith("src/", StringComparison.Ordinal))];

        string[] missing =
        [
            .. from page in pages
               from line in MarkdownPage.Read(page).Lines.Select((text, i) => (Text: text, Number: i + 1))
               from code in MarkdownPage.Codes(line.Text)
               where IsSourcePath(code) && !files.Any(file => $"/{file}".Contains($"/{code}", StringComparison.Ordinal))
               select $"{page}({line.Number}): {code}",
        ];

        Assert.Contains("src/NetComm.Network/README.md", pages);
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void The_reference_pages_can_be_found_from_the_first_one()
    {
        string[] targets = [.. MarkdownPage.Read("README.md").Links().Select(link => link.Target.Split('#')[0])];

        string[] wanted =
            ["scenarios/README.md", "scenarios/LANGUAGE.md", "reports/FILES.md", "CONTRIBUTING.md", "src/README.md", "CHANGELOG.md"];
        Assert.Equal([], wanted.Except(targets));
    }

    private static IEnumerable<string> Pages() =>
        from path in Directory.EnumerateFiles(MarkdownPage.Top, "*.md", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(MarkdownPage.Top, path).Replace('\\', '/')
        let folders = name.Split('/')[..^1]
        where !folders.Any(folder => Unread.Contains(folder) || folder.StartsWith('.'))
        where folders is not ["reports", _, ..] || folders[1] == "gallery"
        where !name.EndsWith(".approved.md", StringComparison.Ordinal) && !name.EndsWith(".received.md", StringComparison.Ordinal)
        orderby name
        select name;

    private static IEnumerable<string> SourceFiles() =>
        from top in (string[])["src", "tests", "scenarios"]
        from path in Directory.EnumerateFiles(Path.Combine(MarkdownPage.Top, top), "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(MarkdownPage.Top, path).Replace('\\', '/')
        where !name.Split('/').Any(Unread.Contains)
        select name;

    private static bool IsSourcePath(string code) => Regex.IsMatch(code, @"^[A-Za-z][\w./-]*(\.cs|\.yaml|/)$");

    private static bool Leads(MarkdownPage page, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) return true;
        string[] parts = target.Split('#');
        string folder = Path.GetDirectoryName(page.Path) ?? "";
        string path = parts[0].Length == 0 ? page.Path : Path.Combine(folder, Uri.UnescapeDataString(parts[0]));
        if (!Path.Exists(Path.Combine(MarkdownPage.Top, path))) return false;
        return parts.Length == 1
            || (path.EndsWith(".md", StringComparison.Ordinal) && MarkdownPage.Read(path).Anchors().Contains(parts[1]));
    }
}
