using NetComm.Cli.Screens;
using NetComm.Runtime;
using NetComm.Scenarios;
using NetComm.Tracing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetComm.Cli.Tests.Screens;

public sealed class LiveViewTests
{
    private const string Sockets = """
        scenario: Two programs
        mode: loopback
        hosts: { alice: {}, bob: {} }
        links: [ { name: wire, between: [alice, bob] } ]
        programs:
          - name: server
            host: bob
            steps:
              - socket: { type: datagram, as: s }
              - bind: { socket: s, port: PORT }
              - recvfrom: { socket: s, size: 100, as: data }
              - print: "got {data}\e[31m"
          - name: client
            host: alice
            steps: [ { socket: { type: datagram, as: s } }, { sendto: { socket: s, to: bob, port: PORT, data: hello } } ]
        """;

    [Fact]
    public void A_line_says_when_and_who_and_nothing_that_a_terminal_obeys()
    {
        string line = LiveView.LineOf(new LiveLine(new SimTime(1_234_000_000_000), "server#1", "first\e[2J\nsecond"));

        Assert.Equal("   1.234 s  server#1: first\uFFFD[2J\n            second", line);
    }

    [Fact]
    public void Where_servers_listen_and_what_programs_print_goes_to_standard_error_and_no_table_where_nobody_watches()
    {
        using var place = new Workplace();
        string port = $"{FreePort.Next()}";

        Outcome outcome = place.Run("run", place.Scenario(Sockets.Replace("PORT", port, StringComparison.Ordinal)), "--no-report");

        Assert.Equal(0, outcome.Status);
        string[] lines = outcome.Errors.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches($@"^ +0\.\d{{3}} s  server: listens at udp 127\.\d+\.0\.2:{port}$", lines[0]);
        Assert.Matches(@"^ +\d+\.\d{3} s  server: got hello\uFFFD\[31m$", lines[1]);
    }

    [Fact]
    public void Quiet_runs_say_nothing()
    {
        using var place = new Workplace();

        Outcome outcome = place.Run(
            "run", place.Scenario(Sockets.Replace("PORT", $"{FreePort.Next()}", StringComparison.Ordinal)), "--no-report", "--quiet");

        Assert.Equal((0, "", ""), (outcome.Status, outcome.Output, outcome.Errors));
    }

    [Fact]
    public void The_table_counts_flows_and_links_and_fits_on_80_columns()
    {
        Scenario scenario = ScenarioReader.Parse("""
            scenario: Lines
            mode: loopback
            duration: 9 s
            hosts: { client-with-a-long-name: { external: true }, server-with-another: { external: true } }
            links: [ { name: line, between: [client-with-a-long-name, server-with-another] } ]
            proxy:
              - { name: call, listen: 7000, from: client-with-a-long-name, to: server-with-another, port: 7001, transport: udp }
              - { name: page, listen: 8000, from: client-with-a-long-name, to: server-with-another, port: 8001 }
            """, "lines.yaml");
        var table = new LiveTable(scenario);
        long start = TimeProvider.System.GetTimestamp();
        string[] before = Drawn(table.Draw(80, start));

        // Three packets of a call, of which one is dropped on the line; and 2 kB of a page, of which 1.5 kB arrive: 12 kbit in a second.
        table.Figures.Take(TraceEvents.ConversationOpened(SimTime.Zero, 7, owner: 0, length: 0));
        for (int packet = 1; packet <= 3; packet++)
        {
            table.Figures.Take(TraceEvents.PacketSent(SimTime.Zero, 7, packet, packet, 100, answer: false));
            table.Figures.Take(TraceEvents.Enqueued(SimTime.Zero, 0, packet, SimTime.Zero, 128, 64));
            if (packet == 3) table.Figures.Take(TraceEvents.DroppedOn(SimTime.Zero, 0, packet, DropReason.Loss, 128));
            else table.Figures.Take(TraceEvents.Received(SimTime.Zero, 1, packet, 100));
        }

        table.Figures.Take(TraceEvents.Stream(SimTime.Zero, TraceEventKind.StreamSent, 2, 0, 2000));
        table.Figures.Take(TraceEvents.Stream(SimTime.Zero, TraceEventKind.StreamReceived, 2, 1, 1500));
        string[] drawn = Drawn(table.Draw(80, start + TimeProvider.System.TimestampFrequency));

        Assert.Equal(before.Length, drawn.Length);
        Assert.All(drawn, line => Assert.True(line.Length <= 80, line));
        Assert.Matches(@"^ +call +3 +2 +1 +1\.6 kbps *$", Line(drawn, "call "));
        Assert.Matches(@"^ +page +2 kB +1\.5 kB +– +12 kbps *$", Line(drawn, "page "));
        Assert.Matches(@"^ +line client-with-a-long-… +3 +0 +1 +0 bps *$", Line(drawn, "line "));
    }

    private static string Line(string[] drawn, string name) =>
        drawn.First(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal));

    private static string[] Drawn(IRenderable what)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 80;
        console.Write(what);
        return text.ToString().ReplaceLineEndings("\n").Split('\n');
    }
}
