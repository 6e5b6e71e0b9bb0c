using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>Grades all submissions: simulated ones several at once, those on real sockets one after the other.</summary>
internal static class ClassGrader
{
    /// <summary>The submissions' results, in their order.</summary>
    /// <param name="onGraded">Called with the number of submissions that are done.</param>
    public static async Task<GradeBook> GradeAsync(
        Rubric rubric, IReadOnlyList<Submission> submissions, SubmissionGrader grader, int jobs, Action<int> onGraded)
    {
        var graded = new GradedSubmission[submissions.Count];
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = rubric.Mode == RunMode.Loopback ? 1 : jobs };
        await Parallel.ForAsync(0, graded.Length, options, async (i, _) =>
        {
            graded[i] = await grader.GradeAsync(submissions[i]);
            onGraded(Interlocked.Increment(ref done));
        });
        return new GradeBook(rubric, WithParts(rubric, graded));
    }

    /// <summary>A file that a scenario names, such as recorded traffic, is part of that one.</summary>
    private static GradedSubmission[] WithParts(Rubric rubric, GradedSubmission[] graded)
    {
        var whole = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (GradedFile file in graded.SelectMany(one => one.Files))
        {
            foreach (string named in file.Named) whole.TryAdd(named, file.File.Name);
        }

        return
        [
            .. graded.Select(one => one.Status == SubmissionStatus.NoScenario
                && whole.TryGetValue(one.Submission.Parts[0]!.Path, out string? name)
                ? GradedSubmission.Refused(one.Submission, rubric, SubmissionStatus.Part, $"{name} names it") : one),
        ];
    }
}
