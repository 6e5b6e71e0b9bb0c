namespace NetComm.Analysis.Tests.Summary;

public sealed class SummaryReaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void What_was_written_is_read()
    {
        using TraceBuilder trace = SampleTrace.Build();
        var run = new RunFacts("akka", 0.41, 1_000_000, "0.1.0", "linux-x64");
        using (FileStream stream = File.Create(_path)) SummaryWriter.Write(stream, trace.Header, trace.Measure(), [], complete: false, run);

        SummaryFile summary = SummaryReader.Read(_path);

        Assert.Equal(new("test.yaml", RunMode.Simulated, 42, false, trace.Trace().Hash, run), summary);
    }

    [Fact]
    public void What_was_missing_is_read_again()
    {
        using TraceBuilder trace = SampleTrace.Build();
        var run = new RunFacts("akka", 0.41, 1_000_000, "0.1.0", "linux-x64") { Notes = ["port 80 was refused, so 20080 was taken"] };
        using (FileStream stream = File.Create(_path)) SummaryWriter.Write(stream, trace.Header, trace.Measure(), [], complete: false, run);

        SummaryFile summary = SummaryReader.Read(_path);

        Assert.Equal(run.Notes, summary.Run.Notes);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "schema": "netcomm/summary/1" }""")]
    [InlineData("""{ "schema": "other" }""")]
    public void A_damaged_file_is_refused_with_a_message(string text)
    {
        File.WriteAllText(_path, text);

        string message = Assert.Throws<SummaryException>(() => SummaryReader.Read(_path)).Message;

        Assert.StartsWith(Path.GetFileName(_path) + " is damaged or not a summary: ", message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);
}
