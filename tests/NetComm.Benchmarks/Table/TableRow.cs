using System.Globalization;

namespace NetComm.Benchmarks.Table;

/// <summary>A line of the table: what was measured, and what it shall reach.</summary>
/// <param name="Name">What it is the ratio or amount of.</param>
/// <param name="Samples">A figure a round.</param>
/// <param name="Reach">The bound.</param>
/// <param name="IsLeast">Whether more is better.</param>
/// <param name="Unit">Behind the figures; empty for a ratio.</param>
internal sealed record TableRow(string Name, IReadOnlyList<double> Samples, double Reach, bool IsLeast = false, string Unit = "")
{
    private double Median => Samples.Order().ElementAt(Samples.Count / 2);

    private bool IsReached => IsLeast ? Median >= Reach : Median <= Reach;

    internal static string Heading { get; } = $"| {"target",-78} | {"measured",-26} | {"reach",-9} |   |\n|{Line(80)}|{Line(28)}|{Line(11)}|---|";

    /// <summary>As a row of a table in Markdown.</summary>
    public override string ToString()
    {
        string spread = Samples.Count == 1 ? "" : $" ({Text(Samples.Min())} to {Text(Samples.Max())})";
        return $"| {Name,-78} | {Text(Median) + Unit + spread,-26} | {(IsLeast ? "≥ " : "≤ ") + Text(Reach) + Unit,-9} | {(IsReached ? "✓" : " ")} |";
    }

    private static string Text(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : Math.Abs(value) >= 0.095 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    private static string Line(int length) => new('-', length);
}
