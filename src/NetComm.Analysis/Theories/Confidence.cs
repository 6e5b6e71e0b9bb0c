namespace NetComm.Analysis;

/// <summary>How far from its mean an estimate may be by chance alone: two-sided 99.9 %.</summary>
internal static class Confidence
{
    /// <summary>Normal quantile at 0.9995.</summary>
    public const double Normal = 3.290526731491926;

    /// <summary>Normal quantile at 0.99975: of two tests, each at 99.95 %, so that both together are at 99.9 % (Bonferroni).</summary>
    public const double NormalOfTwo = 3.480756404300127;

    // Normal quantile at 0.975.
    private const double Normal95 = 1.959963984540054;

    // Student's t at 0.975 for 1 to 30 degrees of freedom (inverted incomplete beta function, to ten digits).
    private static readonly double[] Student95OfFew =
    [
        12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163, 2.228138852,
        2.200985160, 2.178812830, 2.160368656, 2.144786688, 2.131449546, 2.119905299, 2.109815578, 2.100922040, 2.093024054, 2.085963447,
        2.079613845, 2.073873068, 2.068657610, 2.063898562, 2.059538553, 2.055529439, 2.051830516, 2.048407142, 2.045229642, 2.042272456,
    ];

    /// <summary>Student's t at 0.9995 for 7 or more degrees of freedom; error below 0.2 %.</summary>
    public static double Student(int degrees) => Student(Normal, degrees);

    /// <summary>Student's t at 0.975, for two-sided 95 % intervals; error below 10⁻⁷.</summary>
    public static double Student95(int degrees) =>
        degrees <= Student95OfFew.Length ? Student95OfFew[degrees - 1] : Student(Normal95, degrees);

    // From the normal quantile z (Abramowitz and Stegun 26.7.5): from + × ÷ alone, the same everywhere.
    private static double Student(double z, int degrees)
    {
        double square = z * z;
        double first = (square + 1) * z / 4;
        double second = ((5 * square + 16) * square + 3) * z / 96;
        double third = (((3 * square + 19) * square + 17) * square - 15) * z / 384;
        double fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) * z / 92160;
        return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
    }
}
