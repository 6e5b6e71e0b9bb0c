using System.CommandLine;
using NetComm.Cli.Grading;
using NetComm.Scenarios.Rubrics;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm grade DIR --rubric FILE</c>: many submissions against the same expectations.</summary>
internal sealed class GradeCommand : Command
{
    private const int LongestTimeout = 24 * 60 * 60;

    private readonly Argument<string[]> _paths = new("DIR|FILE")
    {
        Description = "The folder with the submissions: every file in it and below it gets a row. Or single files.",
        Arity = ArgumentArity.OneOrMore,
    };
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
    private readonly Option<string?> _export = new("--export")
    {
        Description = "Write the grades as Gradescope (results.json of each submission) or Moodle (moodle.csv) reads them, too.",
        HelpName = "gradescope|moodle",
    };
    private readonly Option<string?> _junit = new("--junit")
    {
        Description = "Write the checks of all submissions as JUnit XML, too.",
        HelpName = "FILE",
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
        _paths.Validators.Add(typed =>
        {
            if (typed.Tokens.Any(token => token.Value.Length == 0)) typed.AddError($"{_paths.Name} must name something, but was ''");
        });
        OptionParsers.RefuseEmpty(_out, _junit);
        OptionParsers.AcceptOneOf(_export, "gradescope", "moodle");
        Add(_paths);
        foreach (Option option in (Option[])[_rubric, _out, _export, _junit, _jobs, _timeout, _quiet, _json]) Add(option);
        SetAction(async parsed => (int)await GradeAsync(RequestOf(parsed)));
    }

    private async Task<ExitStatus> GradeAsync(GradeRequest request)
    {
        Rubric rubric = RubricReader.Read(request.RubricFile);
        RunFolder.RequireFree(request.OutputFolder, FolderContent.Grading);
        if (request.JUnit is { } junit) JUnitFile.RequireWritable(junit);
        IReadOnlyList<Submission> submissions = SubmissionsOf(request, rubric);

        using RunFolder folder = RunFolder.Begin(request.OutputFolder, FolderContent.Grading);
        var grader = new SubmissionGrader(rubric, new FileGrader(folder.Path, request.Timeout, _interruption));
        var view = new GradesView(_screen.Out);
        bool isWatched = _screen.IsWatched && !request.Quiet && !request.Json;
        Task<GradeBook> Grade(Action<int> onGraded) => ClassGrader.GradeAsync(rubric, submissions, grader, request.Jobs, onGraded);
        GradeBook book = isWatched ? await view.WatchAsync(submissions.Count, Grade) : await Grade(_ => { });

        bool isCut = book.Submissions.Any(one => one.Status == SubmissionStatus.NotGraded);
        GradesWriter.Write(book, request, folder.Path, isCut);
        string place = folder.Put(complete: !isCut);
        Show(book, place, request, view);
        return isCut ? ExitStatus.Interrupted
            : book.Submissions.Any(one => one.IsNotItsFault) ? ExitStatus.Incomplete : ExitStatus.Passed;
    }

    private static IReadOnlyList<Submission> SubmissionsOf(GradeRequest request, Rubric rubric)
    {
        string[] leftOut =
        [
            Path.GetFullPath(request.RubricFile), .. rubric.Files, request.OutputFolder, request.OutputFolder + RunFolder.IncompleteSuffix,
        ];
        IReadOnlyList<HandedInFile> files = ClassFiles.In(request.Paths, leftOut);
        return files.Count > 0 ? Submission.Of(files, rubric, request.TopName)
            : throw new UsageException($"'{request.Paths[0]}' holds no submissions");
    }

    private void Show(GradeBook book, string place, GradeRequest request, GradesView view)
    {
        foreach (GradedSubmission one in book.Submissions)
        {
            if (request.Json) Screen.WriteJson(GradesJson.Of(book, one));
            else if (request.Quiet && one.Status != SubmissionStatus.Graded && book.Counted.Contains(one))
                _screen.Tell($"{one.Submission.Name}: {one.StatusWord}: {one.Remark}");
        }

        if (!request.Json && !request.Quiet) view.Show(book, Path.Combine(place, GradingFiles.FirstToOpen(place)));
        if (request.Export == "moodle" && MoodleCsv.WithoutId(book) is > 0 and var unknown)
        {
            _screen.Tell($"{GradingFiles.Moodle} lacks {unknown} of {book.Counted.Count}: their names have no number as Moodle " +
                "writes it (Name_12345_assignsubmission_file_)");
        }
    }

    private GradeRequest RequestOf(ParseResult parsed)
    {
        string rubric = parsed.GetRequiredValue(_rubric);
        return new()
        {
            Paths = parsed.GetRequiredValue(_paths),
            RubricFile = rubric,
            OutputFolder = RunPlan.FullPath(
                parsed.GetValue(_out) ?? Path.Combine("reports", $"grade-{Path.GetFileNameWithoutExtension(rubric)}")),
            Jobs = parsed.GetValue(_jobs) ?? Environment.ProcessorCount,
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout) ?? 60),
            Export = parsed.GetValue(_export),
            JUnit = parsed.GetValue(_junit),
            Quiet = parsed.GetValue(_quiet),
            Json = parsed.GetValue(_json),
        };
    }
}
