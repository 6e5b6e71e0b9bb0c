namespace NetComm.Analysis;

/// <summary>Makes the figures of several flows under one name out of theirs.</summary>
/// <param name="name">The common name.</param>
/// <param name="members">The flows, in file order.</param>
internal sealed class FlowPool(string name, IReadOnlyList<FlowPool.Member> members)
{
    /// <summary>A flow in one window: its figures, and what they were made of.</summary>
    internal sealed record Member(FlowMeasurement Figures, FlowCounters Flow, FlowWindow Counted);

    /// <summary>A flow at one receiver.</summary>
    private sealed record Delivery(ReceiverMeasurement Figures, ReceiverCounters Counted, LossRuns Losses);

    public FlowMeasurement Figures()
    {
        Delivery[] deliveries = [.. members.SelectMany(DeliveriesOf)];
        FlowMeasurement first = members[0].Figures;
        IReadOnlyList<decimal> percents = members[0].Flow.Percents;
        long? due = Sum(member => member.Due);
        return new FlowMeasurement
        {
            Name = name,
            Cast = first.Cast,
            Transport = first.Transport,
            From = members.Count == 1 ? first.From : $"{first.From} … {members[^1].Figures.From}",
            To = first.To,
            Sent = Sum(flow => flow.Sent),
            Unsent = Sum(flow => flow.Unsent),
            Due = due,
            Received = Sum(flow => flow.Received),
            Lost = Sum(flow => flow.Lost),
            InFlight = Sum(flow => flow.InFlight),
            Loss = due is { } all && Sum(flow => flow.Lost) is { } lost ? Rounding.Share(lost, all) : null,
            Duplicates = Sum(flow => flow.Duplicates),
            Reordered = Sum(flow => flow.Reordered),
            Latency = LatencySamples.Pooled([.. deliveries.Select(each => each.Counted.Latencies)], percents),
            Response = LatencySamples.Pooled([.. deliveries.Select(each => each.Counted.Responses)], percents),
            Variation = DelayVariation.Pooled([.. deliveries.Select(each => each.Counted.Variation)]),
            Bursts = due > 0 ? LossRuns.Pooled([.. members.SelectMany(member => member.Counted.Losses)]) : null,
            LongestBursts = LossRuns.Longest([.. members.SelectMany(member => member.Counted.Losses)]),
            Jitter = JitterOf(deliveries, jitter => jitter.Value),
            JitterMean = JitterOf(deliveries, jitter => jitter.Mean),
            JitterMax = JitterOf(deliveries, jitter => jitter.Max),
            Throughput = Sum(members.Select(member => member.Figures.Throughput)),
            Goodput = Sum(members.Select(member => member.Figures.Goodput)),
            Completed = members.All(member => member.Figures.Completed),
            CompletionTime = CompletionTime(),
            Retransmissions = Sum(flow => flow.Retransmissions),
            AnsweredBy = Answers(),
            Receivers = [.. deliveries.GroupBy(each => each.Figures.Host).Select(host => AtHost(host.Key, [.. host], percents))],
        };
    }

    private static IEnumerable<Delivery> DeliveriesOf(Member member) => member.Figures.Receivers.Index().Select(receiver => new Delivery(
        receiver.Item, member.Counted.Receivers[receiver.Index], member.Counted.Losses[member.Flow.Flow.IsDueAtEach ? receiver.Index : 0]));

    private static ReceiverMeasurement AtHost(string host, IReadOnlyList<Delivery> parts, IReadOnlyList<decimal> percents)
    {
        long? Sum(Func<ReceiverMeasurement, long?> of) => FlowPool.Sum(parts.Select(part => of(part.Figures)));
        long? due = Sum(receiver => receiver.Due);
        return new ReceiverMeasurement
        {
            Host = host,
            Due = due,
            Received = Sum(receiver => receiver.Received),
            Lost = Sum(receiver => receiver.Lost),
            InFlight = Sum(receiver => receiver.InFlight),
            Loss = due is { } all && Sum(receiver => receiver.Lost) is { } lost ? Rounding.Share(lost, all) : null,
            Duplicates = Sum(receiver => receiver.Duplicates),
            Reordered = Sum(receiver => receiver.Reordered),
            Latency = LatencySamples.Pooled([.. parts.Select(part => part.Counted.Latencies)], percents),
            Response = LatencySamples.Pooled([.. parts.Select(part => part.Counted.Responses)], percents),
            Variation = DelayVariation.Pooled([.. parts.Select(part => part.Counted.Variation)]),
            Bursts = parts.All(part => part.Figures.Bursts is not null) ? LossRuns.Pooled([.. parts.Select(part => part.Losses)]) : null,
            Jitter = JitterOf(parts, jitter => jitter.Value),
            JitterMean = JitterOf(parts, jitter => jitter.Mean),
            JitterMax = JitterOf(parts, jitter => jitter.Max),
            Throughput = FlowPool.Sum(parts.Select(part => part.Figures.Throughput)),
            Goodput = FlowPool.Sum(parts.Select(part => part.Figures.Goodput)),
        };
    }

    /// <summary>From the start of the first to the completion of the last; null where one did not complete.</summary>
    private SimDuration? CompletionTime()
    {
        if (members.Any(member => member.Figures.CompletionTime is null)) return null;
        SimTime last = members.Max(member => member.Flow.Started!.Value + member.Figures.CompletionTime!.Value);
        return last - members.Min(member => member.Flow.Started!.Value);
    }

    private AnswerCount[]? Answers() => members.All(member => member.Figures.AnsweredBy is null) ? null :
    [
        .. members.SelectMany(member => member.Figures.AnsweredBy ?? []).GroupBy(answer => answer.Host)
            .Select(host => new AnswerCount(host.Key, host.Sum(answer => answer.Answers))),
    ];

    private long? Sum(Func<FlowMeasurement, long?> of) => Sum(members.Select(member => of(member.Figures)));

    private static long? Sum(IEnumerable<long?> parts) =>
        parts.Aggregate((long?)null, (sum, part) => part is null ? sum : (sum ?? 0) + part);

    private static double? Sum(IEnumerable<double?> parts) =>
        parts.Aggregate((double?)null, (sum, part) => part is null ? sum : Rounding.Round((sum ?? 0) + part.Value));

    private static AverageDuration? JitterOf(IEnumerable<Delivery> parts, Func<RunningJitter, double?> of) =>
        parts.Select(part => of(part.Counted.Jitter)).Average() is { } mean ? new AverageDuration(mean) : null;
}
