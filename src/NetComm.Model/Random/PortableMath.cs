namespace NetComm.Model;

/// <summary>
/// Logarithms and powers from + − × ÷ alone, which IEEE 754 makes exact to the last bit on every machine; the platform's own are not.
/// Relative error below 4·10⁻¹⁶ for Ln, 4·10⁻¹⁵ for Exp and Pow.
/// </summary>
public static class PortableMath
{
    // ln 2 in two parts: the first has 21 trailing zero bits, so its product with an exponent is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Ln10 = 2.302585092994045684018;
    private const double Sqrt2 = 1.4142135623730950488;

    /// <summary>The natural logarithm of a number above 0; −∞ for 0, NaN below.</summary>
    public static double Ln(double x)
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x)) return x;

        (double mantissa, int exponent) = Split(x);
        if (mantissa > Sqrt2)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh(s), s = (m − 1)/(m + 1), |s| ≤ 0.1716: 12 terms leave less than 10⁻¹⁸.
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int k = 23; k >= 3; k -= 2) sum = (sum + 1.0 / k) * square;
        return exponent * Ln2High + (2 * s + (2 * s * sum + exponent * Ln2Low));
    }

    /// <summary>The logarithm to base 10.</summary>
    public static double Log10(double x) => Ln(x) / Ln10;

    /// <summary>e to the power x.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.78) return double.PositiveInfinity;
        if (x < -745.13) return 0;

        int halves = (int)Math.Round(x / 0.693147180559945309417);
        double rest = x - halves * Ln2High - halves * Ln2Low;
        double sum = 1;
        for (int k = 18; k >= 1; k--) sum = 1 + sum * rest / k;
        return halves < -1000 ? Scale(Scale(sum, -1000), halves + 1000) : Scale(sum, halves);
    }

    /// <summary>A number above 0 to any power.</summary>
    public static double Pow(double x, double power) => power == 0 ? 1 : Exp(power * Ln(x));

    /// <summary>The cube root of a finite number of 0 or more. Relative error below 10⁻¹⁵.</summary>
    public static double CubeRoot(double x)
    {
        if (x == 0) return 0;
        if (!(x > 0 && double.IsFinite(x)))
            throw new ArgumentOutOfRangeException(nameof(x), x, "The cube root is taken of finite numbers of 0 or more.");

        (double mantissa, int exponent) = Split(x);
        int thirds = (int)Math.Floor(exponent / 3.0);
        double scaled = Scale(mantissa, exponent - 3 * thirds);

        // Halley's iteration on 1 ≤ y < 8, from at most 12 % off: the error is cubed each time, so four leave the last bit.
        double root = 1 + (scaled - 1) / 7;
        for (int i = 0; i < 4; i++)
        {
            double cube = root * root * root;
            root *= (cube + 2 * scaled) / (2 * cube + scaled);
        }

        return Scale(root, thirds);
    }

    private static (double Mantissa, int Exponent) Split(double x)
    {
        int shift = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2^54: out of the subnormal range
            shift = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
        return (BitConverter.Int64BitsToDouble(bits & 0x000FFFFFFFFFFFFF | 0x3FF0000000000000), exponent + shift);
    }

    private static double Scale(double x, int exponent)
    {
        if (exponent > 1023) return x * 2 * BitConverter.Int64BitsToDouble((long)(exponent - 1 + 1023) << 52);
        return x * BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
    }
}
