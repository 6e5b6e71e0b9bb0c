using NetComm.Analysis;

namespace NetComm.EndToEnd.Tests;

/// <summary>Our HTTP against that of others: curl fetches from our server, and our client from nginx.</summary>
public sealed class HttpEndToEndTests
{
    private const string Server = """
        duration: 120 s
        hosts: { web: {}, outside: { external: true } }
        links: [ { between: [web, outside], delay: 1 ms } ]
        apps: [ { name: server, kind: http-server, host: web, port: PORT, files: { /: "<h1>Hello</h1>", /big.bin: { size: 5 MB } } } ]
        """;

    [SkippableFact]
    public async Task Curl_fetches_from_our_server()
    {
        int port = FreePort.Next();
        using RunningServer running = await RunningServer.StartAsync(Server, port);
        string url = $"http://127.0.0.1:{port}";

        Assert.Equal((0, "<h1>Hello</h1>"), Curl($"{url}/"));
        Assert.Equal((0, "404 5000000 0 405"), Curl("-o", "/dev/null", "-w", "%{http_code} ", $"{url}/nothing",
            "--next", "-so", "/dev/null", "-w", "%{size_download} ", $"{url}/big.bin",
            "--next", "-so", "/dev/null", "-w", "%{num_connects} ", $"{url}/",
            "--next", "-so", "/dev/null", "-w", "%{http_code}", "-H", "Transfer-Encoding: chunked", "--data", "hello", $"{url}/"));
        Assert.StartsWith("HTTP/1.1 200 OK", Curl("-I", $"{url}/").Output, StringComparison.Ordinal);
        Assert.Equal((0, "<h1>"), Curl("-r", "0-3", $"{url}/"));
        Assert.Equal((0, "Hello</h1>"), Curl("-C", "4", $"{url}/"));
        Assert.Equal((0, "304"), Curl("-o", "/dev/null", "-w", "%{http_code}", "-z", "1 Jan 2030", $"{url}/"));
        Assert.Equal((0, "417"), Curl("-o", "/dev/null", "-w", "%{http_code}", "-H", "Expect: x", $"{url}/"));
    }

    [SkippableFact]
    public async Task Our_client_fetches_from_nginx()
    {
        int port = FreePort.Next();
        using RealServer nginx = await RealServer.StartAsync("nginx", port,
            folder => $$"""
                daemon off; master_process off; pid {{folder}}/pid; error_log stderr warn;
                events { }
                http {
                  access_log off; client_body_temp_path {{folder}}/t1; proxy_temp_path {{folder}}/t2; fastcgi_temp_path {{folder}}/t3; uwsgi_temp_path {{folder}}/t4; scgi_temp_path {{folder}}/t5;
                  server {
                    listen 127.0.0.1:{{port}}; root {{folder}}; ssi on; ssi_types text/plain;
                    location = /chunked { default_type text/plain; alias {{folder}}/ssi; }
                  }
                }
                """,
            (folder, file) => ["-e", "stderr", "-p", folder, "-c", file]);
        await File.WriteAllTextAsync(Path.Combine(nginx.Folder, "hello.txt"), "hello");
        await File.WriteAllTextAsync(Path.Combine(nginx.Folder, "ssi"), "one <!--#echo var=\"QUERY_STRING\" --> two");

        IReadOnlyDictionary<string, ProgramMeasurement> ran = await AppRuns.LoopAsync($$"""
            duration: 60 s
            hosts: { alice: {}, web: { external: true } }
            links: [ { between: [alice, web], delay: 1 ms } ]
            apps:
              - { name: client, kind: http-client, host: alice, urls: ["http://web:{{port}}/hello.txt", "http://web:{{port}}/nothing", "http://web:{{port}}/chunked?x"], repeat: 2 }
            """);

        ProgramMeasurement client = ran["client"];
        Assert.Equal((null, true), (client.Failure, client.Completed));
        Assert.Contains("/hello.txt: 200 OK, 5 B in ", client.Printed[0], StringComparison.Ordinal);
        Assert.Contains("/nothing: 404 Not Found, ", client.Printed[1], StringComparison.Ordinal);
        Assert.Contains("/chunked?x: 200 OK, 9 B in ", client.Printed[2], StringComparison.Ordinal);
        Assert.Equal(6, client.Printed.Count);
    }

    private static (int Exit, string Output) Curl(params string[] arguments)
    {
        (int exit, string output, _) = ExternalTool.Run("curl", ["-s", "--max-time", "60", .. arguments]);
        return (exit, output);
    }
}
