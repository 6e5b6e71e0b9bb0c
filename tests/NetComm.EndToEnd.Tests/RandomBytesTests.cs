using System.Net;
using System.Net.Sockets;
using System.Text;
using NetComm.EndToEnd.Tests.Peers;
using NetComm.Runtime;
using Xunit.Abstractions;

namespace NetComm.EndToEnd.Tests;

/// <summary>Whatever bytes come to our servers over real sockets, they answer others as before, and nothing in the run fails.</summary>
public sealed class RandomBytesTests(ITestOutputHelper output)
{
    /// <summary>What CI has the time for; with NETCOMM_LONG=1 (.ci/long) a hundred thousand.</summary>
    private static readonly int Requests = Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1" ? 100_000 : 2_000;

    private const int Crowd = 8;

    /// <summary>What hangs would take for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>So long an answer is waited for: none is as good.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private const string Servers = """
        duration: 3600 s
        hosts: { server: {}, outside: { external: true } }
        links: [ { between: [server, outside], rate: 1 Gbps } ]
        apps:
          - { name: web, kind: http-server, host: server, port: PORT, files: { /: "<h1>Hello</h1>", /big: { size: 100 kB } } }
          - { name: store, kind: ftp-server, host: server, port: FTP, files: { /a.txt: "A" } }
          - { name: names, kind: dns-server, host: server, port: DNS, records: { www.example: 10.9.9.9 } }
          - { name: echo, kind: echo-server, host: server, port: ECHO, transport: tcp }
        """;

    /// <summary>Good requests, of which random ones are made.</summary>
    private static readonly byte[][] Http = Texts(
        "GET / HTTP/1.1\r\nHost: web\r\n\r\n", "GET /big HTTP/1.1\r\nHost: web\r\nRange: bytes=5-99\r\nConnection: close\r\n\r\n",
        "PUT /x HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "POST / HTTP/1.0\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\nabcd");

    private static readonly byte[][] Ftp = Texts(
        "USER anonymous\r\nPASS x\r\nPASV\r\nLIST\r\n", "USER ftp\r\nPASS x\r\nEPSV\r\nSTOR b.txt\r\n",
        "USER a\r\nCWD ..\r\nRETR a.txt\r\nQUIT\r\n",
        "USER anonymous\r\nPASS x\r\nPORT 127,0,0,1,200,10\r\nRETR /a.txt\r\n");

    private static readonly byte[][] Dns =
    [
        [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, .. "www"u8, 7, .. "example"u8, 0, 0, 1, 0, 1],
        [0, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 6, .. "server"u8, 0, 0, 1, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0],
    ];

    [Fact]
    public async Task Servers_outlive_random_bytes()
    {
        int[] ports = [FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next()];
        string text = Servers.Replace("FTP", $"{ports[1]}", StringComparison.Ordinal)
            .Replace("DNS", $"{ports[2]}", StringComparison.Ordinal)
            .Replace("ECHO", $"{ports[3]}", StringComparison.Ordinal);
        using RunningServer running = await RunningServer.StartAsync(text, ports[0]);

        long answered = (await Task.WhenAll(Enumerable.Range(0, Crowd).Select(one => Task.Run(() => AskAsync(one, ports))))).Sum();

        Assert.StartsWith("HTTP/1.1 206 ", await SayAsync(ports[0], Http[1]), StringComparison.Ordinal);
        Assert.StartsWith("220 ", await SayAsync(ports[1], Ftp[2]), StringComparison.Ordinal);
        Assert.Equal("hello", await SayAsync(ports[3], "hello"u8.ToArray()));
        Assert.True(await AnswersAsync(ports[2]), "the name server is silent");
        RunOutcome outcome = await running.EndAsync();
        output.WriteLine($"{Requests} requests, {answered} of them answered; {outcome.Trace.Events} events");
        Assert.Empty(outcome.Missing);
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.Latin1.GetBytes)];

    private static async Task<long> AskAsync(int seed, int[] ports)
    {
        var random = new Random(seed);
        long answered = 0;
        for (int i = 0; i < Requests / Crowd; i++)
        {
            int which = random.Next(5);
            byte[] bytes = which switch
            {
                1 => Harmed(Ftp, random),
                2 => Harmed(Dns, random),
                3 => Framed(Harmed(Dns, random), random),
                _ => Harmed(Http, random),
            };
            bool isAnswered = which == 2 ? await AskOnceAsync(ports[2], bytes)
                : await ConnectOnceAsync(ports[which == 4 ? 3 : which == 3 ? 2 : which], bytes, random);
            if (isAnswered) answered++;
        }

        return answered;
    }

    /// <summary>A good request with some bytes changed, taken out, put in or said twice; or none of it.</summary>
    private static byte[] Harmed(byte[][] good, Random random)
    {
        List<byte> bytes = [.. good[random.Next(good.Length)]];
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(1, 2000)];
            random.NextBytes(noise);
            return noise;
        }

        for (int harm = random.Next(1, 8); harm > 0; harm--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 50)).Select(_ => (byte)random.Next(256)).ToArray()); break;
                case 3: bytes.InsertRange(at, bytes[..at].ToArray()); break;
                default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            }

            if (bytes.Count == 0) bytes.Add(0);
        }

        return [.. bytes.Take(20_000)];
    }

    /// <summary>A message with its length before it (RFC 7766), which may be wrong.</summary>
    private static byte[] Framed(byte[] message, Random random)
    {
        int length = random.Next(4) == 0 ? random.Next(65_536) : message.Length;
        return [(byte)(length >> 8), (byte)length, .. message];
    }

    /// <summary>Says it and goes, in one of the ways in which clients go.</summary>
    private static async Task<bool> ConnectOnceAsync(int port, byte[] bytes, Random random)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        int read = 0;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            int cut = random.Next(bytes.Length + 1);
            await socket.SendAsync(bytes.AsMemory(0, cut), SocketFlags.None, patience.Token);
            if (random.Next(3) != 0) await socket.SendAsync(bytes.AsMemory(cut), SocketFlags.None, patience.Token);
            if (random.Next(2) == 0) socket.Shutdown(SocketShutdown.Send);
            using var glance = new CancellationTokenSource(Glance);
            if (random.Next(2) == 0) read = await socket.ReceiveAsync(new byte[4096], SocketFlags.None, glance.Token);
            if (random.Next(4) == 0) socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception ending) when (ending is SocketException or OperationCanceledException)
        {
            // The server may end it, and says nothing to most of it.
        }

        return read > 0;
    }

    private static async Task<bool> AskOnceAsync(int port, byte[] bytes)
    {
        using var socket = new UdpClient(AddressFamily.InterNetwork);
        await socket.SendAsync(bytes, new IPEndPoint(IPAddress.Loopback, port));
        using var glance = new CancellationTokenSource(Glance);
        try
        {
            return (await socket.ReceiveAsync(glance.Token)).Buffer.Length > 0;
        }
        catch (Exception ending) when (ending is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        for (int time = 0; time < 100; time++)
        {
            if (await AskOnceAsync(port, Dns[0])) return true;
        }

        return false;
    }

    /// <summary>Says it, and tells what comes back until the server is silent or done.</summary>
    private static async Task<string> SayAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(bytes);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }
}
