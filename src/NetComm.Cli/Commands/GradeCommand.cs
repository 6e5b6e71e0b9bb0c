using System.CommandLine;
using NetComm.Cli.Grading;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm grade DIR --rubric FILE</c>: many submissions against the same expectations.</summary>
internal sealed class GradeCommand : Command
{
    private const int LongestTimeout = 24 * 60 * 60;

    private readonly Argument<string> _folder =
        new("DIR") { Description = "The folder with the submissions: every .yaml and .yml file in it and below it." };
    private readonly Option<string> _rubric = new("--rubric")
    {
        Description = "The expectations and their points; they replace those of the submissions.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder for grades and reports. Default: reports/grade-RUBRIC.",
        HelpName = "DIR",
    };
    private readonly Option<int?> _jobs = new("--jobs")
    {
        Description = "How many simulated submissions run at once. Default: the number of processors.",
        HelpName = "N",
        CustomParser = typed => OptionParsers.Whole(typed, "--jobs", 1, 1024),
    };
    private readonly Option<int?> _timeout = new("--timeout")
    {
        Description = "The real time that one submission may take. Default: 60.",
        HelpName = "SECONDS",
        CustomParser = typed => OptionParsers.Whole(typed, "--timeout", 1, LongestTimeout),
    };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only what could not be graded." };
    private readonly Option<bool> _json =
        new("--json") { Description = "Print the grades on standard output as JSON, one line per submission, and nothing else." };
    private readonly Screen _screen;
    private readonly Interruption _interruption;

    public GradeCommand(Screen screen, Interruption interruption)
        : base("grade", "Grade the scenarios of a class against one rubric.")
    {
        _screen = screen;
        _interruption = interruption;
        OptionParsers.RefuseEmpty(_folder);
        OptionParsers.RefuseEmpty(_out);
        Add(_folder);
        foreach (Option option in (Option[])[_rubric, _out, _jobs, _timeout, _quiet, _json, .. NotBuilt.OfGrade]) Add(option);
        SetAction(async parsed => (int)await GradeAsync(RequestOf(parsed)));
    }

    private async Task<ExitStatus> GradeAsync(GradeRequest request)
    {
        Rubric rubric = RubricReader.Read(request.RubricFile);
        RunFolder.RequireFree(request.OutputFolder, FolderContent.Grading);
        IReadOnlyList<Submission> submissions = SubmissionsOf(request);

        using RunFolder folder = RunFolder.Begin(request.OutputFolder, FolderContent.Grading);
        var grader = new SubmissionGrader(rubric, folder.Path, request.Timeout, _interruption);
        var view = new GradesView(_screen.Out);
        bool isWatched = _screen.IsWatched && !request.Quiet && !request.Json;
        Task<GradeBook> Grade(Action<int> onGraded) => ClassGrader.GradeAsync(rubric, submissions, grader, request.Jobs, onGraded);
        GradeBook book = isWatched ? await view.WatchAsync(submissions.Count, Grade) : await Grade(_ => { });

        WholeFile.Write(Path.Combine(folder.Path, GradingFiles.Csv), GradesCsv.Of(book));
        WholeFile.Write(Path.Combine(folder.Path, GradingFiles.Markdown), GradesMarkdown.Of(book));
        bool isCut = book.Submissions.Any(one => one.Status == SubmissionStatus.NotGraded);
        string place = folder.Put(complete: !isCut);
        Show(book, place, request, view);
        return isCut ? ExitStatus.Interrupted
            : book.Submissions.Any(one => one.IsNotItsFault) ? ExitStatus.Incomplete : ExitStatus.Passed;
    }

    private static IReadOnlyList<Submission> SubmissionsOf(GradeRequest request)
    {
        if (!Directory.Exists(request.Folder)) throw new UsageException($"there is no folder '{request.Folder}'");
        IReadOnlyList<Submission> submissions = Submission.AllIn(
            request.Folder, Path.GetFullPath(request.RubricFile), request.OutputFolder, request.OutputFolder + RunFolder.IncompleteSuffix);
        return submissions.Count > 0 ? submissions : throw new UsageException($"'{request.Folder}' holds no submissions (*.yaml)");
    }

    private void Show(GradeBook book, string place, GradeRequest request, GradesView view)
    {
        foreach (GradedSubmission one in book.Submissions)
        {
            if (request.Json) Screen.WriteJson(GradesJson.Of(book, one));
            else if (request.Quiet && one.Status != SubmissionStatus.Graded)
                _screen.Tell($"{one.Submission.Name}: {one.StatusWord}: {one.Remark}");
        }

        if (!request.Json && !request.Quiet) view.Show(book, place);
    }

    private GradeRequest RequestOf(ParseResult parsed)
    {
        string rubric = parsed.GetRequiredValue(_rubric);
        return new()
        {
            Folder = parsed.GetRequiredValue(_folder),
            RubricFile = rubric,
            OutputFolder = RunPlan.FullPath(
                parsed.GetValue(_out) ?? Path.Combine("reports", $"grade-{Path.GetFileNameWithoutExtension(rubric)}")),
            Jobs = parsed.GetValue(_jobs) ?? Environment.ProcessorCount,
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout) ?? 60),
            Quiet = parsed.GetValue(_quiet),
            Json = parsed.GetValue(_json),
        };
    }
}
