using NetComm.Runtime.Loopback;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Loopback;

public sealed class OrderedTraceSinkTests
{
    private sealed class Target : TraceSink
    {
        internal List<(TraceEventKind Kind, long Milliseconds, int Place)> Written { get; } = [];

        protected internal override void WriteBeyond(TraceEvent happened) =>
            Written.Add((happened.Kind, happened.Time.Picoseconds / 1_000_000_000, happened.Place));

        public override void Write(in TraceEvent happened, ReadOnlySpan<byte> bytes) => Write(happened);
    }

    private readonly OrderedTraceSink _sink = new();
    private readonly Target _target = new();

    [Fact]
    public void Events_of_several_threads_come_out_in_the_order_of_their_times()
    {
        _sink.Open(_target);
        Happen(20, 1);
        Happen(10, 2);
        Happen(10, 3);
        _sink.Close(At(30));

        Assert.Equal([2, 3, 1], _target.Written.Take(3).Select(e => e.Place));
        Assert.Equal((TraceEventKind.RunEnded, 30L, 0), _target.Written[^1]);
    }

    [Fact]
    public void What_comes_too_late_is_moved_to_the_last_time_that_was_passed_on()
    {
        _sink.Open(_target);
        Happen(100, 1);
        Happen(2000, 2);
        Happen(50, 3);
        _sink.Close(At(2000));

        Assert.Equal([(1, 100L), (3, 100L), (2, 2000L)], _target.Written.Take(3).Select(e => (e.Place, e.Milliseconds)));
    }

    [Fact]
    public void Events_wait_until_somebody_takes_them_and_end_with_the_run()
    {
        Happen(1, 1);
        _sink.Open(_target);
        _sink.Close(At(2));
        Happen(3, 2);

        Assert.Equal([1, 0], _target.Written.Select(e => e.Place));
    }

    private void Happen(int milliseconds, int place) => _sink.Write(TraceEvents.At(At(milliseconds), TraceEventKind.FlowStarted, place));

    private static SimTime At(int milliseconds) => SimTime.Zero + SimDuration.FromMilliseconds(milliseconds);
}
