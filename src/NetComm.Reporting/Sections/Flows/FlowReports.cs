using NetComm.Analysis;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Sections.Connections;
using NetComm.Reporting.Sections.Theories;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>What the report says of each flow of a run: its figures, its charts' data and why its packets were lost.</summary>
internal sealed class FlowReports
{
    private readonly FlowFold _fold;
    private readonly Lazy<IReadOnlyList<FlowReport>> _all;

    public FlowReports(ReportedRun run, TcpFold connections)
    {
        _fold = new FlowFold(run.Header, run.End);
        Folds = [_fold, connections];
        _all = new(() => ReportsOf(run, connections));
    }

    /// <summary>What has to read the trace before <see cref="All"/>.</summary>
    public IReadOnlyList<ITraceFold> Folds { get; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<FlowReport> All => _all.Value;

    private IReadOnlyList<FlowReport> ReportsOf(ReportedRun run, TcpFold connections)
    {
        _fold.Finish();
        IReadOnlyList<Grade> grades = run.AllGrades;
        return
        [
            .. run.Measured.Flows.Select((flow, i) => ReportOf(flow, run.Header.Flows[i], _fold.Samples[i]) with
            {
                Connection = connections.OfFlow(i),
                Theories = TheoryReports.OfFlow(i, grades),
                Losses = LossesOf(run.Header, i, _fold.Causes[i]),
                LossesByReason = _fold.Causes[i].ByReason,
            }),
        ];
    }

    private static FlowReport ReportOf(FlowMeasurement flow, TracedFlow traced, FlowSamples samples) => new()
    {
        Name = flow.Name,
        Cast = flow.Cast,
        Transport = flow.Transport,
        From = flow.From,
        To = flow.To,
        IsRoundTrip = traced.Answered,
        IsStream = traced.Stream,
        Total = new FlowFigures(flow.Receivers.Count > 1 ? "all receivers" : flow.To)
        {
            Sent = flow.Sent,
            Unsent = flow.Unsent,
            Due = flow.Due,
            Received = flow.Received,
            Lost = flow.Lost,
            InFlight = flow.InFlight,
            Loss = flow.Loss,
            Duplicates = flow.Duplicates,
            Reordered = flow.Reordered,
            Latency = LatencyOf(flow.Latency),
            Response = LatencyOf(flow.Response),
            Variation = VariationOf(flow.Variation),
            DelayVariation = flow.Latency?.DelayVariation.TotalSeconds,
            Bursts = BurstsOf(flow.Bursts),
            Jitter = flow.Jitter?.TotalSeconds,
            JitterMean = flow.JitterMean?.TotalSeconds,
            JitterMax = flow.JitterMax?.TotalSeconds,
            Throughput = flow.Throughput,
            Goodput = flow.Goodput,
        },
        Receivers = flow.Receivers.Count > 1 ? [.. flow.Receivers.Select(ReceiverOf)] : [],
        AnsweredBy = [.. (flow.AnsweredBy ?? []).Select(answer => KeyValuePair.Create(answer.Host, answer.Answers))],
        Completed = flow.Completed,
        CompletionTime = flow.CompletionTime?.TotalSeconds,
        Retransmissions = flow.Retransmissions,
        IsHistogram = flow.Latency is { FromHistogram: true },
        Bursts = BandsOf(flow.LongestBursts),
        Samples = samples,
    };

    private static Bands? BandsOf(IReadOnlyList<LossBurst> bursts) => bursts.Count == 0 ? null : new Bands(
        bursts.Count < LossRuns.MostKept ? "two or more lost in a row" : $"the {LossRuns.MostKept} longest bursts of losses",
        [.. bursts.Select(burst => new Band(burst.First.TotalSeconds, burst.Last.TotalSeconds, $"{burst.Packets} lost in a row"))]);

    private static IReadOnlyList<LossReport> LossesOf(TraceHeader header, int flow, LossCauses causes)
    {
        IReadOnlyList<int> receivers = header.Flows[flow].Receivers;
        return
        [
            .. from loss in causes.All
               let way = loss.Cause.Location.Direction is { } direction ? header.Directions[direction.Index] : null
               select new LossReport(
                   loss.Cause.Receiver < receivers.Count
                       ? header.Nodes[receivers[loss.Cause.Receiver]].Name : null, loss.Packets, loss.First, loss.Last, loss.Cause.Reason,
                   way?.Name ?? header.NameOf(loss.Cause.Location)) { From = way?.From, To = way?.To },
        ];
    }

    private static FlowFigures ReceiverOf(ReceiverMeasurement receiver) => new(receiver.Host)
    {
        Due = receiver.Due,
        Received = receiver.Received,
        Lost = receiver.Lost,
        InFlight = receiver.InFlight,
        Loss = receiver.Loss,
        Duplicates = receiver.Duplicates,
        Reordered = receiver.Reordered,
        Latency = LatencyOf(receiver.Latency),
        Response = LatencyOf(receiver.Response),
        Variation = VariationOf(receiver.Variation),
        DelayVariation = receiver.Latency?.DelayVariation.TotalSeconds,
        Bursts = BurstsOf(receiver.Bursts),
        Jitter = receiver.Jitter?.TotalSeconds,
        JitterMean = receiver.JitterMean?.TotalSeconds,
        JitterMax = receiver.JitterMax?.TotalSeconds,
        Throughput = receiver.Throughput,
        Goodput = receiver.Goodput,
    };

    private static LatencySeconds? LatencyOf(LatencyMeasurement? latency) => latency is null ? null : new(
        latency.Min.TotalSeconds, latency.Mean.TotalSeconds, latency.P50.TotalSeconds,
        latency.P90.TotalSeconds, latency.P95.TotalSeconds, latency.P99.TotalSeconds, latency.Max.TotalSeconds,
        latency.StandardDeviation.TotalSeconds);

    private static VariationSeconds? VariationOf(VariationMeasurement? variation) => variation is null ? null : new(
        variation.Mean.TotalSeconds, variation.Min.TotalSeconds, variation.Max.TotalSeconds);

    private static BurstFigures? BurstsOf(BurstMeasurement? bursts) =>
        bursts is null ? null : new(bursts.Count, bursts.MeanLength, bursts.Longest);
}
