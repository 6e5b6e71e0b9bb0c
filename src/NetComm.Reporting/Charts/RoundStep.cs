namespace NetComm.Reporting.Charts;

/// <summary>A step that people count in: 1, 2 or 5 times a power of ten.</summary>
internal readonly record struct RoundStep(int Mantissa, int Exponent)
{
    /// <summary>Decimals that a multiple of this step needs.</summary>
    private int Decimals => Math.Max(0, -Exponent);

    /// <summary>The smallest round step not below <paramref name="least"/>, which is positive.</summary>
    public static RoundStep AtLeast(double least)
    {
        int exponent = PowersOfTen.ExponentOf(least);
        foreach (int mantissa in (ReadOnlySpan<int>)[1, 2, 5])
            if (mantissa * PowersOfTen.Of(exponent) >= least * (1 - 1e-9))
                return new RoundStep(mantissa, exponent);
        return new RoundStep(1, exponent + 1);
    }

    /// <summary>The multiple of the step, exact to the last bit.</summary>
    public double Times(long count) =>
        Exponent >= 0 ? count * Mantissa * PowersOfTen.Of(Exponent) : count * Mantissa / PowersOfTen.Of(-Exponent);

    /// <summary>How many steps a value is, not rounded.</summary>
    public double CountOf(double value) => value / Times(1);

    /// <summary>The multiple of the step as printed, thousands set apart: <c>−1 500</c>, <c>0.25</c>.</summary>
    public string Label(long count)
    {
        string digits = ((decimal)Times(count)).ToString($"N{Decimals}", DigitGroups.Format);
        return digits.Replace('-', '\u2212');
    }
}
