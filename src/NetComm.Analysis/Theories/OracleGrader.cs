using static System.FormattableString;

namespace NetComm.Analysis;

/// <summary>Tests a run against theory, at a confidence of 99.9 %: of 1000 right runs about one fails.</summary>
internal static class OracleGrader
{
    /// <summary>Fewer bursts of loss are not spread as a bell curve, which the test of their number assumes.</summary>
    private const double LeastBursts = 20;

    /// <summary>The error of a mean time in a queue goes with that time, that of a share of losses with its root, as counts do.</summary>
    private const double TimesVary = 1, LossesVary = 0.5;

    /// <summary>Fewer losses leave the rate of TCP to chance.</summary>
    private const int LeastLosses = 50;

    public static Grade Grade(Expectation expected, OracleMeasurement measured) => measured.Oracle.Theory switch
    {
        SingleServerQueue queue =>
            Batched(expected, measured, "mean", measured.Oracle.Besides.TotalSeconds, queue.MeanTime, TimesVary, Amount.Time),
        FiniteQueue queue => Batched(expected, measured, "loss", 0, queue.Loss, LossesVary, Amount.Share),
        BurstLoss bursts => Bursts(expected, measured, bursts),
        MathisRate rate => Rate(expected, measured, rate),
        _ => throw new ArgumentException($"No test for {measured.Oracle.Theory}.", nameof(measured)),
    };

    /// <param name="what">What it is the mean of.</param>
    /// <param name="constant">What no chance changes.</param>
    /// <param name="varying">What theory says of the rest.</param>
    /// <param name="power">Its error goes with this power of it.</param>
    private static Grade Batched(Expectation expected, OracleMeasurement measured, string what, double constant, double varying,
        double power, Func<double, Amount> unit)
    {
        if (measured.Mean is not { } mean) return new(expected, false, "no data");
        if (measured.StandardError is not { } error) return TooFew(expected, measured.Samples, measured.Needed, "packets");
        double theory = constant + varying;
        double margin = Confidence.Student(measured.Batches - 1) * error * Correction((mean - constant) / varying, power);
        string text = $"{unit(theory).Tell(what, mean, theory, margin)} (99.9 %, {measured.Batches} batches)";
        return new(expected, Rounding.Round(Math.Abs(mean - theory)) <= Rounding.Round(margin), text);
    }

    /// <summary>
    /// Where the mean is small by chance, so is the error that its batches show, and theory would lie outside too often; where it is large,
    /// too seldom. So the error is that of theory's mean (the delta method on the power that makes it the same for all). At most twofold:
    /// what is far too small is no chance.
    /// </summary>
    private static double Correction(double share, double power) => share > 0 ? Math.Min(PortableMath.Pow(1 / share, power), 2) : 1;

    private static Grade Bursts(Expectation expected, OracleMeasurement measured, BurstLoss theory)
    {
        if (measured.Mean is not { } loss || measured.StandardError is not { } error) return new(expected, false, "no data");
        // A burst begins with each step from good to bad; without memory each loss is its own.
        double perPacket = theory.MeanBurst is { } length ? theory.MeanLoss / length : theory.MeanLoss * (1 - Math.Max(0, theory.Memory));
        long needed = (long)Math.Ceiling(LeastBursts / perPacket);
        if (measured.Samples < needed) return TooFew(expected, measured.Samples, needed, "packets");
        bool ofTwo = theory.MeanBurst is not null && measured.MeanBurst is not null;
        double quantile = ofTwo ? Confidence.NormalOfTwo : Confidence.Normal;
        bool passed = Within(loss, theory.MeanLoss, quantile * error);
        string text = Amount.Share(theory.MeanLoss).Tell("loss", loss, theory.MeanLoss, quantile * error);
        if (theory.MeanBurst is { } expectedBurst && measured.MeanBurst is { } burst)
        {
            double margin = quantile * theory.BurstDeviation(measured.Bursts.Sum());
            passed &= Within(burst, expectedBurst, margin);
            text = $"{text}; {Amount.Packets.Tell("mean burst", burst, expectedBurst, margin)}";
        }

        return new(expected, passed, Invariant($"{text} (99.9 %, {DigitGroups.Of(measured.Samples)} packets)"));
    }

    private static Grade Rate(Expectation expected, OracleMeasurement measured, MathisRate theory)
    {
        if (measured.Mean is not { } goodput) return new(expected, false, "no data");
        if (measured.Losses < LeastLosses) return TooFew(expected, measured.Losses, LeastLosses, "losses");
        bool passed = Within(goodput, theory.Rate, MathisRate.Band * theory.Rate);
        Amount unit = Amount.BitRate(theory.Rate);
        string actual = Invariant($"goodput {unit.Show(goodput, 2)}, theory {unit.Show(theory.Rate, 2)} ± {MathisRate.Band:0 %} ");
        return new(expected, passed, actual + Invariant($"(the band of the approximation, {DigitGroups.Of(measured.Losses)} losses)"));
    }

    private static bool Within(double measured, double theory, double margin) =>
        Rounding.Round(Math.Abs(measured - theory)) <= Rounding.Round(margin);

    private static Grade TooFew(Expectation expected, long had, long needed, string what) =>
        new(expected, false,
            $"too few {what} to tell: {DigitGroups.Of(had)}, where the test needs {DigitGroups.Of(needed)}");
}
