namespace NetComm.Reporting.Sections.Expectations;

internal static class VerdictText
{
    /// <summary>Failed expectations that are named; the table has all.</summary>
    private const int MostNamed = 5;

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
        ExpectationReport[] failed = [.. graded.Where(expected => expected.Passed == false)];
        string points = GradePoints.Sum(expectations) is { } sum ? $"{sum.InWords}. " : "";
        if (failed.Length == 0)
            return new(points + (graded.Count == 1 ? "The one expectation passed." : $"All {graded.Count} expectations passed."), true);
        string count = graded.Count == 1 ? "The one expectation failed:" : $"{failed.Length} of {graded.Count} expectations failed:";
        RichText[] more = failed.Length > MostNamed ? [$"and {failed.Length - MostNamed} more: see the table"] : [];
        return new(points + count, false) { Points = [.. failed.Take(MostNamed).Select(PointOf), .. more] };
    }

    /// <summary>What was asked, what was measured, and where it is shown.</summary>
    private static RichText PointOf(ExpectationReport failed)
    {
        RichText measured = RichText.Code(failed.Text) + $": measured {failed.Actual}";
        return failed.ShownAt is { } place ? measured + " (see " + RichText.Link(place.Name, place.Target) + ")" : measured;
    }
}
