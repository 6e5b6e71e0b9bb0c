using NetComm.Analysis;
using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams;
using NetComm.Reporting.Player;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Expectations;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;
using NetComm.Reporting.Sections.Happened;
using NetComm.Reporting.Sections.Links;
using NetComm.Reporting.Sections.Programs;
using NetComm.Reporting.Sections.Theories;
using NetComm.Reporting.Sections.Topology;
using NetComm.Tracing;

namespace NetComm.Reporting;

/// <summary>Makes the report's model from a run: what was asked, what happened, what was measured.</summary>
internal static class ReportModels
{
    private const double SecondsPerMillisecond = 1e-3;

    /// <summary>The report of a run; the trace is read once.</summary>
    public static ReportModel Of(
        Scenario scenario, Trace trace, Measurements measured, IReadOnlyList<Grade> grades, IReadOnlyList<string> notes, bool isComplete,
        string version)
    {
        var fold = new ReportFold(trace.Header, trace.End);
        trace.FoldInto(fold);
        fold.Finish();
        IReadOnlyList<FlowPath> trails = fold.Trails.Trails;
        IReadOnlyList<Grade> own = Grader.Grade(scenario.OwnExpectations, measured, scenario.Mode);
        Grade[] told = [.. grades, .. own];
        return new ReportModel
        {
            Title = scenario.Title,
            Lesson = scenario.Description,
            FileName = scenario.FileName,
            Source = scenario.Source,
            Mode = scenario.Mode,
            Seed = scenario.Seed,
            Seconds = measured.SimulatedSeconds,
            Events = measured.Events,
            TraceHash = measured.TraceHash,
            Version = version,
            IsComplete = isComplete,
            Rubric = scenario.Rubric,
            Expectations = ExpectationReports.Of(grades, scenario, isComplete),
            OwnExpectations = [.. own.Select(ExpectationReports.Of)],
            Theories = TheoryReports.Of(told, measured),
            Flows = [.. measured.Flows
                .Select((flow, i) =>
                FlowOf(flow, trace.Header.Flows[i], fold.Samples[i]) with { Connection = fold.Tcp.OfFlow(i),
                    Theories = TheoryReports.OfFlow(i, told), Losses = LossesOf(trace.Header, i, fold.Causes[i]) })],
            Plan = NetworkPlans.Of(scenario, trace.Header.Directions, trails, fold.Trails.More),
            Sequence = fold.Sequence.Result(),
            Connections = fold.Tcp.Connections,
            MoreConnections = fold.Tcp.More,
            Recording = fold.Player.Result(),
            Links = [.. measured.Links.Select((link, i) => LinkOf(link) with
            {
                BytesByTrail = [.. trails.Select(trail => trail.Bytes[i])],
                Samples = fold.Links.Of(i),
                QueueLimit = QueueLimitOf(trace.Header.Directions[i], scenario),
            })],
            Hosts = [.. measured.Hosts.Select(HostOf)],
            Programs =
                [.. measured.Programs.Concat(measured.Apps)
                    .Select(p => new ProgramReport(p.Name, p.Host, p.Completed, p.Failure) { Kind = p.Kind })],
            Rumours = fold.Rumours,
            Printed = fold.Printed,
            PrintedCount = fold.PrintedCount,
            Faults = [.. scenario.Faults.Where(fault => fault.At <= trace.End)
                .Select(fault => new FaultReport(fault.At.TotalSeconds, TextOf(fault.Change, scenario)))],
            Outages = Outage.Of(scenario, trace.End),
            Timeline = FaultTimeline.Of(scenario, trace.End, fold.Spans.Until(trace.End)),
            Notes = scenario.WarmUp == SimDuration.Zero
                ? notes : [.. notes, $"What was sent in the first {scenario.WarmUp} (warm-up) is not in the figures."],
        };
    }

    private static FlowReport FlowOf(FlowMeasurement flow, TracedFlow traced, FlowSamples samples) => new()
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
            DelayVariation = flow.Latency?.DelayVariation * SecondsPerMillisecond,
            Bursts = BurstsOf(flow.Bursts),
            Jitter = flow.Jitter * SecondsPerMillisecond,
            Throughput = flow.Throughput,
            Goodput = flow.Goodput,
        },
        Receivers = flow.Receivers.Count > 1 ? [.. flow.Receivers.Select(ReceiverOf)] : [],
        AnsweredBy = [.. (flow.AnsweredBy ?? []).Select(answer => KeyValuePair.Create(answer.Host, answer.Answers))],
        Completed = flow.Completed,
        CompletionTime = flow.CompletionTime,
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
            .. from told in causes.All
               let way = told.Cause.Location.Direction is { } direction ? header.Directions[direction.Index] : null
               select new LossReport(
                   told.Cause.Receiver < receivers.Count
                       ? header.Nodes[receivers[told.Cause.Receiver]].Name : null, told.Packets, told.First, told.Last, told.Cause.Reason,
                   way?.Name ?? header.NameOf(told.Cause.Location)) { From = way?.From, To = way?.To },
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
        DelayVariation = receiver.Latency?.DelayVariation * SecondsPerMillisecond,
        Bursts = BurstsOf(receiver.Bursts),
        Jitter = receiver.Jitter * SecondsPerMillisecond,
        Throughput = receiver.Throughput,
        Goodput = receiver.Goodput,
    };

    private static LatencyFigures? LatencyOf(LatencyMeasurement? latency) => latency is null ? null : new(
        latency.Min * SecondsPerMillisecond, latency.Mean * SecondsPerMillisecond, latency.P50 * SecondsPerMillisecond,
        latency.P90 * SecondsPerMillisecond,
        latency.P95 * SecondsPerMillisecond, latency.P99 * SecondsPerMillisecond, latency.Max * SecondsPerMillisecond,
        latency.StandardDeviation * SecondsPerMillisecond);

    private static VariationFigures? VariationOf(VariationMeasurement? variation) => variation is null ? null : new(
        variation.Mean * SecondsPerMillisecond, variation.Min * SecondsPerMillisecond, variation.Max * SecondsPerMillisecond);

    private static BurstFigures? BurstsOf(BurstMeasurement? bursts) =>
        bursts is null ? null : new(bursts.Count, bursts.MeanLength, bursts.Longest);

    private static LinkReport LinkOf(LinkMeasurement link) => new(
        link.Name, link.From, link.To, link.Packets, link.Bytes, link.Utilisation, link.QueueMean, link.QueueMax, DropsOf(link.Drops));

    private static int? QueueLimitOf(Direction direction, Scenario scenario)
    {
        bool isForward = scenario.Links[direction.Medium] is Lan
            || direction.FromNode == scenario.Links[direction.Medium].Interfaces[0].Node;
        IEnumerable<FaultChange.LinkSet> changes =
            scenario.Faults.Select(fault => fault.Change).OfType<FaultChange.LinkSet>().Where(set => set.Medium == direction.Medium);
        if (changes.Any(set => (isForward ? set.Forward : set.Backward).Queue is not null)) return null;
        return scenario.Links[direction.Medium] switch
        {
            Lan lan => lan.Properties.Queue.Packets,
            Link link => (isForward ? link.Forward : link.Backward).Queue.Packets,
            _ => null,
        };
    }

    private static HostReport HostOf(HostMeasurement host) => new(
        host.Name, host.Kind == NodeKind.Router ? "router" : "host", [.. host.Addresses.Select(address => address.ToString())],
        DropsOf(host.Drops));

    /// <summary>Only what occurred: the page has little room for zeros.</summary>
    private static IReadOnlyList<KeyValuePair<string, long>> DropsOf(IReadOnlyList<DropCount> drops) =>
        [.. drops.Where(drop => drop.Packets > 0).Select(drop => KeyValuePair.Create(drop.Reason, drop.Packets))];

    private static string TextOf(FaultChange change, Scenario scenario) => change switch
    {
        FaultChange.LinkDown down => $"{scenario.Links[down.Medium].Name} down",
        FaultChange.LinkUp up => $"{scenario.Links[up.Medium].Name} up",
        FaultChange.LinkSet set => $"{scenario.Links[set.Medium].Name}: {set.Text}",
        FaultChange.NodeCrash crash => $"{scenario.Nodes[crash.Node].Name} crashes",
        FaultChange.NodeRestart restart => $"{scenario.Nodes[restart.Node].Name} is back",
        FaultChange.GroupJoin join => $"{scenario.Nodes[join.Node].Name} joins {scenario.Groups[join.Group].Name}",
        FaultChange.GroupLeave leave => $"{scenario.Nodes[leave.Node].Name} leaves {scenario.Groups[leave.Group].Name}",
        _ => throw new InvalidOperationException($"No text for {change}."),
    };
}
