using static System.FormattableString;

namespace NetComm.Reporting.Sections.Theories;

/// <param name="Name">As textbooks call it.</param>
/// <param name="Assumes">What must hold, and holds in this scenario.</param>
/// <param name="Parameters">Its letters with this scenario's values.</param>
internal sealed record TheoryText(string Name, string Formula, string Assumes, string Parameters, string Source)
{
    private const string Kleinrock = "Kleinrock 1975, Queueing Systems I";

    public static TheoryText Of(Theory theory) => theory switch
    {
        SingleServerQueue { Kind: QueueKind.Mm1 } queue =>
            new("M/M/1", "E[T] = 1/(μ − λ); a share 1 − e^(−(μ − λ)t) of the packets needs at most t",
            "Poisson arrivals, exponential sizes, one link as server, an unlimited queue.", ParametersOf(queue), $"{Kleinrock}, 3.2"),
        SingleServerQueue { Kind: QueueKind.Md1 } queue => new("M/D/1", "E[T] = 1/μ + ρ/(2μ(1 − ρ))",
            "Poisson arrivals, packets of one size, one link as server, an unlimited queue.", ParametersOf(queue),
            $"{Kleinrock}, 5.6; the distribution by Franx 2001"),
        SingleServerQueue queue => new("M/G/1", "E[T] = E[S] + λE[S²]/(2(1 − ρ)) (Pollaczek and Khinchine)",
            "Poisson arrivals, independent sizes, one link as server, an unlimited queue.",
            $"{ParametersOf(queue)}, √E[S²] = {Time(Math.Sqrt(queue.SquaredService))}", $"{Kleinrock}, 5.6"),
        FiniteQueue queue =>
            new("M/M/1/K", "loss = ρᴷ(1 − ρ)/(1 − ρᴷ⁺¹)",
            "Poisson arrivals, exponential sizes, one link as server, room for K packets including the one in transmission.",
            Invariant($"{Rates(queue.ArrivalRate, queue.MeanService, queue.Load)}, K = {queue.Limit}"), $"{Kleinrock}, 3.6"),
        BurstLoss bursts =>
            new("Gilbert–Elliott",
            "loss = p/(p + r)·loss-bad + r/(p + r)·loss-good; if the bad state loses all packets and the good state none, burst lengths "
            + "are geometric with mean 1/r, and the mean of n packets has (1 + l)/(1 − l) times the variance of independent losses, "
            + "l = 1 − p − r",
            "A good and a bad state that may change with each packet; no other cause of loss on the link.",
            Invariant($"p = {bursts.Chain.GoodToBad}, r = {bursts.Chain.BadToGood}, loss-good = {bursts.Chain.LossGood}, ")
            + Invariant($"loss-bad = {bursts.Chain.LossBad}, l = {bursts.Chain.Memory:0.####}"),
            "Gilbert 1960 and Elliott 1963, Bell System Technical Journal"),
        MathisRate rate =>
            new("Mathis", "rate = MSS/RTT · C/√p",
            "TCP Reno limited by random losses alone: no full queue, no timeouts (p up to 0.3 %), no window limit.",
            Invariant($"MSS = {rate.SegmentSize} B, RTT = {Time(rate.RoundTrip)}, p = {rate.Loss * 100:0.####} %, ")
            + $"C = √({(rate.DelayedAck ? "3/4" : "3/2")}) with an acknowledgement for every {(rate.DelayedAck ? "second " : "")}segment",
            "Mathis, Semke, Mahdavi and Ott 1997, ACM Computer Communication Review 27(3)"),
        _ => throw new ArgumentException($"No words for {theory}.", nameof(theory)),
    };

    private static string ParametersOf(SingleServerQueue queue) => Rates(queue.ArrivalRate, queue.MeanService, queue.Load);

    private static string Rates(double arrivals, double service, double load) =>
        Invariant($"λ = {arrivals:0.###} packets/s, 1/μ = E[S] = {Time(service)}, ρ = {load * 100:0.##} %");

    private static string Time(double seconds) => Unit.Seconds.Format(seconds);
}
