using NetComm.Reporting.Markdown;

namespace NetComm.Reporting.Tests.Markdown;

public sealed class MarkdownTextTests
{
    /// <summary>A backslash before a digit is shown: it is the stop behind the number that makes a list.</summary>
    [Theory]
    [InlineData("1. Reno")]
    [InlineData("12) after lunch")]
    [InlineData("3.")]
    [InlineData("3.5 Mbps")]
    [InlineData("- not a point")]
    [InlineData("+ nor here")]
    [InlineData("# no heading")]
    [InlineData("=== no line")]
    [InlineData("a_b *c* _d_ `e` [f](g) <h> | i & j $k$ ~l~ \\m")]
    public void Whatever_a_text_says_is_shown(string text) =>
        Assert.Equal(text, Markdig.Markdown.ToPlainText(MarkdownText.Escaped(text)).TrimEnd('\n'));
}
