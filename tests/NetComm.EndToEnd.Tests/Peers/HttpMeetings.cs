namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>Our HTTP against curl, lftp and nginx.</summary>
internal static class HttpMeetings
{
    private const string App = """kind: http-server, files: { /: "<h1>Hello</h1>", /big.bin: { size: 5 MB } }""";

    internal static IEnumerable<Meeting> All => [OfCurl, OfLftp, ThroughNginx, WithNginx];

    private static Meeting OfCurl => new Meeting<ServerOfOurs>(
        "HTTP", "curl", "our `http-server`", () => ServerOfOurs.StartAsync(ServerOfOurs.Of(App), "http://127.0.0.1:PORT"),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "/"),
        Curl.Does("404, 14 B `404 Not Found`", "/nothing"),
        Curl.Does("200, 5000000 B", "/big.bin"),
        Curl.Does("200, 0 B", "-I", "/"),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "--http1.0", "/"),
        Curl.Does("`<h1>Hello</h1>1 <h1>Hello</h1>0`", "-w", "%{num_connects} ", "/", "/"),
        Curl.Does("206, 4 B `<h1>`", "-r", "0-3", "/"),
        Curl.Does("206, 10 B `Hello</h1>`", "-C", "4", "/"),
        Curl.Does("416, 26 B `416 Range Not Satisfiable`", "-r", "99-", "/"),
        Curl.Does("304, 0 B", "-z", "1 Jan 2099", "/"),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "--etag-save", "FILES/tag", "/"),
        Curl.Does("304, 0 B", "--etag-compare", "FILES/tag", "/"),
        Curl.Does("405, 23 B `405 Method Not Allowed`", "-H", "Transfer-Encoding: chunked", "-d", "hello", "/"),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "-X", "GET", "-H", "Transfer-Encoding: chunked", "-d", "hello", "/"),
        Curl.Does("100 Continue, then 200 OK", "-i", "-X", "GET", "-H", "Expect: 100-continue", "-d", "hello", "/"),
        Curl.Does("405 Method Not Allowed", "-i", "-H", "Expect: 100-continue", "-T", "FILES/hello", "/up"),
        Curl.Does("417, 23 B `417 Expectation Failed`", "-H", "Expect: miracles", "/"),
        Curl.Does("501, 20 B `501 Not Implemented`", "-X", "BREW", "/"),
        Curl.Does("400, 16 B `400 Bad Request`", "-H", "Host: a b", "/"),
        Curl.Does("400, 16 B `400 Bad Request`", "-H", "Host:", "/"),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "--http1.0", "-H", "Host:", "/"),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "-x", "SERVER", "http://elsewhere.example/"));

    private static Meeting OfLftp => new Meeting<ServerOfOurs>(
        "HTTP", "lftp", "our `http-server`", () => ServerOfOurs.StartAsync(ServerOfOurs.Of(App), "http://127.0.0.1:PORT"),
        Lftp.Does("`<h1>Hello</h1>`", "cat /"),
        Lftp.Does("5000000 B of filler in big.bin", "pget -n 3 /big.bin -o FILES/big.bin"),
        Lftp.Does("exit status 1, cat: Access failed: 404 Not Found (/nothing)", "cat /nothing"));

    /// <summary>nginx passes on what comes as it comes: in chunks, and over connections that it keeps.</summary>
    private static Meeting ThroughNginx => new Meeting<ServerOfOurs>(
        "HTTP", "nginx, as a proxy of curl", "our `http-server`",
        () => ServerOfOurs.StartAsync(ServerOfOurs.Of(App), "http://127.0.0.1:PORT", (port, ours) => Nginx(port, _ => """
            location / { proxy_pass http://ours; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_request_buffering off; }
            """, $"upstream ours {{ server 127.0.0.1:{ours}; keepalive 4; }}")),
        Curl.Does("200, 14 B `<h1>Hello</h1>`", "/"),
        Curl.Does("200, 5000000 B", "/big.bin"),
        Curl.Does("206, 4 B `<h1>`", "-r", "0-3", "/"),
        Curl.Does("304, 0 B", "-z", "1 Jan 2099", "/"),
        Curl.Does("405, 23 B `405 Method Not Allowed`", "-H", "Transfer-Encoding: chunked", "-d", "hello", "/"),
        Curl.Does("404, 14 B `404 Not Found`", "/nothing"));

    private static Meeting WithNginx => new Meeting<RealServer>(
        "HTTP", "our `http-client`", "nginx", StartNginxAsync,
        Fetched("a page", "200 OK, 5 B", "/hello.txt"),
        Fetched("a missing page", "404 Not Found", "/nothing"),
        Fetched("an answer in chunks", "200 OK, 9 B", "/chunked?x"),
        Fetched("a page elsewhere, which is not followed", "301 Moved Permanently", "/folder"),
        Fetched("a page of 3 MB", "200 OK, 3000000 B", "/big.bin"),
        new(
            "two pages, three times each", "6 answers over 1 connection",
            async nginx =>
            {
                int before = (await ConnectionsAsync(nginx, 0)).Length;
                int answers = (await PrintedAsync(nginx, 3, "/hello.txt", "/chunked?x"))
                    .Count(line => line.StartsWith("200 OK", StringComparison.Ordinal));
                string[] connections = (await ConnectionsAsync(nginx, before + 6))[before..];
                return $"{answers} answers over {connections.Distinct().Count()} connection";
            }));

    private static async Task<RealServer> StartNginxAsync()
    {
        RealServer nginx =
            await Nginx(FreePort.Next(), folder => $"location = /chunked {{ default_type text/plain; alias {folder}/ssi; }}");
        await File.WriteAllTextAsync(Path.Combine(nginx.Folder, "hello.txt"), "hello");
        await File.WriteAllBytesAsync(Path.Combine(nginx.Folder, "big.bin"), new byte[3_000_000]);
        await File.WriteAllTextAsync(Path.Combine(nginx.Folder, "ssi"), "one <!--#echo var=\"QUERY_STRING\" --> two");
        Directory.CreateDirectory(Path.Combine(nginx.Folder, "folder"));
        return nginx;
    }

    internal static Task<RealServer> Nginx(int port, Func<string, string> location, string upstream = "") =>
        RealServer.StartAsync(
            "nginx", port,
            folder => $$"""
                daemon off; master_process off; pid {{folder}}/pid; error_log stderr crit;
                events { }
                http {
                  log_format connection '$connection'; access_log {{folder}}/connections connection;
                  client_body_temp_path {{folder}}/t1; proxy_temp_path {{folder}}/t2; fastcgi_temp_path {{folder}}/t3;
                  uwsgi_temp_path {{folder}}/t4; scgi_temp_path {{folder}}/t5;
                  {{upstream}}
                  server { listen 127.0.0.1:{{port}}; root {{folder}}; ssi on; ssi_types text/plain; {{location(folder)}} }
                }
                """,
            (folder, file) => ["-e", "stderr", "-p", folder, "-c", file]);

    private static Attempt<RealServer> Fetched(string what, string right, string path) =>
        new($"{what}: `{path}`", right, async nginx => (await PrintedAsync(nginx, 1, path))[0]);

    /// <summary>The page of an error is nginx's own, and each version's length another.</summary>
    private static string WithoutPage(string printed) =>
        printed.StartsWith("200 ", StringComparison.Ordinal) ? printed : printed.Split(',')[0];

    /// <summary>The connection of each request that nginx logged, at least so many: it logs them after it has answered.</summary>
    private static async Task<string[]> ConnectionsAsync(RealServer nginx, int least)
    {
        for (int tries = 0; ; tries++)
        {
            string[] lines = await File.ReadAllLinesAsync(Path.Combine(nginx.Folder, "connections"));
            if (lines.Length >= least) return lines;
            Assert.True(tries < 500, $"nginx has logged {lines.Length} requests, not {least}");
            await Task.Delay(20);
        }
    }

    /// <summary>What our client says of each URL, but where it is and how long it took.</summary>
    private static async Task<string[]> PrintedAsync(RealServer nginx, int times, params string[] paths)
    {
        string urls = string.Join(", ", paths.Select(path => $"\"http://web:{nginx.Port}{path}\""));
        IReadOnlyDictionary<string, Analysis.ProgramMeasurement> ran = await AppRuns.LoopAsync($$"""
            duration: 60 s
            hosts: { alice: {}, web: { external: true } }
            links: [ { between: [alice, web], delay: 1 ms } ]
            apps: [ { name: client, kind: http-client, host: alice, urls: [ {{urls}} ], repeat: {{times}} } ]
            """);
        return [.. ran["client"].Printed.Select(line => WithoutPage(line.Split(": ", 2)[1].Split(" in ")[0]))];
    }
}
