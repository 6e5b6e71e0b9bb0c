using NetComm.Analysis;
using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Sections.Happened;

/// <summary>What became of a flow, in sentences.</summary>
internal sealed class FlowStory(FlowReport flow, IReadOnlyList<Outage> outages)
{
    /// <summary>Receivers that are told apart.</summary>
    private const int MostReceivers = 5;

    private FlowMeasurement Total => flow.Total;

    private string Things => flow.IsRoundTrip ? "requests" : "packets";

    public IEnumerable<RichText> Sentences() => flow.IsStream ? Stream() : Packets();

    private IEnumerable<RichText> Stream()
    {
        string rate = Total.Goodput is { } goodput ? $" at {Unit.BitsPerSecond.Format(goodput)}" : "";
        string what = Total.Goodput is null ? " delivered nothing to " : " delivered data to ";
        string end = Total switch
        {
            { Completed: true, CompletionTime: { } time } => $" and completed after {Unit.Seconds.Format(time.TotalSeconds)}",
            _ => " and had not completed when the run ended",
        };
        string retransmissions = Total.Retransmissions switch
        {
            null => "",
            0 => "; no segment was retransmitted",
            1 => "; one segment was retransmitted",
            var some => $"; {Figure.Count(some.Value)} segments were retransmitted",
        };
        yield return RichText.Strong(flow.Name) + what + RichText.Strong(Total.To) + $"{rate}{end}{retransmissions}.";
    }

    private IEnumerable<RichText> Packets()
    {
        if (Total.Sent is null or 0)
        {
            yield return RichText.Strong(flow.Name) + " sent nothing.";
            if (Total.Unsent > 0) yield return UnsentRequests();
            yield break;
        }

        if (flow.IsRoundTrip) yield return Answers();
        else if (flow.Receivers.Any(receiver => receiver.Due is null)) yield return NearestMember();
        else if (flow.Receivers.Count == 0) yield return ReceiverOf(Total.To, Total, flow.Losses);
        else foreach (RichText sentence in Receivers()) yield return sentence;
        if (Total.Unsent > 0) yield return UnsentRequests();
        if (Total.Latency is { } latency) yield return Latencies(latency);
        if (flow.HasWaitingRequests) yield return ResponseTimes(Total.Response!);
        if (ReorderedAndDuplicates() is { } odd) yield return odd;
    }

    /// <summary>These waited longest, and no figure has them.</summary>
    private RichText UnsentRequests() => Total.Unsent == 1
        ? "One request of " + RichText.Strong(flow.Name)
        + " was due but not yet sent when the run ended: its response time is in no figure."
        : $"{Figure.Count(Total.Unsent!.Value)} requests of " + RichText.Strong(flow.Name)
        + " were due but not yet sent when the run ended: their response times are in no figure.";

    private RichText Answers()
    {
        var who = RichText.Strong(Total.From);
        string by = Total.AnsweredBy is { Count: > 1 } hosts
            ? $" {string.Join(", ", hosts.Select(one => $"{one.Host} answered {Figure.Count(one.Answers)}"))}." : "";
        if (Total.Lost == 0)
            return who + $" got an answer to {AllOf(Answered)} of " + RichText.Strong(flow.Name) + $"{InFlightOf(Total)}.{by}";
        string unanswered = Total.Received == 0 ? "any" : Figure.Count(Total.Lost!.Value);
        return who + $" got no answer to {unanswered} of {Count(Total.Due)} of " + RichText.Strong(flow.Name)
            + $"{LossText.Of(flow.Losses, Total.Lost!.Value, outages)}{InFlightOf(Total)}.{by}";
    }

    private long? Answered => Total.InFlight > 0 ? Total.Received : Total.Due;

    private RichText ReceiverOf(string name, DeliveryMeasurement figures, IReadOnlyList<LossReport> losses)
    {
        var who = RichText.Strong(name);
        RichText what = " of " + RichText.Strong(flow.Name);
        if (figures.Due is null or 0) return "No packets" + what + " were due at " + who + ".";
        if (figures.Lost == 0)
            return who + $" received {AllOf(figures.InFlight > 0 ? figures.Received : figures.Due)}" + what + $"{InFlightOf(figures)}.";
        string missed = figures.Received == 0 ? $" received none of {Count(figures.Due)}"
            : $" missed {Figure.Count(figures.Lost!.Value)} of {Count(figures.Due)}";
        return who + missed + what + $"{LossText.Of(losses, figures.Lost!.Value, outages)}{InFlightOf(figures)}.";
    }

    private IEnumerable<RichText> Receivers()
    {
        List<ReceiverMeasurement> lacking = flow.Receivers.Where(receiver => receiver.Lost > 0)
            .OrderByDescending(receiver => receiver.Lost).ToList();
        int content = flow.Receivers.Count - lacking.Count;
        if (flow.Receivers.Count <= MostReceivers) return EachReceiver();
        if (lacking.Count == 0)
            return ["All " + RichText.Strong($"{flow.Receivers.Count} receivers") + " received every packet of "
                + RichText.Strong(flow.Name)
                + " that was due to them."];
        return
        [
            $"Of {flow.Receivers.Count} receivers of " + RichText.Strong(flow.Name)
                + $" {(content == 0 ? "none" : $"{content}")} received every packet that was due; together the others missed " +
                $"{Figure.Count(Total.Lost ?? 0)} of {Count(Total.Due)}{LossText.Of(flow.Losses, Total.Lost ?? 0, outages)}.",
            .. lacking.Take(MostReceivers - 2).Select(receiver => ReceiverOf(receiver.Host, receiver, LossesOf(receiver))),
        ];
    }

    /// <summary>Those who got all of equally many are told together.</summary>
    private IEnumerable<RichText> EachReceiver() => flow.Receivers
        .GroupBy(receiver => receiver is { Lost: 0, InFlight: 0, Due: > 0 } ? $"all {receiver.Due}" : receiver.Host)
        .Select(alike => alike.Count() == 1
            ? ReceiverOf(alike.First().Host, alike.First(), LossesOf(alike.First()))
            : RichText.NamesOf([.. alike.Select(receiver => receiver.Host)]) + $" received {AllOf(alike.First().Due)} of "
            + RichText.Strong(flow.Name) + ".");

    /// <summary>Of an anycast address each packet reaches one of the members.</summary>
    private RichText NearestMember()
    {
        RichText total = ReceiverOf(Total.To, Total, flow.Losses);
        List<ReceiverMeasurement> takers = flow.Receivers.Where(receiver => receiver.Received > 0).ToList();
        return takers.Count == 0 ? total : total
            + $" {string.Join(", ", takers.Select(receiver => $"{Figure.Count(receiver.Received!.Value)} arrived at {receiver.Host}"))}.";
    }

    private IReadOnlyList<LossReport> LossesOf(ReceiverMeasurement receiver) =>
        [.. flow.Losses.Where(loss => loss.Receiver == receiver.Host)];

    private RichText Latencies(LatencyMeasurement latency)
    {
        string subject = flow.IsRoundTrip ? "Every round trip of " : "Every packet of ";
        var name = RichText.Strong(flow.Name);
        if (Total.Received == 1)
            return (flow.IsRoundTrip ? "The round trip of " : "The packet of ") + name + $" took {Told(latency.P50)}.";
        if (latency.Min == latency.Max) return subject + name + $" took {Told(latency.P50)}.";
        (string least, string median, string within, string most) =
            (Told(latency.Min), Told(latency.P50), Told(latency.P95), Told(latency.Max));
        string range = least == median ? $"maximum {most}" : $"minimum {least}, maximum {most}";
        string within95 = within == median || within == most ? "" : $"; 95 % of the {Things} took at most {within}";
        return $"The {flow.LatencyName} of " + name + $" had a median of {median} ({range}){within95}.";
    }

    private RichText ResponseTimes(LatencyMeasurement response) =>
        "Some requests of " + RichText.Strong(flow.Name)
            + " had to wait before they could be sent. Counted from when each was due, the response time had a median of "
        + $"{Told(response.P50)} (maximum {Told(response.Max)}); 95 % of the requests took at most " +
        $"{Told(response.P95)}.";

    private RichText? ReorderedAndDuplicates()
    {
        var parts = new List<string>();
        if (Total.Reordered > 0) parts.Add($"{Figure.Count(Total.Reordered.Value)} arrived out of order");
        if (Total.Duplicates > 0)
            parts.Add($"{(Total.Duplicates == 1 ? "one duplicate" : $"{Figure.Count(Total.Duplicates.Value)} duplicates")} arrived");
        return parts.Count == 0 ? null : "Of the " + $"{(flow.IsRoundTrip ? "answers" : "packets")} of " + RichText.Strong(flow.Name)
            + $", {string.Join(", and ", parts)}.";
    }

    private static string InFlightOf(DeliveryMeasurement figures) => figures.InFlight switch
    {
        null or 0 => "",
        1 => "; one more was in flight when the run ended",
        var some => $"; {Figure.Count(some.Value)} more were in flight when the run ended",
    };

    private static string Told(SimDuration time) => Unit.Seconds.Format(time.TotalSeconds);

    private string AllOf(long? count) => count == 1 ? $"the one {Things[..^1]}" : $"all {Count(count)}";

    private string Count(long? count) => $"{Figure.Count(count ?? 0)} {(count == 1 ? Things[..^1] : Things)}";
}
