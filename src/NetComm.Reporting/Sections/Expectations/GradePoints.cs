using System.Globalization;

namespace NetComm.Reporting.Sections.Expectations;

internal sealed record GradePoints(decimal Earned, decimal Possible)
{
    /// <summary>All together; null where none gives points.</summary>
    public static GradePoints? Sum(IEnumerable<ExpectationReport> expectations) =>
        expectations.Select(expected => expected.Points).OfType<GradePoints>().Aggregate(
            (GradePoints?)null,
            (sum, one) => new GradePoints((sum?.Earned ?? 0) + one.Earned, (sum?.Possible ?? 0) + one.Possible));

    /// <summary>For a table: <c>2 / 3</c>.</summary>
    public string InTable => $"{Written(Earned)} / {Written(Possible)}";

    /// <summary>For a sentence: <c>7 of 10 points</c>.</summary>
    public string InWords => $"{Written(Earned)} of {Written(Possible)} {(Possible == 1 ? "point" : "points")}";

    private static string Written(decimal points) => points.ToString("0.######", CultureInfo.InvariantCulture);
}
