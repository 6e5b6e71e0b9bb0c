namespace NetComm.Model.Tests.Addresses;

public sealed class HttpUrlTests
{
    [Theory]
    [InlineData("http://web", "web", 80, "/", "web")]
    [InlineData("http://web/", "web", 80, "/", "web")]
    [InlineData("HTTP://web:8080/a/b?c=d#e", "web", 8080, "/a/b?c=d", "web:8080")]
    [InlineData("http://10.0.0.1?q", "10.0.0.1", 80, "/?q", "10.0.0.1")]
    public void A_URL_names_a_host_a_port_and_a_target(string text, string host, int port, string target, string authority)
    {
        Assert.Null(HttpUrl.Read(text, 80, out HttpUrl? url));

        Assert.Equal((host, port, target, authority), (url!.Host, url.Port, url.Target, url.Authority));
    }

    [Fact]
    public void A_port_of_the_app_stands_for_the_one_that_is_missing()
    {
        HttpUrl.Read("http://web/", 8000, out HttpUrl? url);

        Assert.Equal((8000, "web:8000"), (url!.Port, url.Authority));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("https://web/")]
    [InlineData("ftp://web/")]
    [InlineData("http://")]
    [InlineData("http:///path")]
    [InlineData("http://web:0/")]
    [InlineData("http://web:/")]
    [InlineData("http://web:65536/")]
    [InlineData("http://me@web/")]
    [InlineData("http://web/a b")]
    [InlineData("http://web/ä")]
    public void What_is_no_such_URL_is_told(string text) => Assert.NotNull(HttpUrl.Read(text, 80, out _));
}
