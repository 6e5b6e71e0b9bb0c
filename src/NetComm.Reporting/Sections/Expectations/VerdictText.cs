using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Expectations;

/// <summary>How the run came out, at the head of the report.</summary>
internal static class VerdictText
{
    /// <summary>Failed expectations that are named; the table has all.</summary>
    private const int MostNamed = 3;

    /// <summary>A sentence or two.</summary>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<ExpectationReport> expectations, bool isComplete)
    {
        if (isComplete) return [GradeOf(expectations)];
        string worth = GradePoints.Sum(expectations) is null ? "" : " It gives no points.";
        return [new($"The run is incomplete: it was interrupted, and the report covers only what had happened until then.{worth}", false),
            GradeOf(expectations)];
    }

    private static Verdict GradeOf(IReadOnlyList<ExpectationReport> expectations)
    {
        List<ExpectationReport> graded = expectations.Where(expected => expected.Passed is not null).ToList();
        if (graded.Count == 0) return new("The scenario has no expectations, so nothing was graded.", null);
        string[] failed = [.. graded.Where(expected => expected.Passed == false).Select(expected => expected.Text)];
        string points = GradePoints.Sum(expectations) is { } sum ? $"{sum.InWords}. " : "";
        return failed.Length > 0
            ? new($"{points}{failed.Length} of {graded.Count} expectations failed: " +
            $"{string.Join("; ", failed.Take(MostNamed))}{(failed.Length > MostNamed ? "; …" : "")}", false)
            : new(points + (graded.Count == 1 ? "The one expectation passed." : $"All {graded.Count} expectations passed."), true);
    }
}
