using NetComm.Analysis;
using NetComm.Cli.Screens;
using Spectre.Console;

namespace NetComm.Cli.Tests.Screens;

public sealed class FlowTableTests
{
    private static readonly FlowMeasurement Call = new()
    {
        Name = "call-between-offices",
        Cast = Cast.Unicast,
        Transport = Transport.Udp,
        From = "alice",
        To = "bob",
        Sent = 1000,
        Received = 982,
        Lost = 18,
        Loss = 0.018,
        Throughput = 42_000,
        Completed = true,
        Receivers = [],
    };

    private static readonly FlowMeasurement Backup = Call with
    {
        Name = "backup-of-the-night",
        Transport = Transport.Tcp,
        Goodput = 905_900,
        Retransmissions = 36,
        CompletionTime = SimDuration.FromMilliseconds(5176),
    };

    [Fact]
    public void All_columns_stand_side_by_side_where_there_is_room()
    {
        string[] lines = Lines(columns: 120, Call, Backup);

        Assert.Single(lines, line => line.Contains("flow ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("backup-of-the-night", StringComparison.Ordinal)
            && line.Contains("905.9 kbps", StringComparison.Ordinal) && line.Contains("5.176 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void On_a_narrow_screen_columns_stand_below_and_nothing_is_broken(int columns)
    {
        string[] lines = Lines(columns, Call, Backup);

        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, columns));
        string all = string.Join('\n', lines);
        string[] whole = ["call-between-offices", "backup-of-the-night", "1 000", "1.8 %", "905.9 kbps", "retransmissions", "5.176 s"];
        Assert.All(whole, text => Assert.Contains(text, all.Replace('\u202F', ' ').Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.DoesNotContain('…', all);
    }

    [Fact]
    public void A_call_beside_an_upload_can_be_read_at_80_columns()
    {
        var latency = new LatencyMeasurement
        {
            Samples = 1449,
            Min = new(15_766_800_000),
            Mean = new(501e9),
            P50 = new(511_470_128_000),
            P90 = new(1_176_222_128_000),
            P95 = new(1_199_934_128_000),
            P99 = new(1_205_614_128_000),
            Max = new(1_208_542_128_000),
            StandardDeviation = new(467e9),
        };
        FlowMeasurement call = Call with { Name = "call", Sent = 1450, Received = 1449, Lost = 1, Loss = 1 / 1450.0, Latency = latency };
        FlowMeasurement upload = Backup with
        {
            Name = "upload",
            Sent = null,
            Received = null,
            Lost = null,
            Loss = null,
            Goodput = 1_857_000,
            Retransmissions = 92,
            CompletionTime = SimDuration.FromMilliseconds(17_230),
        };

        string shown = string.Join('\n', Lines(80, call, upload).Select(line => line.TrimEnd()).Where(line => line.Length > 0));

        Assert.Equal(
            """
              flow      sent   received   lost        loss   latency p50     p95
            ──────────────────────────────────────────────────────────────────────
              call     1 450      1 449      1   0.06897 %      511.5 ms   1.2 s
              upload       –          –      –           –             –       –
              flow        goodput   retransmissions   complete after
            ──────────────────────────────────────────────────────────
              call              –                 –                –
              upload   1.857 Mbps                92          17.23 s
            """,
            shown.Replace('\u202F', ' ').Replace('\u00A0', ' '));
    }

    [Fact]
    public void A_name_that_leaves_no_room_stands_over_its_figures()
    {
        string name = new('n', 63);

        string[] lines = Lines(columns: 70, Call with { Name = name }, Backup);

        Assert.Contains($"  {name}", lines);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 70));
    }

    [Fact]
    public void Flows_under_one_name_have_one_row()
    {
        FlowMeasurement[] calls = [Call with { Name = "call-1" }, Call with { Name = "call-2" }];
        var pool = new Pooled<FlowMeasurement>(Call with { Name = "call", Sent = 2000 }, ["call-1", "call-2"]);

        string[] lines = Lines(columns: 120, [Backup, .. calls], [pool]);

        Assert.Contains("  call (2 flows)", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("call-1", StringComparison.Ordinal));
    }

    private static string[] Lines(int columns, params FlowMeasurement[] flows) => Lines(columns, flows, []);

    private static string[] Lines(int columns, FlowMeasurement[] flows, Pooled<FlowMeasurement>[] pools)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            });
        console.Profile.Width = columns;

        new FlowTable(flows, pools).Show(console);

        return text.ToString().Split('\n');
    }
}
