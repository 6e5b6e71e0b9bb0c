using System.CommandLine;
using NetComm.Reporting;
using NetComm.Runtime;
using NetComm.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm report RUN</c>: measures and renders again from a run's scenario and events.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a finished run." };
    private readonly Option<string?> _format = new("--format")
    {
        Description = OptionParsers.FormatHelp + " Default: the format it has.",
        HelpName = "html|md|all",
    };
    private readonly Option<SequenceSpan?> _sequence = OptionParsers.NewSequence();
    private readonly CaptureOption _captures = new();
    private readonly Option<bool> _open = new("--open") { Description = "Show the report in the browser." };
    private readonly Screen _screen;

    public ReportCommand(Screen screen)
        : base("report", "Render the report again from a run's files.")
    {
        _screen = screen;
        OptionParsers.RefuseEmpty(_run);
        OptionParsers.AcceptFormat(_format);
        Add(_run);
        foreach (Option option in (Option[])[_format, .. _captures.Options, _sequence, _open]) Add(option);
        SetAction(parsed => (int)Render(EarlierRun.In(parsed.GetRequiredValue(_run)), parsed));
    }

    private ExitStatus Render(EarlierRun earlier, ParseResult parsed)
    {
        ReportFormat? asked = OptionParsers.Format(parsed.GetValue(_format));
        RunFolder.RequireElsewhere(earlier.Folder, "go to the folder above it and name it from there");
        ReportFormat format = asked ?? RunFiles.FormatIn(earlier.Folder) ?? ReportFormat.Html;
        using Trace? recorded = earlier.ReadRecorded();
        Scenario scenario = earlier.ReadScenario(recorded);
        using Trace trace = earlier.ReadTrace(scenario);
        Measurements measured = Measurements.From(trace, scenario.AllExpectations);
        var result = new RunOutcome(trace, earlier.Summary.Complete, [], earlier.Summary.Run.Notes, PacketHops: 0);
        IReadOnlyList<Grade> grades = Grader.Grade(scenario.Expectations, measured, scenario.Mode);
        var run = new FinishedRun(scenario, result, measured, grades, earlier.Summary.Run)
        {
            Recorded = recorded is null ? null : RecordedRun.Of(recorded),
        };

        RunFolder.RequireReplaceable(earlier.Folder);
        using RunFolder folder = RunFolder.Begin(earlier.Folder);
        string[] keeps =
            [RunFiles.Scenario, RunFiles.Rubric, RunFiles.Submission, RunFiles.Results, RunFiles.Trace, RunFiles.Recorded, RunFiles.Log];
        foreach (string kept in keeps)
        {
            string file = Path.Combine(earlier.Folder, kept);
            EarlierFile.Require(file);
            if (File.Exists(file)) File.Copy(file, Path.Combine(folder.Path, kept));
        }

        if (_captures.In(parsed) is { } captures) RunWriter.WriteCaptures(run, captures, folder.Path);
        else KeepCaptures(earlier.Folder, folder.Path);
        RunWriter.WriteFiles(scenario.Files, folder.Path);
        RunWriter.WriteSummary(run, folder.Path);
        RunWriter.WriteReport(run, format, folder.Path, parsed.GetValue(_sequence));
        folder.PutBack();
        _screen.Out.WriteLine(Printable.Of(Displayed.Path(RunFiles.FirstToOpen(earlier.Folder))));
        if (parsed.GetValue(_open) && PageOpener.Open(RunFiles.FirstToOpen(earlier.Folder)) is { } unopened) _screen.Tell(unopened);
        return ExitStatus.Passed;
    }

    /// <summary>They stay as they were asked for.</summary>
    private static void KeepCaptures(string from, string to)
    {
        var captures = new DirectoryInfo(Path.Combine(from, RunFiles.Captures));
        if (!captures.Exists) return;
        DirectoryInfo copies = Directory.CreateDirectory(Path.Combine(to, RunFiles.Captures));
        foreach (FileInfo capture in captures.EnumerateFiles())
        {
            EarlierFile.Require(capture.FullName);
            capture.CopyTo(Path.Combine(copies.FullName, capture.Name));
        }
    }
}
