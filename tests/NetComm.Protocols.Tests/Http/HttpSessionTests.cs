using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using NetComm.Protocols.Http;
using NetComm.Protocols.Tests.Streams;

namespace NetComm.Protocols.Tests.Http;

public sealed class HttpSessionTests
{
    private const string Host = "Host: web\r\n";

    private static readonly HttpSite Site = new(
    [
        new("/index.html", FileContent.Of("<h1>Hello</h1>")),
        new("/a.txt", FileContent.Of("A")),
        new("/b.txt", FileContent.Of("BB")),
        new("/dir/index.html", FileContent.Of("in dir")),
        new("/große größe.txt", FileContent.Of("ü")),
        new("/big", FileContent.Filler(1_000_000)),
    ]);

    [Fact]
    public void A_file_is_served_with_its_type_length_and_the_runs_date()
    {
        string answer = New().Says($"GET / HTTP/1.1\r\n{Host}\r\n", at: 2);

        Assert.Equal(
            "HTTP/1.1 200 OK\r\nDate: Sat, 01 Jan 2000 00:00:02 GMT\r\nServer: netcomm\r\nContent-Type: text/html; " +
            "charset=utf-8\r\nContent-Length: 14\r\nETag: \"1843874ec350d51e\"\r\nLast-Modified: Sat, 01 Jan 2000 00:00:00 GMT\r\n" +
            "Accept-Ranges: bytes\r\n\r\n<h1>Hello</h1>",
            answer);
    }

    [Fact]
    public void HEAD_has_the_head_of_GET_and_no_body()
    {
        string get = New().Says($"GET /a.txt HTTP/1.1\r\n{Host}\r\n");
        string head = New().Says($"HEAD /a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal(get[..^1], head);
    }

    [Fact]
    public void A_date_counts_from_the_epoch_that_the_server_was_given()
    {
        var session = new HttpSession(Site, "10.0.0.1", new DateTime(2026, 12, 1, 8, 30, 0, DateTimeKind.Utc));

        Assert.Contains("\r\nDate: Tue, 01 Dec 2026 08:30:02 GMT\r\n", session.Says($"GET / HTTP/1.1\r\n{Host}\r\n", at: 2),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b", 400)]
    [InlineData("a/b", 400)]
    [InlineData("user@web", 400)]
    [InlineData("web:http", 400)]
    [InlineData("[::1", 400)]
    [InlineData("web:8080", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("", 200)]
    public void Host_is_a_host_and_perhaps_a_port(string host, int status)
    {
        // RFC 9112, 3.2: a server must respond with 400 to a Host field with an invalid value.
        Assert.Equal([status], Statuses(New().Says($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")));
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "bytes 0-3/14", "<h1>")]
    [InlineData("bytes=9-", 206, "bytes 9-13/14", "</h1>")]
    [InlineData("bytes=-5", 206, "bytes 9-13/14", "</h1>")]
    [InlineData("bytes=-99", 206, "bytes 0-13/14", "<h1>Hello</h1>")]
    [InlineData("bytes=4-99", 206, "bytes 4-13/14", "Hello</h1>")]
    [InlineData("bytes=14-", 416, "bytes */14", "416 Range Not Satisfiable\n")]
    [InlineData("bytes=-0", 416, "bytes */14", "416 Range Not Satisfiable\n")]
    [InlineData("bytes=0-1,3-4", 200, null, "<h1>Hello</h1>")]
    [InlineData("bytes=3-1", 200, null, "<h1>Hello</h1>")]
    [InlineData("lines=0-1", 200, null, "<h1>Hello</h1>")]
    public void A_range_of_a_file_is_served(string range, int status, string? part, string body)
    {
        // RFC 9110, 14: one range; what is not understood may be answered with all.
        string answer = New().Says($"GET / HTTP/1.1\r\n{Host}Range: {range}\r\n\r\n");

        Assert.Equal([status], Statuses(answer));
        Assert.Equal(part, Field(answer, "Content-Range"));
        Assert.Equal(body, answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    [Fact]
    public void What_a_client_has_already_is_not_sent_again()
    {
        // RFC 9110, 13: the validators of a plain answer are what a client asks by later.
        string first = New().Says($"GET /a.txt HTTP/1.1\r\n{Host}\r\n", at: 5);
        string date = Field(first, "Last-Modified")!;
        string tag = Field(first, "ETag")!;

        Assert.Equal("Sat, 01 Jan 2000 00:00:00 GMT", date);
        Assert.Equal([304], StatusesWith($"If-None-Match: {tag}"));
        Assert.Equal([304], StatusesWith($"If-None-Match: \"x\", W/{tag}"));
        Assert.Equal([304], StatusesWith($"If-Modified-Since: {date}"));
        Assert.Equal([200], StatusesWith($"If-None-Match: \"x\"\r\nIf-Modified-Since: {date}"));
        Assert.Equal([200], StatusesWith("If-Modified-Since: Fri, 31 Dec 1999 23:59:59 GMT"));
        Assert.Equal([200], StatusesWith("If-Modified-Since: yesterday"));
        Assert.Equal([412], StatusesWith("If-Match: \"x\""));
        Assert.Equal([200], StatusesWith($"If-Match: {tag}"));
        Assert.Equal([412], StatusesWith("If-Unmodified-Since: Fri, 31 Dec 1999 23:59:59 GMT"));
        Assert.Equal([206], StatusesWith($"Range: bytes=0-0\r\nIf-Range: {tag}"));
        Assert.Equal([200], StatusesWith("Range: bytes=0-0\r\nIf-Range: \"x\""));
        Assert.Equal([206], StatusesWith($"Range: bytes=0-0\r\nIf-Range: {date}"));
    }

    [Fact]
    public void An_answer_304_has_no_body_and_another_request_may_follow()
    {
        string answer = New().Says(
            $"GET /a.txt HTTP/1.1\r\n{Host}If-None-Match: *\r\n\r\nGET /a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal([304, 200], Statuses(answer));
        Assert.EndsWith("\r\n\r\nA", answer, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(answer, "Content-Length"));
    }

    [Theory]
    [InlineData("/a.txt", "", true)]
    [InlineData("/a.txt", "Range: bytes=0-0\r\n", true)]
    [InlineData("/a.txt", "If-None-Match: *\r\n", true)]
    [InlineData("/a.txt", "If-Match: \"x\"\r\n", false)]
    [InlineData("/a.txt", "Range: bytes=9-\r\n", false)]
    [InlineData("/nothing", "", false)]
    [InlineData("/dir", "", false)]
    public void Validators_go_with_what_tells_of_the_file(string path, string field, bool isOfTheFile)
    {
        // As nginx does, also of a HEAD; what an error says is no file of theirs (RFC 9110, 8.8).
        string answer = New().Says($"GET {path} HTTP/1.1\r\n{Host}{field}\r\n");

        Assert.Equal(isOfTheFile, Field(answer, "ETag") is not null);
        Assert.Equal(isOfTheFile, Field(answer, "Last-Modified") is not null);
        Assert.Equal(isOfTheFile, Field(answer, "Accept-Ranges") is not null);
    }

    private static int[] StatusesWith(string field) => Statuses(New().Says($"GET /a.txt HTTP/1.1\r\n{Host}{field}\r\n\r\n"));

    private static string? Field(string answer, string name) =>
        Regex.Match(answer, $"\r\n{name}: (.*)\r\n") is { Success: true } found ? found.Groups[1].Value : null;

    [Theory]
    [InlineData("/a.txt?x=1", 200)]
    [InlineData("/%61.txt", 200)]
    [InlineData("/dir/../a.txt", 200)]
    [InlineData("/../../a.txt", 200)]
    [InlineData("/gro%C3%9Fe%20gr%C3%B6%C3%9Fe.txt", 200)]
    [InlineData("http://web/a.txt", 200)]
    [InlineData("http://web", 200)]
    [InlineData("http://web?x=1", 200)]
    [InlineData("http://web:80/a.txt", 200)]
    [InlineData("http:///a.txt", 400)]
    [InlineData("http://:80/a.txt", 400)]
    [InlineData("http://me@web/a.txt", 400)]
    [InlineData("/dir/", 200)]
    [InlineData("/dir", 301)]
    [InlineData("/nothing", 404)]
    [InlineData("/a.txt/", 404)]
    [InlineData("/%6", 400)]
    [InlineData("/%00", 400)]
    [InlineData("a.txt", 400)]
    [InlineData("*", 400)]
    public void A_target_names_a_file(string target, int status) =>
    Assert.Equal([status], Statuses(New().Says($"GET {target} HTTP/1.1\r\n{Host}\r\n")));

    [Fact]
    public void A_directory_without_its_slash_is_elsewhere() =>
        Assert.Contains("\r\nLocation: /dir/\r\n", New().Says($"GET /dir HTTP/1.1\r\n{Host}\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("OPTIONS", 405)]
    [InlineData("BREW", 501)]
    [InlineData("get", 501)]
    public void Other_methods_are_not_allowed_or_not_known(string method, int status)
    {
        string answer = New().Says($"{method} /a.txt HTTP/1.1\r\n{Host}\r\nGET /a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal([status, 200], Statuses(answer));
        Assert.Equal(status == 405, answer.Contains("\r\nAllow: GET, HEAD\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Requests_that_follow_each_other_without_waiting_are_answered_in_order()
    {
        string answer =
            New().Says($"GET /b.txt HTTP/1.1\r\n{Host}\r\nGET /nothing HTTP/1.1\r\n{Host}\r\nGET /a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal([200, 404, 200], Statuses(answer));
        Assert.EndsWith("\r\n\r\nA", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "", true)]
    [InlineData("HTTP/1.1", "Connection: close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: x, Close\r\n", false)]
    [InlineData("HTTP/1.0", "", false)]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n", true)]
    public void The_connection_stays_open_as_version_and_client_want(string version, string field, bool stays)
    {
        string answer = New().Says($"GET /a.txt {version}\r\n{Host}{field}\r\nGET /b.txt {version}\r\n{Host}{field}\r\n");

        Assert.Equal(stays ? [200, 200] : [200], Statuses(answer));
        Assert.Equal(!stays, answer.EndsWith("[Finish]", StringComparison.Ordinal));
        Assert.Equal(!stays, answer.Contains("Connection: close\r\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense", 400)]
    [InlineData("GET  / HTTP/1.1", 400)]
    [InlineData("GET / HTTP/1.1 ", 400)]
    [InlineData("GET / HTTQ/1.1", 400)]
    [InlineData("GET / HTTP/2.0", 505)]
    [InlineData("GET / HTTP/1.1\r\nHost : web", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: web\r\nNo colon", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: web\r\nA: b\r\n folded", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: web\r\nHost: web", 400)]
    [InlineData("GET / HTTP/1.1\r\nAccept: */*", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 1, 2", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: -1", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 99999999999999999999", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 3\r\nTransfer-Encoding: chunked", 400)]
    [InlineData("POST / HTTP/1.0\r\nHost: web\r\nTransfer-Encoding: chunked", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: gzip", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: gzip, chunked", 501)]
    [InlineData("GET / HTTP/1.1\r\nHost: web\r\nExpect: miracles", 417)]
    public void What_cannot_be_understood_is_refused_and_ends_the_connection(string request, int status)
    {
        HttpSession session = New();

        string answer = session.Says($"{request}\r\n\r\nGET /a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal([status], Statuses(answer));
        Assert.EndsWith("[Finish]", answer, StringComparison.Ordinal);
        Assert.Equal("", session.Says($"GET /a.txt HTTP/1.1\r\n{Host}\r\n"));
    }

    [Fact]
    public void A_body_is_read_before_the_next_request()
    {
        string answer = New().Says($"POST / HTTP/1.1\r\n{Host}Content-Length: 5\r\n\r\nGET /GET /a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal([405, 200], Statuses(answer));
    }

    [Fact]
    public void A_body_in_chunks_is_read_with_extensions_and_trailer()
    {
        string answer =
            New().Says(
                $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: Chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\nGET " +
                $"/a.txt HTTP/1.1\r\n{Host}\r\n");

        Assert.Equal([405, 200], Statuses(answer));
    }

    [Theory]
    [InlineData("x\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\n")]
    [InlineData("1\r\nab\r\n")]
    public void Chunks_that_break_the_grammar_are_refused(string chunk) =>
        Assert.Equal([400], Statuses(New().Says($"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n{chunk}")));

    [Fact]
    public void Who_asks_before_a_long_body_is_told_to_go_on()
    {
        HttpSession session = New();

        Assert.Equal(
            "HTTP/1.1 100 Continue\r\n\r\n", session.Says($"GET / HTTP/1.1\r\n{Host}Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
        Assert.Equal([200], Statuses(session.Says("ab")));
    }

    [Theory]
    [InlineData("PUT / HTTP/1.1", "Transfer-Encoding: chunked", 405)]
    [InlineData("BREW / HTTP/1.1", "Content-Length: 2", 501)]
    [InlineData("GET /nothing HTTP/1.1", "Content-Length: 2", 404)]
    [InlineData("GET /%00 HTTP/1.1", "Content-Length: 2", 400)]
    public void Who_asks_before_a_body_that_is_for_nothing_is_told_at_once(string line, string length, int status)
    {
        // RFC 9110, 10.1.1: what method, target and fields decide is said without waiting for the body, which may then never come.
        HttpSession session = New();

        string answer = session.Says($"{line}\r\n{Host}{length}\r\nExpect: 100-continue\r\n\r\n");

        Assert.Equal([status], Statuses(answer));
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("[Finish]", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "")]
    [InlineData("HTTP/1.1", "Content-Length: 0\r\n")]
    [InlineData("HTTP/1.0", "Content-Length: 2\r\n")]
    public void Who_sends_no_body_or_speaks_the_old_version_is_not_told_to_go_on(string version, string length) =>
        Assert.DoesNotContain(
            "100 Continue", New().Says($"GET / {version}\r\n{Host}{length}Expect: 100-continue\r\n\r\nab"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Range: bytes=2000000-", 416)]
    [InlineData("If-Match: \"x\"", 412)]
    public void An_error_about_a_file_is_text(string field, int status)
    {
        string answer = New().Says($"GET /big HTTP/1.1\r\n{Host}{field}\r\n\r\n");

        Assert.Equal([status], Statuses(answer));
        Assert.Equal("text/plain; charset=utf-8", Field(answer, "Content-Type"));
    }

    [Fact]
    public void Lines_and_fields_have_limits()
    {
        Assert.Equal([414], Statuses(New().Says("GET /" + new string('a', HttpHead.LongestLine))));
        Assert.Equal([431], Statuses(New().Says($"GET / HTTP/1.1\r\n{Host}X: {new string('a', HttpHead.LargestFields)}")));
        Assert.Equal(
            [431], Statuses(
                New().Says($"GET / HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Repeat("X: y\r\n", HttpHead.MostFields))}\r\n")));
        Assert.Equal(
            [200], Statuses(
                New().Says($"GET / HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Repeat("X: y\r\n", HttpHead.MostFields - 1))}\r\n")));
    }

    [Fact]
    public void A_line_may_end_in_LF_alone_and_empty_lines_may_stand_before_a_request() =>
        Assert.Equal([200], Statuses(New().Says("\r\n\nGET / HTTP/1.1\nHost: web\n\n")));

    [Fact]
    public void A_large_file_is_sent_as_it_is_made() =>
    Assert.EndsWith("\r\n\r\n[1000000 B]", New().Says($"GET /big HTTP/1.1\r\n{Host}\r\n"), StringComparison.Ordinal);

    [Fact]
    public void Who_says_nothing_is_left_after_75_s()
    {
        HttpSession session = New();
        session.Opened(SimTime.Zero);
        session.Says($"GET / HTTP/1.1\r\n{Host}\r\n", at: 10);

        Assert.Empty(session.RunUntil(84.9));
        Assert.Equal(["[Close]"], session.RunUntil(85.1).Select(done => $"[{done.Effect.GetType().Name}]"));
    }

    [Fact]
    public void Who_stops_in_the_middle_of_a_request_is_told_so()
    {
        HttpSession session = New();
        session.Says("GET / HTTP/1.1\r\n");

        session.TimerExpired(MachineDriver.At(75));

        Assert.Equal([408], Statuses(session.Said()));
        session.TimerExpired(MachineDriver.At(80));
        Assert.Equal("[Close]", session.Said());
    }

    [Fact]
    public void Who_sends_a_head_byte_by_byte_gains_no_time()
    {
        HttpSession session = New();
        session.Opened(SimTime.Zero);
        for (int i = 0; i < 7; i++) session.Says("GET / H"[i..(i + 1)], at: 10 * i);

        session.TimerExpired(MachineDriver.At(75));
        Assert.Equal([408], Statuses(session.Said()));
    }

    [Fact]
    public void Who_comes_when_there_is_no_room_is_told_so_and_heard_no_more()
    {
        var session = new HttpSession(Site, "10.0.0.1") { IsRefused = true };
        session.Opened(SimTime.Zero);

        Assert.Equal([503], Statuses(session.Said()));
        Assert.Equal("", session.Says($"GET / HTTP/1.1\r\n{Host}\r\n"));
        session.TimerExpired(MachineDriver.At(5));
        Assert.Equal("[Close]", session.Said());
    }

    [Fact]
    public void A_client_that_is_done_is_closed()
    {
        HttpSession session = New();
        session.PeerFinished(SimTime.Zero);

        Assert.Equal("[Close]", session.Said());
    }

    [Property(MaxTest = 500)]
    public void However_the_bytes_are_cut_the_answers_are_the_same(int[] sizes, int which)
    {
        string[] scripts =
        [
            $"GET / HTTP/1.1\r\n{Host}\r\nPOST /x HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nHEAD /a.txt " +
                $"HTTP/1.1\r\n{Host}\r\n",
            $"\r\nPUT / HTTP/1.1\r\n{Host}Content-Length: 3\r\nExpect: 100-continue\r\n\r\nabcGET /b.txt HTTP/1.0\r\nConnection: " +
                $"keep-alive\r\n\r\nBREW / HTTP/1.1\r\n{Host}\r\nrubbish\r\n\r\nGET /",
            $"GET /{new string('a', 9000)} HTTP/1.1\r\n{Host}\r\n",
        ];
        byte[] bytes = Encoding.Latin1.GetBytes(scripts[(which & int.MaxValue) % scripts.Length]);

        string whole = StreamScript.ToAll(New(), [bytes]);

        Assert.Equal(whole, StreamScript.ToAll(New(), StreamScript.Pieces(bytes, [.. sizes.Select(size => (size & 63) + 1)])));
        Assert.Equal(whole, StreamScript.ToAll(New(), StreamScript.Pieces(bytes, [1])));
    }

    [Property(MaxTest = 1000)]
    public void Hostile_bytes_end_in_refusals_and_never_in_failures(byte[] bytes, byte start)
    {
        string[] starts =
            ["", "GET / HTTP/1.1\r\n", $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\n",
                $"POST / HTTP/1.1\r\n{Host}Content-Length: 7\r\n\r\n"];
        byte[] all = [.. Encoding.Latin1.GetBytes(starts[start % starts.Length]), .. bytes];

        Assert.Equal(StreamScript.ToAll(New(), [all]), StreamScript.ToAll(New(), StreamScript.Pieces(all, [1])));
    }

    [Fact]
    public void A_head_that_never_ends_fills_no_memory()
    {
        HttpSession session = New();
        session.Says($"GET / HTTP/1.1\r\n{Host}X: ");
        for (int i = 0; i < 100; i++) session.Received(new byte[10_000], SimTime.Zero);

        Assert.Equal([431], Statuses(session.Said()));
    }

    private static HttpSession New() => new(Site, "10.0.0.1");

    private static int[] Statuses(string answer) =>
        [.. Regex.Matches(answer, @"HTTP/1\.1 ([2-5]\d\d) ").Select(match => int.Parse(match.Groups[1].Value))];
}
