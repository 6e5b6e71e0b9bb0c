using System.Globalization;
using NetComm.Analysis;

namespace NetComm.Reporting;

/// <summary>Tells in plain English where the simulation and the machine part.</summary>
public static class VerdictSentence
{
    /// <summary>
    /// One figure: <c>latency.p50: simulation 30.12 ms, machine 30.31 ms: 0.19 ms more (0.6 %); …</c>, then what of it a bare echo takes.
    /// </summary>
    public static string Of(ModeVerdict verdict)
    {
        string values = $"{NameOf(verdict)}: simulation {Shown(verdict.Simulated.Mean, verdict)}, machine " +
            $"{Shown(verdict.Machine.Mean, verdict)}";
        if (verdict.Difference.Mean == 0) return $"{values}: the same.";
        return $"{values}: {DifferenceOf(verdict)}{EchoOf(verdict)}{OverlapOf(verdict)}.";
    }

    /// <summary>All figures of a flow in a sentence: in which the modes part by more than chance, and in which not.</summary>
    public static string Of(string flow, IReadOnlyList<ModeVerdict> verdicts)
    {
        if (verdicts.Count == 0) return $"{flow}: nothing was measured in both modes.";
        if (verdicts.All(verdict => verdict.IntervalsOverlap is null))
            return $"{flow}: whether simulation and machine part by more than chance cannot be told from one run of each.";
        string[] apart = [.. verdicts.Where(IsApart).Select(NameOf)];
        string[] together = [.. verdicts.Where(verdict => !IsApart(verdict)).Select(NameOf)];
        string agree = $"simulation and machine do not part by more than chance in {Listed(together)}";
        string part = $"part in {Listed(apart)}";
        return (together.Length, apart.Length) switch
        {
            (_, 0) => $"{flow}: {agree}.",
            (0, _) => $"{flow}: simulation and machine {part}.",
            _ => $"{flow}: {agree}, but they do in {Listed(apart)}.",
        };
    }

    /// <summary>What a bare echo on this machine takes.</summary>
    public static string Of(EchoTimes? echo) => echo is null
        ? "No bare echo came back on this machine, so what of a difference is the machine's cannot be told."
        : $"A bare echo between two UDP sockets on this machine takes {Time(echo.Median)} there and back ({Time(echo.OneWay)} each way; " +
            $"median of {Figure.Count(echo.Count)}, p95 {Time(echo.P95)}).";

    private static bool IsApart(ModeVerdict verdict) => verdict.IntervalsOverlap == false;

    private static string DifferenceOf(ModeVerdict verdict)
    {
        double difference = verdict.Difference.Mean;
        string share = verdict.Definition.Unit == MetricUnit.Share || verdict.Simulated.Mean == 0
            ? "" : $" ({ShareOf(Math.Abs(difference / verdict.Simulated.Mean))})";
        string points = verdict.Definition.Unit == MetricUnit.Share ? " of the packets" : "";
        return $"{Shown(Math.Abs(difference), verdict)}{points} {(difference > 0 ? "more" : "less")}{share}";
    }

    /// <summary>Of what the machine is slower by, no more can be the echo's than there is.</summary>
    private static string EchoOf(ModeVerdict verdict) => verdict.Echo is not { } echo || verdict.Difference.Mean <= 0 ? ""
        : echo < verdict.Difference.Mean ? $"; a bare echo on this machine takes {Shown(echo, verdict)} of that"
        : $"; a bare echo on this machine takes {Shown(echo, verdict)}, which is all of that";

    private static string OverlapOf(ModeVerdict verdict) => verdict.IntervalsOverlap switch
    {
        null => "",
        true => "; the 95 % intervals overlap, so it may be chance",
        false => "; the 95 % intervals are apart",
    };

    private static string NameOf(ModeVerdict verdict) => verdict.Definition.Name ?? verdict.Definition.Key;

    private static string Shown(double value, ModeVerdict verdict) => MetricText.Show(value, verdict.Definition).PlainText;

    /// <summary>With two digits that count.</summary>
    private static string ShareOf(double share) => Unit.Share.Format(
        double.Parse(share.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string Time(SimDuration duration) => Unit.Seconds.Format(duration.TotalSeconds);

    private static string Listed(string[] names) =>
        names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
