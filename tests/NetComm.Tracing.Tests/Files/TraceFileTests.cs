using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace NetComm.Tracing.Tests.Files;

public sealed class TraceFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "trace.jsonl.gz");

    public TraceFileTests() => Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

    [Fact]
    public void Each_event_is_a_line_with_names_for_numbers()
    {
        using TraceBuilder trace = SampleTrace.Build();

        Approved.Text("trace.jsonl", TextOf(trace.Trace()));
    }

    [Fact]
    public void A_trace_that_was_written_is_read_back()
    {
        using TraceBuilder written = SampleTrace.Build();
        Write(written.Trace());

        using Trace read = TraceFile.Read(_path, new TraceSeal(written.Trace().Hash));

        Assert.Equal((written.Trace().Hash, written.Trace().Events, written.Trace().End), (read.Hash, read.Events, read.End));
        Assert.Equal(TextOf(written.Trace()), TextOf(read));
    }

    [Property]
    public bool Any_event_is_read_back(long time, byte kind, int place, long packet, long value, ushort extra, byte reason, byte[] bytes)
    {
        EventShape[] shapes = [.. EventShape.All];
        var happened =
            new TraceEvent(new SimTime(time), shapes[kind % shapes.Length].Kind, place, packet, value, extra, (byte)(reason % 10));
        if (happened.HasBytes)
            happened = new TraceEvent(new SimTime(time), happened.Kind, place, packet, bytes.Length, extra, (byte)(reason % 10));
        TraceHeader header = SampleTrace.Build().Header;
        using var first = new TraceRecorder(header, keep: true);
        if (happened.HasBytes) first.Write(happened, bytes);
        else first.Write(happened);
        using Trace written = first.Finish();
        using var second = new TraceRecorder(header, keep: true);

        using var cursor = new TraceCursor(written);
        cursor.MoveNext();
        new TraceLineReader(header).Read(Encoding.UTF8.GetBytes(cursor.Line()!), second);

        using Trace read = second.Finish();
        return written.Hash == read.Hash;
    }

    [Fact]
    public void Names_that_occur_twice_are_told_apart()
    {
        var names = new NameTable(["a>b", "a>b", "c"]);

        Assert.Equal(
            ["\"a>b\"", "\"a>b#1\"", "\"c\"", "\"#9\""], new[] { 0, 1, 2, 9 }.Select(i => Encoding.UTF8.GetString(names.JsonOf(i))));
        Assert.True(names.TryFind("a>b#1", out long index));
        Assert.Equal(1, index);
    }

    [Fact]
    public void A_changed_event_is_found_out_by_the_hash()
    {
        using TraceBuilder written = SampleTrace.Build();
        WriteText(TextOf(written.Trace()).Replace("\"leaves\":1000000000", "\"leaves\":1000000001", StringComparison.Ordinal));

        string message = Assert.Throws<TraceFileException>(() => TraceFile.Read(_path, new TraceSeal(written.Trace().Hash))).Message;

        Assert.StartsWith("trace.jsonl.gz: its events have the hash sha256:", message, StringComparison.Ordinal);
        Assert.Contains(written.Trace().Hash, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"packet\":1,", "\"packet\":x,")]
    [InlineData("\"packet\":1,", "\"paket\":1,")]
    [InlineData("\"direction\":\"core alice>r1\",\"packet\":1,", "\"direction\":\"core alice>r9\",\"packet\":1,")]
    [InlineData("\"event\":\"Enqueued\"", "\"event\":\"Enqeued\"")]
    [InlineData("\"ttl\":64", "\"ttl\":64000")]
    [InlineData("\"ttl\":64}", "\"ttl\":64}}")]
    public void A_damaged_line_is_told_by_its_number(string good, string bad)
    {
        using TraceBuilder written = SampleTrace.Build();
        string[] lines = TextOf(written.Trace()).Split('\n');
        int line =
            Array.FindIndex(
                lines, text => text.Contains(good, StringComparison.Ordinal) && text.Contains("Enqueued", StringComparison.Ordinal));
        lines[line] = lines[line].Replace(good, bad, StringComparison.Ordinal);
        WriteText(string.Join('\n', lines));

        string message = Assert.Throws<TraceFileException>(() => TraceFile.Read(_path)).Message;

        Assert.StartsWith($"trace.jsonl.gz: line {line + 1} is damaged: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        using TraceBuilder written = SampleTrace.Build();
        Write(written.Trace());
        byte[] all = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, all[..(all.Length / 2)]);

        Assert.Throws<TraceFileException>(() => TraceFile.Read(_path, new TraceSeal(written.Trace().Hash)));
    }

    [Theory]
    [InlineData("\"seed\":42", "\"seed\":-1", "'seed' of its header is not a whole number from 0 to 9223372036854775807")]
    [InlineData("\"fromNode\":0", "\"fromNode\":44", "'directions[0].fromNode' of its header is not the number of one of its 4 nodes")]
    [InlineData("\"kind\":\"router\"", "\"kind\":\"rooter\"", "'nodes[3].kind' of its header is not one of host, router")]
    [InlineData("\"warmUp\":0", "\"warmUp\":-5", "'warmUp' of its header is not a whole number from 0 to 3600000000000000000")]
    [InlineData("\"medium\":0", "\"medium\":\"core\"", "'interfaces[0].medium' of its header is not the number of one of its 3 media")]
    [InlineData("\"name\":\"bob\"", "\"name\":\"alice\"", "two of the 'nodes' of its header are named 'alice'")]
    [InlineData("\"expectedPackets\":0", "\"expectedPackets\":2000000000",
        "'flows[0].expectedPackets' of its header is not a whole number from 0 to 1000000")]
    public void A_header_is_checked_before_it_is_believed(string good, string bad, string reason)
    {
        using TraceBuilder written = SampleTrace.Build();
        string text = TextOf(written.Trace());
        int at = text.IndexOf(good, StringComparison.Ordinal);
        WriteText(text[..at] + bad + text[(at + good.Length)..]);

        string message = Assert.Throws<TraceFileException>(() => TraceFile.Read(_path)).Message;

        Assert.Equal($"trace.jsonl.gz: line 1 is damaged: {reason}", message);
    }

    [Fact]
    public void A_changed_header_is_found_out_by_its_hash()
    {
        using TraceBuilder written = SampleTrace.Build();
        string text = TextOf(written.Trace());
        string line = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        WriteText(text.Replace("\"alice\"", "\"alina\"", StringComparison.Ordinal));
        var seal = new TraceSeal(written.Trace().Hash, written.Header.Hash);

        string message = Assert.Throws<TraceFileException>(() => TraceFile.Read(_path, seal)).Message;

        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))}", written.Header.Hash);
        Assert.StartsWith("trace.jsonl.gz: its header has the hash sha256:", message, StringComparison.Ordinal);
        Assert.Contains(written.Header.Hash, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"event\":\"RunEnded\"", "the file ends before the run does: its last lines are missing")]
    [InlineData("\"event\":\"ConversationOpened\"", "its conversation cannot be 1")]
    [InlineData("\"event\":\"PacketSent\"", "its packet 1 was not sent before")]
    public void A_line_that_is_missing_is_found_out_where_others_need_it(string missing, string reason)
    {
        using TraceBuilder written = SampleTrace.Build();
        List<string> lines = [.. TextOf(written.Trace()).Split('\n')];
        lines.RemoveAt(lines.FindIndex(line => line.Contains(missing, StringComparison.Ordinal)));
        WriteText(string.Join('\n', lines));

        string message = Assert.Throws<TraceFileException>(() => TraceFile.Read(_path)).Message;

        Assert.EndsWith($" is damaged: {reason}", message, StringComparison.Ordinal);
    }

    /// <summary>There the number of a conversation is taken by one thread, and the next one's may come into the trace before it.</summary>
    [Theory]
    [InlineData("loopback", null)]
    [InlineData("simulated", "its conversation cannot be 1")]
    public void Conversations_of_a_loopback_run_open_in_any_order(string mode, string? reason)
    {
        using TraceBuilder written = SampleTrace.Build();
        List<string> lines = [.. TextOf(written.Trace()).Split('\n')];
        lines[0] = lines[0].Replace("\"mode\":\"simulated\"", $"\"mode\":\"{mode}\"", StringComparison.Ordinal);
        bool Opens(string line) => line.Contains("ConversationOpened", StringComparison.Ordinal);
        int[] opened = [.. lines.Index().Where(line => Opens(line.Item)).Select(line => line.Index)];
        (lines[opened[0]], lines[opened[1]]) = (lines[opened[1]], lines[opened[0]]);
        WriteText(string.Join('\n', lines));

        Exception? refused = Record.Exception(() => TraceFile.Read(_path).Dispose());

        Assert.Equal(reason is null ? null : $"trace.jsonl.gz: line {opened[0] + 1} is damaged: {reason}", refused?.Message);
    }

    [Fact]
    public void No_more_events_are_read_than_were_written_down()
    {
        using TraceBuilder written = SampleTrace.Build();
        Write(written.Trace());

        string message = Assert.Throws<TraceFileException>(
            () => TraceFile.Read(_path, new TraceSeal(written.Trace().Hash, Events: 3))).Message;

        Assert.Equal("trace.jsonl.gz: line 5 is damaged: only 3 events were written down", message);
    }

    // 200 MB of blanks in 200 kB.
    [Fact]
    public void A_line_without_end_is_refused()
    {
        byte[] blanks = Encoding.UTF8.GetBytes(new string(' ', 1 << 20));
        using (FileStream stream = File.Create(_path))
        using (var zipped = new GZipStream(stream, CompressionLevel.Fastest))
            for (int i = 0; i < 200; i++) zipped.Write(blanks);

        string message = Assert.Throws<TraceFileException>(() => TraceFile.Read(_path)).Message;

        Assert.Equal("trace.jsonl.gz: line 1 is damaged: it has more than 128 MiB", message);
    }

    [Fact]
    public void A_file_that_is_no_trace_is_refused()
    {
        File.WriteAllText(_path, "hello");

        Assert.Throws<TraceFileException>(() => TraceFile.Read(_path));
        Assert.Throws<TraceFileException>(() => TraceFile.Read(_path + ".missing"));
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_read_whole()
    {
        using TraceBuilder written = new TraceBuilder().Program("server", TraceBuilder.Bob)
            .Text(1, TraceEventKind.ProgramPrinted, 0, new string('x', 300_000))
            .Text(2, TraceEventKind.ProgramPrinted, 0, "short").Ended(3);
        Write(written.Trace());

        using Trace read = TraceFile.Read(_path);

        Assert.Equal(written.Trace().Hash, read.Hash);
    }

    [Fact]
    public void Equal_traces_do_not_depart()
    {
        using TraceBuilder one = SampleTrace.Build();
        using TraceBuilder other = SampleTrace.Build();

        Assert.Null(TraceDifference.Between(one.Trace(), other.Trace()));
    }

    [Fact]
    public void The_first_event_at_which_traces_depart_is_told_as_lines()
    {
        using TraceBuilder one = new TraceBuilder().Flow().Sent(1, 1).Received(2, 1).Ended(3);
        using TraceBuilder other = new TraceBuilder().Flow().Sent(1, 1).Received(2.5, 1).Ended(3);

        TraceDifference? difference = TraceDifference.Between(one.Trace(), other.Trace());

        Assert.Equal(
            new(4,
                """{"time":2000000000,"event":"Received","node":"bob","packet":1,"bytes":100}""",
                """{"time":2500000000,"event":"Received","node":"bob","packet":1,"bytes":100}"""),
            difference);
    }

    [Fact]
    public void A_trace_that_ends_early_departs_at_its_end()
    {
        using TraceBuilder one = new TraceBuilder().Flow().Sent(1, 1);
        using TraceBuilder other = new TraceBuilder().Flow().Sent(1, 1).Ended(3);

        Assert.Equal(new(4, null, """{"time":3000000000,"event":"RunEnded"}"""), TraceDifference.Between(one.Trace(), other.Trace()));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private void Write(Trace trace)
    {
        using FileStream stream = File.Create(_path);
        TraceFile.Write(stream, trace);
    }

    private void WriteText(string text)
    {
        using FileStream stream = File.Create(_path);
        using var zipped = new GZipStream(stream, CompressionLevel.Fastest);
        zipped.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string TextOf(Trace trace)
    {
        using var stream = new MemoryStream();
        TraceFile.Write(stream, trace);
        stream.Position = 0;
        using var unzipped = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        return unzipped.ReadToEnd();
    }
}
