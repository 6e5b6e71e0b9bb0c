using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Tests.Xml;

public sealed class MarkupTests
{
    [Fact]
    public void Values_are_escaped_and_markup_is_not()
    {
        string name = "<b>\"&'</b>";

        var markup = Markup.Of($"<td title=\"{name}\">{new Markup("<i>")}</td>");

        Assert.Equal("<td title=\"&lt;b&gt;&quot;&amp;&#39;&lt;/b&gt;\"><i></td>", markup.Text);
    }

    [Fact]
    public void What_XML_cannot_hold_is_replaced()
    {
        string text = "a\u0000b\u001bc\uD800d\uFFFEe\tf\ng 🙂";

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\ng 🙂", Markup.Of($"{text}").Text);
    }

    [Theory]
    [InlineData(12, "12")]
    [InlineData(12.5, "12.5")]
    [InlineData(0.04, "0")]
    [InlineData(-0.04, "0")]
    [InlineData(-0.25, "-0.3")]
    [InlineData(1234567.06, "1234567.1")]
    public void Coordinates_are_tenths(double coordinate, string text) => Assert.Equal(text, Markup.Of($"{coordinate}").Text);
}
