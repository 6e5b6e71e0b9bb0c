using NetComm.Reporting.Html;

namespace NetComm.Reporting.Tests.Html;

public sealed class LessonHtmlTests
{
    [Theory]
    [InlineData("*one* **two** `three`", "<p><em>one</em> <strong>two</strong> <code>three</code></p>\n")]
    [InlineData("# Aim\n\n## Method", "<h3>Aim</h3>\n<h4>Method</h4>\n")]
    [InlineData("a <b>b</b>", "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    [InlineData("<!-- hidden -->", "<p>&lt;!-- hidden --&gt;</p>\n")]
    [InlineData("[RFC](https://www.rfc-editor.org/)", "<p><a href=\"https://www.rfc-editor.org/\">RFC</a></p>\n")]
    [InlineData("one\r\ntwo\r\n", "<p>one\ntwo</p>\n")]
    [InlineData("| a | b |\n| --- | --- |\n| <i> | `|` |",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>&lt;i&gt;</td>\n<td><code>|</code></td>\n</tr>\n</tbody>\n</table>\n")]
    public void Markdown_becomes_HTML_and_HTML_becomes_text(string markdown, string html) =>
        Assert.Equal(html, LessonHtml.Of(markdown, topLevel: 3).Text);

    [Theory]
    [InlineData("[click *me*](javascript:alert(1))", "<p>click <em>me</em></p>\n")]
    [InlineData("[click](JaVaScRiPt:alert(1))", "<p>click</p>\n")]
    [InlineData("[click](data:text/html,x)", "<p>click</p>\n")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n")]
    [InlineData("[a][r]\n\n[r]: file:///etc/passwd", "<p>a</p>\n")]
    public void A_link_leads_to_the_web_or_nowhere(string markdown, string html) =>
        Assert.Equal(html, LessonHtml.Of(markdown, topLevel: 3).Text);

    [Theory]
    [InlineData("![the network](https://example.org/n.png)", "<p><a href=\"https://example.org/n.png\">the network</a></p>\n")]
    [InlineData("![the network](n.png)", "<p>the network</p>\n")]
    public void An_image_is_a_link_because_the_page_loads_nothing(string markdown, string html) =>
        Assert.Equal(html, LessonHtml.Of(markdown, topLevel: 3).Text);
}
