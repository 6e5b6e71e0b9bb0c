namespace NetComm.Tracing.Tests.Recording;

public sealed class TraceRecorderTests
{
    // Two blocks of 64 KiB in memory; the third is for the disk.
    private const long TwoBlocks = 2 * 65_536;
    private const int EventsOfTwoBlocks = 2 * TraceRecorder.BlockSlots;

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_a_full_disk_what_was_kept_stands_and_nothing_fails_in_who_writes(bool inline)
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no device that is always full on this system");
        var counted = new Counting();
        using var recorder = new TraceRecorder(Header(), SpoolOn("/dev/full"), [counted]) { DigestsInline = inline };

        // Far more blocks than may wait: whoever waited for one of them would wait for ever.
        for (int i = 0; i < 60 * TraceRecorder.BlockSlots; i++)
            recorder.Write(TraceEvents.At(new SimTime(i), TraceEventKind.FlowStarted, 0));
        using Trace trace = recorder.Finish();

        Assert.Equal(28, recorder.Failure!.InnerException!.HResult);
        Assert.Equal(EventsOfTwoBlocks + 1, trace.Events);
        Assert.Equal(new SimTime(EventsOfTwoBlocks - 1), trace.End);
        var again = new Counting();
        trace.FoldInto(again);
        Assert.Equal((EventsOfTwoBlocks + 1, TraceEventKind.RunEnded), (again.Events, again.Last));
        Assert.Equal(counted.Events, again.Events);
        Assert.Equal(HashOf(trace), trace.Hash);
    }

    [Fact]
    public void Blocks_on_disk_come_back_behind_those_in_memory()
    {
        using var recorder = new TraceRecorder(Header(), new TraceSpool(TwoBlocks), []);

        for (int i = 0; i < 5 * TraceRecorder.BlockSlots + 7; i++)
            recorder.Write(TraceEvents.At(new SimTime(i), TraceEventKind.FlowStarted, 0));
        using Trace trace = recorder.Finish();

        long expected = 0;
        foreach (ReadOnlyMemory<TraceEvent> block in trace.Blocks())
        {
            foreach (TraceEvent happened in block.Span) Assert.Equal(expected++, happened.Time.Picoseconds);
        }

        Assert.Equal(5 * TraceRecorder.BlockSlots + 7, expected);
        Assert.Equal(HashOf(trace), trace.Hash);
        Assert.Null(recorder.Failure);
    }

    [Fact]
    public void A_fold_that_fails_is_a_bug_and_not_a_full_disk()
    {
        using var recorder = new TraceRecorder(Header(), keep: true, new Failing());
        for (int i = 0; i < 40 * TraceRecorder.BlockSlots; i++)
            recorder.Write(TraceEvents.At(SimTime.Zero, TraceEventKind.FlowStarted, 0));

        Assert.Throws<NotSupportedException>(recorder.Finish);
    }

    private static TraceSpool SpoolOn(string device) =>
        new(TwoBlocks, () => File.OpenHandle(device, FileMode.Open, FileAccess.Write));

    private static string HashOf(Trace trace)
    {
        using var digest = new TraceDigest([], null);
        foreach (ReadOnlyMemory<TraceEvent> block in trace.Blocks()) digest.Take(block.Span);
        return digest.Hash();
    }

    private static TraceHeader Header() => TraceHeader.Of(ScenarioText.Of(
        "scenario: Nothing\nduration: 1 s\nhosts: { a: {}, b: {} }\nlinks: [ { between: [a, b] } ]\n"));

    private sealed class Counting : ITraceFold
    {
        public int Events { get; private set; }

        public TraceEventKind Last { get; private set; }

        public void Fold(ReadOnlySpan<TraceEvent> slots) => (Events, Last) = (Events + slots.Length, slots[^1].Kind);
    }

    private sealed class Failing : ITraceFold
    {
        public void Fold(ReadOnlySpan<TraceEvent> slots) => throw new NotSupportedException("by a bug");
    }
}
