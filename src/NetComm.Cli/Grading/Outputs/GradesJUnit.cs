namespace NetComm.Cli.Grading;

/// <summary>The checks of a class as JUnit XML: a suite for each submission, a case for each of the rubric's lines.</summary>
internal static class GradesJUnit
{
    public static void Write(string path, GradeBook book) => JUnitFile.Write(path, book.Counted.Select(one => SuiteOf(book, one)));

    private static JUnitSuite SuiteOf(GradeBook book, GradedSubmission one)
    {
        bool isError = one.IsNotItsFault || one.Status == SubmissionStatus.NotGraded;
        return new(one.Submission.Name, one.Submission.Name,
            [.. one.Grades.Select((grade, i) => CaseOf(book.Rubric.Lines[i], grade, isError))]);
    }

    private static JUnitCase CaseOf(Expectation line, Grade grade, bool isError)
    {
        JUnitOutcome outcome = grade.Passed switch
        {
            true => JUnitOutcome.Passed,
            null => JUnitOutcome.Skipped,
            _ => isError ? JUnitOutcome.Error : JUnitOutcome.Failure,
        };
        return new(line.Text, outcome, $"was {grade.Actual}{(grade.Sentence is { } sentence ? $". {sentence}" : "")}");
    }
}
