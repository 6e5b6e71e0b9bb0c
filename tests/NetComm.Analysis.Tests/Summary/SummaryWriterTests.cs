using System.Text;
using System.Text.Json;

namespace NetComm.Analysis.Tests.Summary;

public sealed class SummaryWriterTests
{
    private static readonly RunFacts Run = new("akka", 0.41, 1_000_000, "0.1.0", "linux-x64");

    [Fact]
    public void The_summary_has_the_shape_of_the_contract()
    {
        using TraceBuilder trace = SampleTrace.Build();

        string text = Text(trace, oneLine: false);

        Approved.Text("summary.json", text);
    }

    [Fact]
    public void On_one_line_it_is_the_same_object()
    {
        using TraceBuilder trace = SampleTrace.Build();

        string line = Text(trace, oneLine: true);

        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal(Reprinted(Text(trace, oneLine: false)), Reprinted(line));
    }

    [Fact]
    public void An_app_stands_apart_from_programs_with_its_kind_and_the_status_that_it_has()
    {
        using TraceBuilder trace = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Program("probe", TraceBuilder.Alice, "ping").Ended(1);
        Measurements measured = trace.Measure();
        measured = measured with { Apps = [.. measured.Apps, new("browse", "bob", true, null, []) { Kind = "http-client", Status = 200 }] };
        using var stream = new MemoryStream();

        SummaryWriter.Write(stream, trace.Header, measured, [], complete: true, Run, oneLine: true);

        JsonElement summary = JsonSerializer.Deserialize<JsonElement>(stream.ToArray());
        Assert.Equal("""[{"name":"server","host":"bob","completed":false,"failure":null,"printed":[]}]""",
            summary.GetProperty("programs").GetRawText());
        Assert.Equal(
            """[{"name":"probe","kind":"ping","host":"alice","completed":false,"failure":null,"printed":[]},{"name":"browse","kind":"http-client","host":"bob","completed":true,"failure":null,"status":200,"printed":[]}]""",
            summary.GetProperty("apps").GetRawText());
    }

    private static string Text(TraceBuilder trace, bool oneLine)
    {
        Measurements measured = trace.Measure();
        Grade[] grades =
        [
            new(new() { Text = "call.loss < 2 %", Subject = ExpectationSubject.Flow, Name = "call", Metric = Metric.Loss }, false, "25 %"),
            new(new()
            {
                Text = "call.sent == 4",
                Subject = ExpectationSubject.Flow,
                Name = "call",
                Metric = Metric.Sent,
                Points = 2,
                Hint = "Count.",
            }, null, "skipped"),
        ];
        using var stream = new MemoryStream();
        SummaryWriter.Write(stream, trace.Header, measured, grades, complete: true, Run, oneLine);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Reprinted(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json));
}
