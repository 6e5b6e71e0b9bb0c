using NetComm.Reporting.Sections.Faults;
using NetComm.Reporting.Sections.Flows;

namespace NetComm.Reporting.Sections.Happened;

/// <summary>Causes of loss in words: <c>101 by random loss on radio (sensor → base)</c>.</summary>
internal static class LossText
{
    /// <summary>Causes that a sentence names; of more the rest are summed up.</summary>
    private const int MostNamed = 4;

    /// <summary>What became of the packets that are missing, to be set behind how many they are; empty where it is not known.</summary>
    public static string Of(IReadOnlyList<LossReport> losses, long lost, IReadOnlyList<Outage> outages)
    {
        List<LossReport> causes = Merged(losses);
        // What is not told of every packet is better not told of any.
        if (causes.Count == 0 || causes.Sum(cause => cause.Packets) != lost) return "";
        if (causes.Count == 1) return lost == 1 ? $", {Cause(causes[0], outages)}" : $", all {Cause(causes[0], outages)}";
        IEnumerable<string> named = causes.OrderByDescending(cause => cause.Packets).Take(MostNamed)
            .Select(cause => $"{Figure.Count(cause.Packets)} {Cause(cause, outages)}");
        long rest = causes.OrderByDescending(cause => cause.Packets).Skip(MostNamed).Sum(cause => cause.Packets);
        return $": {string.Join("; ", rest > 0 ? named.Append($"{Figure.Count(rest)} for other reasons") : named)}";
    }

    /// <summary>Losses of several receivers for one reason at one place are one cause.</summary>
    private static List<LossReport> Merged(IReadOnlyList<LossReport> losses) =>
    [
        .. losses.GroupBy(loss => (loss.Reason, loss.Where, loss.From, loss.To)).Select(same => same.First() with
        {
            Packets = same.Sum(loss => loss.Packets),
            First = same.Min(loss => loss.First),
            Last = same.Max(loss => loss.Last),
        }),
    ];

    private static string Cause(LossReport loss, IReadOnlyList<Outage> outages) => loss.Reason switch
    {
        DropReason.Loss => $"by random loss on {Way(loss)}",
        DropReason.QueueFull => $"dropped by the full queue of {Way(loss)}{Span(loss)}",
        DropReason.Down => $"{Sent(loss)} while {DownText(loss, outages)}",
        DropReason.TtlExpired => $"because the TTL expired at {loss.Where}",
        DropReason.NoRoute when loss.To == loss.Where =>
            $"because the switch of {loss.Where} had no port for {(loss.Packets == 1 ? "it" : "them")}{Span(loss)}",
        DropReason.NoRoute => $"because {loss.Where} had no route{Span(loss)}",
        DropReason.NoSocket => $"because no socket of {loss.Where} was bound to the port{Span(loss)}",
        DropReason.NoArp => $"because nobody answered the ARP requests of {loss.Where}",
        DropReason.BufferFull => $"because the receive buffer of a socket of {loss.Where} was full{Span(loss)}",
        DropReason.Reassembly => $"because fragments did not reach {loss.Where}",
        DropReason.TooBig => $"because of the MTU at {loss.Where}",
        DropReason.Aqm => $"dropped early, to keep the queue short, by that of {Way(loss)}{Span(loss)}",
        DropReason.OverBucket => $"larger than the token bucket of {Way(loss)}{Span(loss)}",
        DropReason.Collisions => $"given up after 16 collisions on {Way(loss)}{Span(loss)}",
        DropReason.Checksum => $"because of a wrong checksum at {loss.Where}",
        DropReason.ConnectionLost => $"when the connection was lost{Span(loss)}",
        _ => $"({DropReasons.Name(loss.Reason)}) at {loss.Where}{Span(loss)}",
    };

    private static string Way(LossReport loss) => loss.From is null ? loss.Where : $"{loss.Where} ({loss.From} → {loss.To})";

    private static string Sent(LossReport loss) =>
        loss.Packets == 1 ? $"sent at {At(loss.First)}"
            : loss.First == loss.Last ? $"sent at {At(loss.First)}," : $"sent between {At(loss.First)} and {At(loss.Last)},";

    private static string Span(LossReport loss) => $", {Sent(loss).TrimEnd(',')}";

    /// <summary>What was down; where nothing of that name was, the network was parted there.</summary>
    private static string DownText(LossReport loss, IReadOnlyList<Outage> outages)
    {
        Outage[] met = [.. outages.Where(outage => outage.From <= loss.Last && outage.To >= loss.First)];
        Outage[] own = [.. met.Where(outage => outage.Name == loss.Where)];
        Outage[] partitions = [.. met.Where(outage => outage.Name == Outage.Partition)];
        return own.Length == 0 && partitions.Length > 0
            ? $"the network was parted{Times(partitions)}" : $"{Way(loss)} was down{Times(own)}";
    }

    private static string Times(Outage[] met) => met.Length is 0 or > 3
        ? "" : $" ({string.Join(", ", met.Select(outage => outage.IsEnded ? $"{At(outage.From)} to {At(outage.To)}" : $"from {At(outage.From)} on"))})";

    private static string At(double seconds) => Unit.Seconds.Format(seconds);
}
