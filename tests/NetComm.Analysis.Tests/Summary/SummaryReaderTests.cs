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

        var expected = new SummaryFile("test.yaml", RunMode.Simulated, 42, false, trace.Trace().Hash, run)
        {
            HeaderHash = trace.Header.Hash,
            Events = trace.Trace().Events,
        };
        Assert.Equal(expected, summary);
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

    [Fact]
    public void Whatever_the_file_says_a_summary_or_a_sentence_comes_out()
    {
        using TraceBuilder trace = SampleTrace.Build();
        var run = new RunFacts("akka", 0.41, 1_000_000, "0.1.0", "linux-x64") { Notes = ["port 80 was refused, so 20080 was taken"] };
        using (FileStream stream = File.Create(_path)) SummaryWriter.Write(stream, trace.Header, trace.Measure(), [], complete: true, run);
        string whole = File.ReadAllText(_path);
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"", "null", "-1", "1e999", "true", "\\", "\0", "\n", "\"seed\"", "\"run\""];

        Campaign.Run("summaries", 1500, (_, random) =>
        {
            string text = random.Below(2) == 0 ? Mutations.Json(whole, random) : Mutations.Text(whole, random, pieces);
            File.WriteAllText(_path, text);
            foreach (Action read in (Action[])[() => SummaryReader.Read(_path), () => RunFigures.Read(_path)])
            {
                try
                {
                    read();
                }
                catch (SummaryException refused)
                {
                    Assert.NotEmpty(refused.Message);
                }
            }
        });
    }

    public void Dispose() => File.Delete(_path);
}
