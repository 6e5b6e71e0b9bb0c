using NetComm.Reporting.Sections.Faults;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Faults;

public sealed class FlowSpansTests
{
    [Fact]
    public void A_flow_is_active_until_it_has_sent_all_a_stream_until_its_last_bytes_came()
    {
        using TraceBuilder trace = new TraceBuilder().Flow("call").Flow("backup", stream: true).Flow("endless")
            .At(5, TraceEventKind.FlowFinished, 0).At(6, TraceEventKind.FlowFinished, 1)
            .Stream(40, TraceEventKind.StreamReceived, 1000, flow: 1).Ended(60);
        var spans = new FlowSpans(4);

        trace.Trace().FoldInto(spans);

        Assert.Equal(
            [(0, 5.0), (0, 40), (0, 60), null], spans.Until(TraceBuilder.Ms(60)).Select(
                span => span is { } known ? (known.From.TotalSeconds, Math.Round(known.To.TotalSeconds * 1000)) : ((double, double)?)null));
    }
}
