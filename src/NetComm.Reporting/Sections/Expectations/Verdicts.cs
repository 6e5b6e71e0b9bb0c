using NetComm.Reporting.Document;

namespace NetComm.Reporting.Sections.Expectations;

/// <summary>How the run came out, at the head of the report.</summary>
internal static class Verdicts
{
    /// <summary>Failed expectations that are named; the table has all.</summary>
    private const int MostNamed = 3;

    /// <summary>A sentence or two.</summary>
    public static IReadOnlyList<Verdict> Of(ReportModel report)
    {
        if (report.IsComplete) return [GradeOf(report)];
        string worth = report.Points is null ? "" : " It gives no points.";
        return [new($"The run is incomplete: it was interrupted, and everything below covers what had happened so far.{worth}", false),
            GradeOf(report)];
    }

    private static Verdict GradeOf(ReportModel report)
    {
        List<ExpectationReport> graded = report.Expectations.Where(expected => expected.Passed is not null).ToList();
        if (graded.Count == 0) return new("Nothing was expected of this run, so nothing was graded.", null);
        string[] failed = [.. graded.Where(expected => expected.Passed == false).Select(expected => expected.Text)];
        string points = report.Points is { } sum ? $"{sum.InWords}. " : "";
        return failed.Length > 0
            ? new($"{points}{failed.Length} of {graded.Count} expectations failed: " +
            $"{string.Join("; ", failed.Take(MostNamed))}{(failed.Length > MostNamed ? "; …" : "")}", false)
            : new(points + (graded.Count == 1 ? "The one expectation passed." : $"All {graded.Count} expectations passed."), true);
    }
}
