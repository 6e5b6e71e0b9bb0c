using System.Globalization;
using Spectre.Console;

namespace NetComm.Cli.Screens;

internal sealed class SummaryView(IAnsiConsole console)
{
    public void Show(FinishedRun run, string folder)
    {
        ShowHead(run);
        ShowFigures(run);
        ShowOutcome(run, folder);
    }

    /// <summary>Shows which run it was, and how long it took.</summary>
    public void ShowHead(FinishedRun run)
    {
        string mode = run.Scenario.Mode == RunMode.Loopback ? "loopback" : "simulated";
        string span = Figure.Of(run.Measured.Duration.TotalSeconds);
        console.MarkupLine($"[bold]{Safe(run.Scenario.Title)}[/]");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode}, seed {run.Scenario.Seed}: {span} s, {DigitGroups.Of(run.Measured.Events)} events, in " +
            $"{Figure.Of(run.Facts.WallSeconds)} s of real time"));
    }

    /// <summary>Shows what became of programs and expectations, and where the run is; null: nothing was written.</summary>
    public void ShowOutcome(FinishedRun run, string? folder)
    {
        ProgramMeasurement[] programs = [.. run.Measured.Programs, .. run.Measured.Apps];
        foreach (ProgramMeasurement program in programs) ShowProgram(program);
        if (programs.Length > 0) console.WriteLine();
        ShowGrades(run.Grades);
        foreach (string note in run.Notes.Except(run.Result.Missing)) console.MarkupLine($"[yellow]note[/] {Safe(note)}");
        ShowPlace(run, folder);
    }

    private void ShowFigures(FinishedRun run)
    {
        if (run.Measured.Flows.Count > 0) new FlowTable(run.Measured.Flows).Show(console);
        else console.WriteLine();
    }

    public void ShowLine(FinishedRun run, string file, string folder)
    {
        string mark = run.Status == ExitStatus.Passed ? "[green]✓[/]" : "[red]✗[/]";
        console.MarkupLine($"{mark} {Safe(file)}: {Safe(Outcome(run))}, {Safe(ReportOf(folder))}");
    }

    private void ShowProgram(ProgramMeasurement program)
    {
        bool serves = program.Kind?.EndsWith("server", StringComparison.Ordinal) == true;
        string end = program.Failure is { } failure ? $"[red]failed: {Safe(failure)}[/]"
            : program.Completed ? "completed" : serves ? "served until the end" : "still running at the end";
        console.MarkupLine($"[bold]{Safe(program.Name)}[/] on {Safe(program.Host)} {end}");
        foreach (string line in program.Printed) console.WriteLine("  " + Printable.Of(line));
    }

    private void ShowGrades(IReadOnlyList<Grade> grades)
    {
        foreach (Grade grade in grades)
        {
            string mark = grade.Passed switch { true => "[green]✓[/]", false => "[red]✗[/]", null => "[grey]–[/]" };
            console.MarkupLine(
                $"{mark} {Safe(grade.Expectation.Text)} [grey]({(grade.Passed == false ? "was " : "")}{Safe(grade.Actual)})[/]");
            if (grade.Passed == false && grade.Expectation.Hint is { } hint) console.WriteLine("    " + Printable.Of(hint));
        }
    }

    private void ShowPlace(FinishedRun run, string? folder)
    {
        if (run.Grades.Count > 0 || run.Notes.Count > 0) console.WriteLine();
        console.WriteLine(Printable.Of(folder is null ? Outcome(run) : $"{Outcome(run)}: {ReportOf(folder)}"));
    }

    private static string Outcome(FinishedRun run)
    {
        if (run.Interrupted) return "interrupted";
        if (!run.Complete) return "incomplete";
        int graded = run.Grades.Count(grade => grade.Passed is not null);
        return graded == 0 ? "ran to its end" : $"{run.Grades.Count(grade => grade.Passed == true)} of {graded} expectations passed";
    }

    private static string ReportOf(string folder) => Displayed.Path(RunFiles.FirstToOpen(folder));

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
