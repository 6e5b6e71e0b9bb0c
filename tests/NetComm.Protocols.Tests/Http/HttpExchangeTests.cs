using System.Text;
using FsCheck.Xunit;
using NetComm.Protocols.Http;
using NetComm.Protocols.Tests.Streams;

namespace NetComm.Protocols.Tests.Http;

public sealed class HttpExchangeTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x\r\n world\r\n0\r\n\r\n";

    [Fact]
    public void A_request_names_the_host_as_the_URL_does()
    {
        HttpUrl.Read("http://web:8080/a?b", 80, out HttpUrl? url);

        Assert.Equal("GET /a?b HTTP/1.1\r\nHost: web:8080\r\nUser-Agent: netcomm\r\nAccept: */*\r\n\r\n",
            new HttpExchange(url!, keepsAlive: true).Request);
        Assert.Contains("\r\nConnection: close\r\n", new HttpExchange(url!, keepsAlive: false).Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "200 OK", 5, true)]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "404 Not Found", 0, false)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "200 OK", 2, true)]
    [InlineData("HTTP/1.1 204\r\n\r\n", "204", 0, true)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "304 Not Modified", 0, true)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab", "200 OK", 2, false)]
    [InlineData(Chunked, "200 OK", 11, true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab", "200 OK", 1, false)]
    public void An_answer_is_whole_when_its_body_is(string answer, string status, long bytes, bool keepsAlive)
    {
        HttpExchange exchange = Read([Encoding.Latin1.GetBytes(answer)]);

        Assert.Equal((true, status, bytes, keepsAlive), (exchange.IsWhole, exchange.StatusText, exchange.Bytes, exchange.KeepsAlive));
    }

    [Fact]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        HttpExchange exchange = Read([Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\n\r\nhello")]);
        Assert.False(exchange.IsWhole);

        exchange.PeerFinished();

        Assert.Equal((true, 5L, false), (exchange.IsWhole, exchange.Bytes, exchange.KeepsAlive));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 99 Low\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 High\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n")]
    public void What_is_no_answer_is_known_for_it(string answer) => Assert.True(Read([Encoding.Latin1.GetBytes(answer)]).IsMalformed);

    [Fact]
    public void An_answer_that_is_cut_off_is_not_whole()
    {
        HttpExchange exchange = Read([Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")]);

        exchange.PeerFinished();

        Assert.False(exchange.IsWhole);
    }

    [Property(MaxTest = 500)]
    public void However_an_answer_is_cut_it_is_the_same(int[] sizes)
    {
        byte[] bytes = Encoding.Latin1.GetBytes("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Chunked);

        HttpExchange exchange = Read(StreamScript.Pieces(bytes, [.. sizes.Select(size => (size & 31) + 1)]));

        Assert.Equal((true, 200, 11L, true), (exchange.IsWhole, exchange.Status, exchange.Bytes, exchange.KeepsAlive));
    }

    [Property(MaxTest = 1000)]
    public void Hostile_answers_never_fail(byte[] bytes) =>
        Assert.Equal(Read([bytes]).IsMalformed, Read(StreamScript.Pieces(bytes, [1])).IsMalformed);

    private static HttpExchange Read(IEnumerable<byte[]> pieces)
    {
        HttpUrl.Read("http://web/", 80, out HttpUrl? url);
        var exchange = new HttpExchange(url!, keepsAlive: true);
        foreach (byte[] piece in pieces) exchange.Received(piece);
        return exchange;
    }
}
