using NetComm.Reporting.Markdown;

namespace NetComm.Reporting.Tests.Markdown;

public sealed class LessonMarkdownTests
{
    [Theory]
    [InlineData("# One\n\ntext\n\n## Two", "### One\n\ntext\n\n#### Two")]
    [InlineData("One\n===\n\nTwo\n---\n\ntext", "### One\n\n#### Two\n\ntext")]
    [InlineData("##### Five", "###### Five")]
    [InlineData("> # Quoted", "> ### Quoted")]
    [InlineData("```\n# no heading <b>\n```", "```\n# no heading <b>\n```")]
    public void Headings_stand_below_those_of_the_report(string written, string shown) =>
    Assert.Equal(shown, LessonMarkdown.Of(written, topLevel: 3));

    [Theory]
    [InlineData("a <b onclick=\"x\">c</b>", "a \\<b onclick=\"x\">c\\</b>")]
    [InlineData("<script>\nalert(1)\n</script>", "\\<script>\nalert(1)\n\\</script>")]
    [InlineData("[a](javascript:alert(1))", "\\[a](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>", "\\<javascript:alert(1)>")]
    [InlineData("![far](https://example.org/x.png)", "[far](https://example.org/x.png)")]
    [InlineData("[RFC 919](https://www.rfc-editor.org/rfc/rfc919)", "[RFC 919](https://www.rfc-editor.org/rfc/rfc919)")]
    public void What_could_do_more_than_be_read_is_shown_as_typed(string written, string shown) =>
    Assert.Equal(shown, LessonMarkdown.Of(written, topLevel: 3));

    [Fact]
    public void Tables_code_and_lists_stay_as_they_are()
    {
        const string Written = "- a\n- `b | c`\n\n| x | y |\n| --- | --- |\n| 1 | 2 |";

        Assert.Equal(Written, LessonMarkdown.Of(Written, topLevel: 3));
    }
}
