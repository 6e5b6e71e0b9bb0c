using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace NetComm.Benchmarks.Table;

/// <summary>Real sockets: what netcomm adds to them.</summary>
internal static class LoopbackRows
{
    private const int RoundTrips = 20_000;
    private const long BulkBytes = 2_000_000_000;

    internal static IEnumerable<TableRow> Measure(BenchmarkPlace place, int rounds)
    {
        yield return new("UDP echo round trips, loopback, against a bare .NET loop",
            BenchmarkPlace.Rounds(rounds, () => BareRoundTrip() / EchoRoundTrip(place)), 0.7, IsLeast: true);
        if (IsThere(place, "iperf3"))
        {
            yield return new("TCP bulk, loopback, against iperf3, goodput",
                BenchmarkPlace.Rounds(rounds, () => Goodput(place) / Iperf(place)), 0.6, IsLeast: true);
        }

        foreach (int delay in new[] { 1, 10 })
        {
            yield return new($"emulated delay of {delay} ms, error at p99",
                BenchmarkPlace.Rounds(rounds, () => Latency(place, delay) - delay), 0.3, Unit: " ms");
        }
    }

    /// <summary>Seconds of a round trip between two sockets of a thread each.</summary>
    private static double BareRoundTrip()
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        client.Connect((IPEndPoint)server.Client.LocalEndPoint!);
        var echo = new Thread(() =>
        {
            byte[] data = new byte[2048];
            EndPoint peer = new IPEndPoint(IPAddress.Any, 0);
            for (int i = 0; i < RoundTrips; i++)
            {
                int size = server.Client.ReceiveFrom(data, ref peer);
                server.Client.SendTo(data, size, SocketFlags.None, peer);
            }
        });
        echo.Start();
        byte[] message = new byte[32];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < RoundTrips; i++)
        {
            client.Client.Send(message);
            client.Client.Receive(message);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        echo.Join();
        return seconds / RoundTrips;
    }

    /// <summary>The same by two programs of a scenario.</summary>
    private static double EchoRoundTrip(BenchmarkPlace place)
    {
        string file = place.Write("echo.yaml",
            $$"""
            scenario: Echo
            mode: loopback
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b] } ]
            programs:
              - name: server
                host: b
                steps:
                  - socket: { type: datagram, as: s }
                  - bind: { socket: s, port: 7000 }
                  - repeat:
                      times: {{RoundTrips}}
                      steps:
                        - recvfrom: { socket: s, size: 1500, as: data, from: peer }
                        - sendto: { socket: s, to: "{peer}", data: "{data}" }
              - name: client
                host: a
                steps:
                  - socket: { type: datagram, as: s }
                  - connect: { socket: s, to: b, port: 7000 }
                  - repeat:
                      times: {{RoundTrips}}
                      steps:
                        - send: { socket: s, data: "12345678901234567890123456789012" }
                        - recv: { socket: s, size: 1500, as: data }

            """);
        JsonElement run = Loopback(place, file);
        return run.GetProperty("programs").EnumerateArray()
            .Single(program => program.GetProperty("name").GetString() == "client").GetProperty("completionSeconds").GetDouble() / RoundTrips;
    }

    private static double Goodput(BenchmarkPlace place)
    {
        string file = place.Write("bulk.yaml",
            $$"""
            scenario: Bulk
            mode: loopback
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b] } ]
            flows: [ { name: f, from: a, to: b, transport: tcp, traffic: { kind: bulk, bytes: {{BulkBytes}} B } } ]

            """);
        return Loopback(place, file).GetProperty("flows")[0].GetProperty("goodputBps").GetDouble();
    }

    private static double Iperf(BenchmarkPlace place)
    {
        using Process server = ChildProcess.Start(place.Folder, "iperf3", "--server", "--one-off", "--bind", "127.0.0.1", "--port", "5999");
        Thread.Sleep(300);
        string text = place.Program("iperf3", "--client", "127.0.0.1", "--port", "5999", "--json", "--bytes", $"{BulkBytes}").Output;
        server.WaitForExit();
        using JsonDocument told = JsonDocument.Parse(text);
        return told.RootElement.GetProperty("end").GetProperty("sum_received").GetProperty("bits_per_second").GetDouble();
    }

    private static double Latency(BenchmarkPlace place, int milliseconds)
    {
        string file = place.Write("delay.yaml",
            $$"""
            scenario: Delay
            mode: loopback
            hosts: { a: {}, b: {} }
            links: [ { between: [a, b], delay: {{milliseconds}} ms } ]
            flows: [ { name: f, from: a, to: b, traffic: { kind: constant, interval: 5 ms, size: 100 B }, count: 1000 } ]

            """);
        return Loopback(place, file).GetProperty("flows")[0].GetProperty("latencyMs").GetProperty("p99").GetDouble();
    }

    private static JsonElement Loopback(BenchmarkPlace place, string file)
    {
        using JsonDocument summary = JsonDocument.Parse(
            place.NetComm("run", file, "--mode", "loopback", "--no-report", "--json", "--out", "figures").Output);
        return summary.RootElement.Clone();
    }

    private static bool IsThere(BenchmarkPlace place, string program)
    {
        try
        {
            place.Program(program, "--version");
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine($"The row beside {program} is left out: it is not installed.");
            return false;
        }
    }
}
