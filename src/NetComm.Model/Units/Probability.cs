using System.Globalization;

namespace NetComm.Model;

/// <summary>A probability, from 0 to 1.</summary>
public readonly record struct Probability(double Value)
{
    /// <summary>Probability 0: it never happens.</summary>
    public static readonly Probability Zero;

    /// <summary>Whether it never happens.</summary>
    public bool IsZero => Value == 0;

    /// <summary>This many percent.</summary>
    public static Probability FromPercent(double percent) => new(percent / 100);

    /// <summary>The share in percent: <c>0.5 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value * 100:0.##########} %");
}
