namespace NetComm.Analysis;

/// <summary>Makes a flow's figures out of its counts at the end of a run.</summary>
/// <param name="underWay">Per view and receiver: packets under way.</param>
internal sealed class FlowFiguresBuilder(TraceHeader header, FlowCounters flow, DueReceivers dueReceivers, long[][] underWay, SimTime end)
{
    private readonly TracedFlow _flow = flow.Flow;

    public FlowMeasurement Measure(int view)
    {
        FlowWindow counted = flow.Views[view];
        bool completed = _flow.Stream ? flow.StreamIsComplete : flow.IsFinished && underWay[0].Sum() == 0 && !HasLostConnection;
        SimTime? completion = completed ? _flow.Stream ? flow.LastBytes : flow.LastResolved : null;
        long span = flow.Started is { } start ? counted.Window.Overlap(start, completion ?? end) : 0;
        var common = new FlowMeasurement
        {
            Name = _flow.Name,
            Cast = _flow.Cast,
            Transport = _flow.Transport,
            From = header.Nodes[_flow.From].Name,
            To = _flow.To,
            Completed = completed,
            CompletionTime = completion is { } at && flow.Started is { } from ? at - from : null,
            Retransmissions = flow.HasSegments ? counted.Retransmissions : null,
            Throughput = HasIpBytes ? PerSecond(counted.Receivers.Sum(tally => tally.IpBytes), span) : null,
            Receivers = [],
        };
        return _flow.Stream ? common with { Goodput = PerSecond(counted.StreamBytes, span) }
            : WithPackets(common, counted, underWay[view], span, isWhole: view == 0);
    }

    private FlowMeasurement WithPackets(FlowMeasurement common, FlowWindow counted, long[] inFlight, long span, bool isWhole)
    {
        long[] dueAt =
            [.. Enumerable.Range(0, _flow.Receivers.Count)
                .Select(receiver => _flow.IsDueAtEach ? counted.DueAt(receiver, dueReceivers) : counted.Sent)];
        long due = _flow.IsDueAtEach ? dueAt.Sum() : counted.Sent;
        long received = counted.Receivers.Sum(tally => tally.Received);
        long waiting = inFlight.Sum();
        return common with
        {
            Sent = counted.Sent,
            Unsent = isWhole && _flow.Requests is { } requests ? Math.Max(0, requests.DueBefore(end) - flow.EverSent) : null,
            Due = due,
            Received = received,
            Lost = due - received - waiting,
            InFlight = waiting,
            Loss = Rounding.Share(due - received - waiting, due),
            Duplicates = counted.Receivers.Sum(tally => tally.Duplicates),
            Reordered = counted.Receivers.Sum(tally => tally.Reordered),
            Latency = LatencySamples.Pooled([.. counted.Receivers.Select(tally => tally.Latencies)], flow.Percents),
            Response = LatencySamples.Pooled([.. counted.Receivers.Select(tally => tally.Responses)], flow.Percents),
            Variation = DelayVariation.Pooled([.. counted.Receivers.Select(tally => tally.Variation)]),
            Bursts = due > 0 ? LossRuns.Pooled(counted.Losses) : null,
            LongestBursts = LossRuns.Longest(counted.Losses),
            Jitter = MeanOf(counted.Receivers.Select(tally => tally.Jitter.Value)),
            JitterMean = MeanOf(counted.Receivers.Select(tally => tally.Jitter.Mean)),
            JitterMax = MeanOf(counted.Receivers.Select(tally => tally.Jitter.Max)),
            Goodput = PerSecond(counted.Receivers.Sum(tally => tally.ApplicationBytes), span),
            AnsweredBy = _flow.Answered
                ? [.. counted.AnsweredBy.Select(pair => new AnswerCount(header.Nodes[pair.Key].Name, pair.Value))] : null,
            Receivers = [.. counted.Receivers.Select((tally, i) => Receiver(counted, i, dueAt[i], inFlight[i], span))],
        };
    }

    private ReceiverMeasurement Receiver(FlowWindow counted, int place, long due, long inFlight, long span)
    {
        ReceiverCounters tally = counted.Receivers[place];
        bool known = _flow.IsDueAtEach || _flow.Receivers.Count == 1;
        long lost = due - tally.Received - inFlight;
        return new ReceiverMeasurement
        {
            Host = header.Nodes[_flow.Receivers[place]].Name,
            Due = known ? due : null,
            Received = tally.Received,
            Lost = known ? lost : null,
            InFlight = known ? inFlight : null,
            Loss = known ? Rounding.Share(lost, due) : null,
            Duplicates = tally.Duplicates,
            Reordered = tally.Reordered,
            Latency = LatencySamples.Pooled([tally.Latencies], flow.Percents),
            Response = LatencySamples.Pooled([tally.Responses], flow.Percents),
            Variation = DelayVariation.Pooled([tally.Variation]),
            Bursts = known && due > 0 ? LossRuns.Pooled([counted.Losses[_flow.IsDueAtEach ? place : 0]]) : null,
            Jitter = MeanOf([tally.Jitter.Value]),
            JitterMean = MeanOf([tally.Jitter.Mean]),
            JitterMax = MeanOf([tally.Jitter.Max]),
            Throughput = HasIpBytes ? PerSecond(tally.IpBytes, span) : null,
            Goodput = PerSecond(tally.ApplicationBytes, span),
        };
    }

    /// <summary>TCP loses a message only with its connection, and what was not delivered then is not complete.</summary>
    private bool HasLostConnection => _flow.Transport == Transport.Tcp
        && flow.Views[0].Sent > flow.Views[0].Receivers.Sum(tally => tally.Received);

    /// <summary>A message over TCP does not show how many segments carried it: they must have been seen.</summary>
    private bool HasIpBytes => _flow.Transport != Transport.Tcp || flow.HasSegments;

    private static AverageDuration? MeanOf(IEnumerable<double?> picoseconds) =>
        picoseconds.Average() is { } mean ? new AverageDuration(mean) : null;

    private static double? PerSecond(long bytes, long picoseconds) =>
        Rounding.Share(bytes * 8 * (double)SimDuration.PerSecond, picoseconds);
}
