using System.Text.Json;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>
/// A link of a loopback run with the system's TCP over it, measured by iperf3: a program of ours does what iperf3's server does (the states
/// are those of iperf_api.h), and sends.
/// </summary>
internal static class IperfMeetings
{
    private const double Rate = 8e6;
    private const int Block = 20_000;
    private const int Blocks = 75;

    /// <summary>What iperf3's server says at the end; the program sends its length before it.</summary>
    private const string Results =
        """
        {"cpu_util_total":0,"cpu_util_user":0,"cpu_util_system":0,"sender_has_retransmits":-1,
        "streams":[{"id":1,"bytes":1500000,"retransmits":-1,"jitter":0,"errors":0,"packets":0}]}
        """;

    private const int ResultsLength = 256;

    internal static IEnumerable<Meeting> All => [OfIperf];

    private static Meeting OfIperf => new Meeting<ServerOfOurs>(
        "TCP", "iperf3, which receives", "a program of ours behind a link of 8 Mbps",
        () => ServerOfOurs.StartAsync(Scenario, "tcp://127.0.0.1:PORT"),
        new Attempt<ServerOfOurs>($"`iperf3 -c 127.0.0.1 --reverse -n {Block * Blocks}`", "1500000 B, at no more than 8 Mbps", Measure));

    private static string Scenario => $$"""
        duration: 120 s
        hosts: { server: {}, outside: { external: true } }
        links: [ { between: [server, outside], rate: 8 Mbps, delay: 5 ms } ]
        programs:
          - name: iperf
            host: server
            steps:
              - socket: { type: stream, as: listener }
              - bind: { socket: listener, port: PORT }
              - listen: { socket: listener, backlog: 5 }
              - accept: { socket: listener, as: control }
              - recv: { socket: control, size: 37, as: cookie }
              - sendall: { socket: control, data: "\x09" }     # PARAM_EXCHANGE
              - recv: { socket: control, size: 4, as: length }
              - recv: { socket: control, size: 4096, as: parameters }
              - sendall: { socket: control, data: "\x0A" }     # CREATE_STREAMS
              - accept: { socket: listener, as: stream }
              - recv: { socket: stream, size: 37, as: cookie }
              - sendall: { socket: control, data: "\x01" }     # TEST_START
              - sendall: { socket: control, data: "\x02" }     # TEST_RUNNING
              - repeat: { times: {{Blocks}}, steps: [ { sendall: { socket: stream, data: {{new string('x', Block)}} } } ] }
              - recv: { socket: control, size: 1, as: state }  # TEST_END
              - sendall: { socket: control, data: "\x0D" }     # EXCHANGE_RESULTS
              - recv: { socket: control, size: 4, as: length }
              - recv: { socket: control, size: 8192, as: results }
              - sendall: { socket: control, data: "\0\0\x01\0{{Quoted(Results.ReplaceLineEndings(" ").PadRight(ResultsLength))}}" }
              - sendall: { socket: control, data: "\x0E" }     # DISPLAY_RESULTS
              - recv: { socket: control, size: 1, as: state }  # IPERF_DONE
        """;

    /// <summary>As it stands in double quotes in a step, where a brace inserts a variable.</summary>
    private static string Quoted(string text) =>
        text.Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>More than half of the rate: a machine with much to do may be late, but no link is faster than it is.</summary>
    private static string Measure(ServerOfOurs place)
    {
        (int exit, string output, string errors) = ExternalTool.Run(
            "iperf3", "-c", "127.0.0.1", "-p", $"{place.Port}", "--reverse", "-n", $"{Block * Blocks}", "-l", $"{Block}", "--json");
        Assert.True(exit == 0, output + errors);
        using var read = JsonDocument.Parse(output);
        JsonElement received = read.RootElement.GetProperty("end").GetProperty("sum_received");
        double rate = received.GetProperty("bits_per_second").GetDouble();
        string told = rate is > Rate / 2 and <= Rate ? "no more than 8 Mbps" : $"{rate / 1e6:0.00} Mbps";
        return $"{received.GetProperty("bytes").GetInt64()} B, at {told}";
    }
}
