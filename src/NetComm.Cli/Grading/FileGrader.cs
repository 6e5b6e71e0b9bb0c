using System.Globalization;
using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Scenarios;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Cli.Grading;

/// <summary>Runs one file against the rubric of one task and writes its folder. Whatever happens, the next file is graded too.</summary>
internal sealed class FileGrader(string folder, TimeSpan timeout, Interruption interruption)
{
    /// <summary>A thousand times a lesson's events: longer files end here, everywhere alike, before they fill the disk (320 MB).</summary>
    private const long MostEvents = 10_000_000;

    /// <summary>How long a run may take to end after it was cancelled; then it is abandoned.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task<GradedFile> GradeAsync(HandedInFile file, Rubric rubric)
    {
        if (interruption.Happened) return Interrupted(file, rubric);
        string place = Path.Combine(folder, file.Name);
        try
        {
            Directory.CreateDirectory(place);
            GradedFile graded = await GradeInAsync(place, file, rubric);
            if (graded.Status != SubmissionStatus.Graded && !File.Exists(ErrorsIn(place))) WriteErrors(place, graded.Remark);
            return graded;
        }
        catch (OperationCanceledException) when (interruption.Happened)
        {
            return Interrupted(file, rubric);
        }
#pragma warning disable CA1031 // One submission must not stop the others, whatever it does.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (Directory.Exists(place)) WriteErrors(place, failure.ToString());
            return Without(file, rubric, SubmissionStatus.Failed, failure.Message);
        }
    }

    private async Task<GradedFile> GradeInAsync(string place, HandedInFile file, Rubric rubric)
    {
        if (file.Refusal is { } refusal) return Without(file, rubric, refusal.Status, refusal.Remark);
        try
        {
            (CheckedFile checkedFile, ScenarioLikeness? likeness) = await LimitedAsync(() =>
                Task.FromResult((CheckedFile.Of(file.Path, rubric.Overrides, rubric), ScenarioLikeness.OfFile(file.Path))));
            GradedFile graded = checkedFile.Scenario is { } scenario ? await RunAsync(place, file, scenario, rubric)
                : WithErrors(place, file, rubric, checkedFile.Problems);
            return graded with { Likeness = likeness };
        }
        catch (TimeoutException)
        {
            return TimedOut(file, rubric);
        }
    }

    private async Task<GradedFile> RunAsync(string place, HandedInFile file, Scenario scenario, Rubric rubric)
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
            return Without(file, rubric, SubmissionStatus.TooLong, $"its run has more than {DigitGroups.Of(MostEvents)} events");
        if (interruption.Happened && run.Interrupted) return Interrupted(file, rubric);
        if (run.Interrupted) return TimedOut(file, rubric);
        Write(run, place);
        log.Ends(run);
        GradedFile graded = run.Complete
            ? new GradedFile(file, SubmissionStatus.Graded, RemarkOn(run), run.Grades)
            : Without(file, rubric, SubmissionStatus.Incomplete, string.Join("; ", run.Result.Missing));
        return graded with { Notes = scenario.RubricNotes, Named = NamedBy(scenario, file), HasReport = true };
    }

    /// <summary>Does the work in a thread that is abandoned if it neither ends nor reacts to being cancelled.</summary>
    private Task<T> LimitedAsync<T>(Func<Task<T>> work) =>
        Task.Run(work, CancellationToken.None).WaitAsync(timeout + Grace, CancellationToken.None);

    private static string RemarkOn(FinishedRun run) =>
        string.Join("; ", run.Scenario.Expectations.Select(expected => expected.NotMeasurable).OfType<string>().Distinct());

    /// <summary>The files beside it that the scenario names.</summary>
    private static string[] NamedBy(Scenario scenario, HandedInFile file) =>
        [.. scenario.Files.Select(named => Path.GetFullPath(named.Name, Path.GetDirectoryName(file.Path)!))];

    private static void Write(FinishedRun run, string place)
    {
        RunWriter.WriteSummary(run, place);
        RunWriter.WriteTrace(run.Result.Trace, place);
        RunWriter.WriteCaptures(run, new CaptureOptions(), place);
        RunWriter.WriteReport(run, ReportFormat.Html, place);
    }

    private static GradedFile WithErrors(string place, HandedInFile file, Rubric rubric, IReadOnlyList<Problem> problems)
    {
        WriteErrors(place, string.Join("\n\n", problems.Select(problem => Named(problem, file).Render())));
        Problem first = problems[0];
        string where = first.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {first.Line}: ");
        string more = problems.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {problems.Count - 1} more)");
        return Without(file, rubric, SubmissionStatus.Errors, where + first.Message + more);
    }

    /// <summary>A place in the rubric's base stays one there, without the folders of who grades.</summary>
    private static Problem Named(Problem problem, HandedInFile file) =>
        problem with { File = problem.File == file.Path ? file.Name : Path.GetFileName(problem.File) };

    private GradedFile TimedOut(HandedInFile file, Rubric rubric) =>
        Without(file, rubric, SubmissionStatus.TimedOut,
            string.Create(CultureInfo.InvariantCulture, $"it took more than {timeout.TotalSeconds} s of real time"));

    private static GradedFile Interrupted(HandedInFile file, Rubric rubric) =>
        Without(file, rubric, SubmissionStatus.NotGraded, "interrupted");

    private static GradedFile Without(HandedInFile file, Rubric rubric, SubmissionStatus status, string remark) =>
        new(file, status, remark, GradedSubmission.Without(rubric, remark));

    private static string ErrorsIn(string place) => Path.Combine(place, GradingFiles.Errors);

    private static void WriteErrors(string place, string text) => WholeFile.Write(ErrorsIn(place), text + "\n");
}

/// <summary>A file with its points.</summary>
/// <param name="Grades">One for each line of its rubric.</param>
internal sealed record GradedFile(HandedInFile File, SubmissionStatus Status, string Remark, IReadOnlyList<Grade> Grades)
{
    /// <summary>What was noticed and costs nothing, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The files that it names, as full paths.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    public bool HasReport { get; init; }

    /// <summary>What stays of it when names and values are left out; null where it was not read.</summary>
    public ScenarioLikeness? Likeness { get; init; }

    /// <summary>Its page among the grades: its report, or its mistakes; null where nothing was written.</summary>
    public string? Page => Status switch
    {
        SubmissionStatus.NotGraded => null,
        SubmissionStatus.Graded => $"{File.Name}/{RunFiles.Report}",
        _ => $"{File.Name}/{GradingFiles.Errors}",
    };

    /// <summary>That page as a link from beside its folder; null where there is none.</summary>
    public string? Link => Page is { } page ? string.Join('/', page.Split('/').Select(Uri.EscapeDataString)) : null;
}
