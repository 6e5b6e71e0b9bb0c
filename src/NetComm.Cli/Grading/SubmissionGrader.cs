using System.Globalization;
using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Scenarios;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Cli.Grading;

/// <summary>Runs one submission against a rubric and writes its folder. Whatever happens, the next submission is graded too.</summary>
internal sealed class SubmissionGrader(Rubric rubric, string folder, TimeSpan timeout, Interruption interruption)
{
    /// <summary>A thousand times a lesson's events: longer files end here, everywhere alike, before they fill the disk (320 MB).</summary>
    private const long MostEvents = 10_000_000;

    /// <summary>How long a run may take to end after it was cancelled; then it is abandoned.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task<GradedSubmission> GradeAsync(Submission submission)
    {
        if (interruption.Happened) return Interrupted(submission);
        string place = Path.Combine(folder, submission.Name);
        try
        {
            Directory.CreateDirectory(place);
            GradedSubmission graded = await GradeInAsync(place, submission);
            if (graded.Status != SubmissionStatus.Graded && !File.Exists(ErrorsIn(place))) WriteErrors(place, graded.Remark);
            return graded;
        }
        catch (OperationCanceledException) when (interruption.Happened)
        {
            return Interrupted(submission);
        }
#pragma warning disable CA1031 // One submission must not stop the others, whatever it does.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (Directory.Exists(place)) WriteErrors(place, failure.ToString());
            return Without(submission, SubmissionStatus.Failed, failure.Message);
        }
    }

    private async Task<GradedSubmission> GradeInAsync(string place, Submission submission)
    {
        if (submission.IsLink) return Without(submission, SubmissionStatus.Errors, "it is a symbolic link, which is not followed");
        try
        {
            CheckedFile file = await LimitedAsync(() => Task.FromResult(CheckedFile.Of(submission.File, rubric.Overrides, rubric)));
            return file.Scenario is { } scenario ? await RunAsync(place, submission, scenario)
                : WithErrors(place, submission, file.Problems);
        }
        catch (TimeoutException)
        {
            return TimedOut(submission);
        }
    }

    private async Task<GradedSubmission> RunAsync(string place, Submission submission, Scenario scenario)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        limit.CancelAfter(timeout);
        using RunLog log = RunLog.In(place, alsoOnError: false);
        log.Begins(scenario);
        RunWriter.WriteScenario(scenario, place);
        RunWriter.WriteRubric(rubric, place);
        var options = new RunOptions
        {
            Log = log.OfRun,
            Cancellation = limit.Token,
            OnProgress = (_, events) =>
            {
                if (events > MostEvents) limit.Cancel();
            },
        };
        FinishedRun run = await LimitedAsync(() => ScenarioRun.OfAsync(scenario, options));
        using Trace trace = run.Result.Trace;
        trace.Cancellation = interruption.LastCall;
        if (trace.Events > MostEvents)
            return Without(submission, SubmissionStatus.TooLong, $"its run has more than {DigitGroups.Of(MostEvents)} events");
        if (interruption.Happened && run.Interrupted) return Interrupted(submission);
        if (run.Interrupted) return TimedOut(submission);
        Write(run, place);
        log.Ends(run);
        return run.Complete
            ? new GradedSubmission(submission, SubmissionStatus.Graded, RemarkOn(run), run.Grades)
            : Without(submission, SubmissionStatus.Incomplete, string.Join("; ", run.Result.Missing));
    }

    /// <summary>Does the work in a thread that is abandoned if it neither ends nor reacts to being cancelled.</summary>
    private Task<T> LimitedAsync<T>(Func<Task<T>> work) =>
        Task.Run(work, CancellationToken.None).WaitAsync(timeout + Grace, CancellationToken.None);

    private static string RemarkOn(FinishedRun run) =>
        string.Join("; ", run.Scenario.Expectations.Select(expected => expected.NotMeasurable).OfType<string>().Distinct());

    private static void Write(FinishedRun run, string place)
    {
        RunWriter.WriteSummary(run, place);
        RunWriter.WriteTrace(run.Result.Trace, place);
        RunWriter.WriteCaptures(run, new CaptureOptions(), place);
        RunWriter.WriteReport(run, ReportFormat.Html, place);
    }

    private GradedSubmission WithErrors(string place, Submission submission, IReadOnlyList<Problem> problems)
    {
        WriteErrors(place, string.Join("\n\n", problems.Select(problem => (problem with { File = submission.Name }).Render())));
        Problem first = problems[0];
        string where = first.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {first.Line}: ");
        string more = problems.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {problems.Count - 1} more)");
        return Without(submission, SubmissionStatus.Errors, where + first.Message + more);
    }

    private GradedSubmission TimedOut(Submission submission) =>
        Without(submission, SubmissionStatus.TimedOut,
            string.Create(CultureInfo.InvariantCulture, $"it took more than {timeout.TotalSeconds} s of real time"));

    private GradedSubmission Interrupted(Submission submission) => Without(submission, SubmissionStatus.NotGraded, "interrupted");

    private GradedSubmission Without(Submission submission, SubmissionStatus status, string remark) =>
        GradedSubmission.Without(submission, rubric, status, remark);

    private static string ErrorsIn(string place) => Path.Combine(place, GradingFiles.Errors);

    private static void WriteErrors(string place, string text) =>
        WholeFile.Write(ErrorsIn(place), text + "\n");
}
