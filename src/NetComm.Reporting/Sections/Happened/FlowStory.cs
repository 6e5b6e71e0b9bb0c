using NetComm.Reporting.Charts;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Sections.Happened;

/// <summary>What became of a flow, in sentences.</summary>
internal sealed class FlowStory(FlowReport flow, IReadOnlyList<Outage> outages)
{
    /// <summary>Receivers that are told apart.</summary>
    private const int MostReceivers = 5;

    private FlowFigures Total => flow.Total;

    private string Things => flow.IsRoundTrip ? "requests" : "packets";

    /// <summary>The sentences.</summary>
    public IEnumerable<RichText> Tell() => flow.IsStream ? TellStream() : TellPackets();

    private IEnumerable<RichText> TellStream()
    {
        string rate = Total.Goodput is { } goodput ? $" brought {Unit.BitsPerSecond.Format(goodput)} of data to " : " brought nothing to ";
        string end = flow switch
        {
            { Completed: true, CompletionTime: { } time } => $" and was complete after {Unit.Seconds.Format(time)}",
            _ => " and was not complete when the run ended",
        };
        string again = flow.Retransmissions switch
        {
            null => "",
            0 => "; no segment had to be sent again",
            1 => "; one segment was sent again",
            var some => $"; {Figure.Count(some.Value)} segments were sent again",
        };
        yield return RichText.Strong(flow.Name) + rate + RichText.Strong(flow.To) + $"{end}{again}.";
    }

    private IEnumerable<RichText> TellPackets()
    {
        if (Total.Sent is null or 0)
        {
            yield return "Of " + RichText.Strong(flow.Name) + " nothing was sent.";
            if (Total.Unsent > 0) yield return TellUnsent();
            yield break;
        }

        if (flow.IsRoundTrip) yield return TellAnswers();
        else if (flow.Receivers.Any(receiver => receiver.Due is null)) yield return TellNearest();
        else if (flow.Receivers.Count == 0) yield return TellReceiver(flow.To, Total, flow.Losses);
        else foreach (RichText told in TellReceivers()) yield return told;
        if (Total.Unsent > 0) yield return TellUnsent();
        if (Total.Latency is { } latency) yield return TellLatency(latency);
        if (flow.HasWaitingRequests) yield return TellResponse(Total.Response!);
        if (TellOddities() is { } odd) yield return odd;
    }

    /// <summary>The longest waits are those that no figure has.</summary>
    private RichText TellUnsent() => Total.Unsent == 1
        ? "One request of " + RichText.Strong(flow.Name)
        + " was due and had not been sent when the run ended: no figure has its response time."
        : $"{Figure.Count(Total.Unsent!.Value)} requests of " + RichText.Strong(flow.Name)
        + " were due and had not been sent when the run ended: no figure has their response times.";

    private RichText TellAnswers()
    {
        var who = RichText.Strong(flow.From);
        string by = flow.AnsweredBy.Count > 1
            ? $" {string.Join(", ", flow.AnsweredBy.Select(one => $"{one.Key} answered {Figure.Count(one.Value)}"))}." : "";
        if (Total.Lost == 0) return who + $" got an answer to {AllOf(Answered)} of " + RichText.Strong(flow.Name) + $"{UnderWay(Total)}.{by}";
        string unanswered = Total.Received == 0 ? "any" : Figure.Count(Total.Lost!.Value);
        return who + $" got no answer to {unanswered} of {Count(Total.Due)} of " + RichText.Strong(flow.Name)
            + $"{LossText.Of(flow.Losses, Total.Lost!.Value, outages)}{UnderWay(Total)}.{by}";
    }

    private long? Answered => Total.InFlight > 0 ? Total.Received : Total.Due;

    private RichText TellReceiver(string name, FlowFigures figures, IReadOnlyList<LossReport> losses)
    {
        var who = RichText.Strong(name);
        var what = " of " + RichText.Strong(flow.Name);
        if (figures.Due is null or 0) return who + $" was due nothing" + what + ".";
        if (figures.Lost == 0)
            return who + $" received {AllOf(figures.InFlight > 0 ? figures.Received : figures.Due)}" + what + $"{UnderWay(figures)}.";
        string missed = figures.Received == 0 ? $" received none of {Count(figures.Due)}"
            : $" missed {Figure.Count(figures.Lost!.Value)} of {Count(figures.Due)}";
        return who + missed + what + $"{LossText.Of(losses, figures.Lost!.Value, outages)}{UnderWay(figures)}.";
    }

    private IEnumerable<RichText> TellReceivers()
    {
        List<FlowFigures> lacking = flow.Receivers.Where(receiver => receiver.Lost > 0)
            .OrderByDescending(receiver => receiver.Lost).ToList();
        int content = flow.Receivers.Count - lacking.Count;
        if (flow.Receivers.Count <= MostReceivers) return TellEach();
        if (lacking.Count == 0)
            return ["All " + RichText.Strong($"{flow.Receivers.Count} receivers") + " got everything of " + RichText.Strong(flow.Name)
                + " that was due to them."];
        return
        [
            $"Of {flow.Receivers.Count} receivers of " + RichText.Strong(flow.Name)
                + $" {(content == 0 ? "none" : $"{content}")} got everything that was due; together the others missed " +
                $"{Figure.Count(Total.Lost ?? 0)} of {Count(Total.Due)}{LossText.Of(flow.Losses, Total.Lost ?? 0, outages)}.",
            .. lacking.Take(MostReceivers - 2).Select(receiver => TellReceiver(receiver.Name, receiver, LossesOf(receiver))),
        ];
    }

    /// <summary>Those who got all of equally many are told together.</summary>
    private IEnumerable<RichText> TellEach() => flow.Receivers
        .GroupBy(receiver => receiver is { Lost: 0, InFlight: 0, Due: > 0 } ? $"all {receiver.Due}" : receiver.Name)
        .Select(alike => alike.Count() == 1
            ? TellReceiver(alike.First().Name, alike.First(), LossesOf(alike.First()))
            : RichText.NamesOf([.. alike.Select(receiver => receiver.Name)]) + $" received {AllOf(alike.First().Due)} of "
            + RichText.Strong(flow.Name) + ".");

    /// <summary>Of an anycast address each packet reaches one of the members.</summary>
    private RichText TellNearest()
    {
        RichText told = TellReceiver(flow.To, Total, flow.Losses);
        List<FlowFigures> takers = flow.Receivers.Where(receiver => receiver.Received > 0).ToList();
        return takers.Count == 0 ? told : told
            + $" {string.Join(", ", takers.Select(receiver => $"{Figure.Count(receiver.Received!.Value)} arrived at {receiver.Name}"))}.";
    }

    private IReadOnlyList<LossReport> LossesOf(FlowFigures receiver) => [.. flow.Losses.Where(loss => loss.Receiver == receiver.Name)];

    private RichText TellLatency(LatencyFigures latency)
    {
        string subject = flow.IsRoundTrip ? "A round trip of " : "A packet of ";
        var name = RichText.Strong(flow.Name);
        if (Total.Received == 1)
            return (flow.IsRoundTrip ? "The round trip of " : "The packet of ") + name + $" took {Unit.Seconds.Format(latency.P50)}.";
        if (latency.Min == latency.Max) return subject + name + $" took {Unit.Seconds.Format(latency.P50)}, each the same.";
        (string? least, string? median, string? within, string? most) =
            (Unit.Seconds.Format(latency.Min), Unit.Seconds.Format(latency.P50), Unit.Seconds.Format(latency.P95),
                Unit.Seconds.Format(latency.Max));
        string atLeast = least == median ? "" : $", {least} at least";
        string within95 = within == median || within == most ? "" : $"; 95 % took no more than {within}";
        return subject + name + $" took {median} in the median{atLeast} and {most} at most{within95}.";
    }

    private RichText TellResponse(LatencyFigures response) =>
        "Some requests of " + RichText.Strong(flow.Name)
            + " had to wait before they could be sent: counted from when each should have been sent, it took "
        + $"{Unit.Seconds.Format(response.P50)} in the median, {Unit.Seconds.Format(response.Max)} at most, and in 95 % no more than " +
        $"{Unit.Seconds.Format(response.P95)} until its answer came.";

    private RichText? TellOddities()
    {
        var parts = new List<string>();
        if (Total.Reordered > 0) parts.Add($"{Figure.Count(Total.Reordered.Value)} arrived after a later one");
        if (Total.Duplicates > 0)
            parts.Add($"{(Total.Duplicates == 1 ? "one further copy" : $"{Figure.Count(Total.Duplicates.Value)} further copies")} arrived");
        return parts.Count == 0 ? null : "Of the " + $"{(flow.IsRoundTrip ? "answers" : "packets")} of " + RichText.Strong(flow.Name)
            + $" {string.Join(", and ", parts)}.";
    }

    private static string UnderWay(FlowFigures figures) => figures.InFlight switch
    {
        null or 0 => "",
        1 => "; one more was under way when the run ended",
        var some => $"; {Figure.Count(some.Value)} more were under way when the run ended",
    };

    private string AllOf(long? count) => count == 1 ? $"the one {Things[..^1]}" : $"all {Count(count)}";

    private string Count(long? count) => $"{Figure.Count(count ?? 0)} {(count == 1 ? Things[..^1] : Things)}";
}
