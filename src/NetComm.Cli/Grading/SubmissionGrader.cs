using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Grading;

/// <summary>Grades one row: a file, or the files of a student's tasks one after the other.</summary>
internal sealed class SubmissionGrader(Rubric rubric, FileGrader grader)
{
    public async Task<GradedSubmission> GradeAsync(Submission submission)
    {
        // A link's row has its folder with the reason, as a file with mistakes has.
        if (submission.Refusal is { Status: not (SubmissionStatus.Link or SubmissionStatus.Errors) } refusal)
            return GradedSubmission.Refused(submission, rubric, refusal.Status, refusal.Remark);
        if (rubric.Tasks.Count == 0 || submission.Refusal is not null)
            return Of(submission, await grader.GradeAsync(submission.Parts[0]!, rubric));
        var files = new List<GradedFile>();
        var grades = new List<Grade>();
        var remarks = new List<string>();
        var notes = new List<string>();
        for (int i = 0; i < rubric.Tasks.Count; i++)
        {
            RubricTask task = rubric.Tasks[i];
            string missing = $"there is no file {task.File}";
            GradedFile? file = submission.Parts[i] is { } part ? await grader.GradeAsync(part, task.Rubric) : null;
            if (file is not null) files.Add(file);
            grades.AddRange(file?.Grades ?? GradedSubmission.Without(task.Rubric, missing));
            if ((file?.Remark ?? missing) is { Length: > 0 } remark) remarks.Add($"{task.Name}: {remark}");
            notes.AddRange(file?.Notes.Select(note => $"{task.Name}: {note}") ?? []);
        }

        SubmissionStatus status = files.Select(file => file.Status).FirstOrDefault(one => one != SubmissionStatus.Graded);
        return new GradedSubmission(submission, status, string.Join("; ", remarks), grades) { Files = files, Notes = notes };
    }

    private static GradedSubmission Of(Submission submission, GradedFile file) =>
        new(submission, file.Status, file.Remark, file.Grades) { Files = [file], Notes = file.Notes };
}
