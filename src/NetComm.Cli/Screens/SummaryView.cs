using System.Globalization;
using Spectre.Console;

namespace NetComm.Cli.Screens;

internal sealed class SummaryView(IAnsiConsole console)
{
    /// <summary>Lines that programs under one name printed and that are shown; all stand in summary.json.</summary>
    private const int MostLinesOfPool = 10;

    public void Show(FinishedRun run, string folder)
    {
        ShowHead(run);
        ShowFigures(run);
        ShowOutcome(run, folder);
    }

    /// <summary>Of a run that could not begin there is nothing to show but that.</summary>
    public void ShowUnbegun(FinishedRun run, string folder)
    {
        console.MarkupLine($"[bold]{Safe(run.Scenario.Title)}[/] could not begin");
        ShowPlace(run, folder);
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
        PooledMeasurements pools = run.Measured.Pools;
        Pooled<ProgramMeasurement>[] programs =
        [
            .. PooledRows.Of(run.Measured.Programs, pools.Programs, program => program.Name),
            .. PooledRows.Of(run.Measured.Apps, pools.Apps, app => app.Name),
        ];
        foreach (Pooled<ProgramMeasurement> program in programs) ShowProgram(program);
        if (programs.Length > 0) console.WriteLine();
        ShowGrades(run.Grades);
        // What is wrong with the file was said before the run.
        IEnumerable<string> notes = run.Notes.Except([.. run.Result.Missing, .. run.Scenario.Warnings]);
        foreach (string note in notes) console.MarkupLine($"[yellow]note[/] {Safe(note)}");
        ShowPlace(run, folder);
    }

    private void ShowFigures(FinishedRun run)
    {
        if (run.Measured.Flows.Count > 0) new FlowTable(run.Measured.Flows, run.Measured.Pools.Flows).Show(console);
        else console.WriteLine();
    }

    public void ShowLine(FinishedRun run, string file, string folder)
    {
        string mark = run.Status == ExitStatus.Passed ? "[green]✓[/]" : "[red]✗[/]";
        console.MarkupLine($"{mark} {Safe(file)}: {Safe(Outcome(run))}, {Safe(ReportOf(folder))}");
    }

    /// <summary>A program or app, or several under one name, of which only the first lines are shown.</summary>
    private void ShowProgram(Pooled<ProgramMeasurement> row)
    {
        (ProgramMeasurement program, int members) = (row.Figures, row.Members.Count);
        int lines = members == 0 ? program.Printed.Count : Math.Min(program.Printed.Count, MostLinesOfPool);
        bool serves = program.Kind?.EndsWith("server", StringComparison.Ordinal) == true;
        string end = program.Failure is { } failure ? $"[red]failed: {Safe(failure)}[/]"
            : program.Completed ? "completed" : serves ? "served until the end" : "still running at the end";
        string several = members == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({members} hosts)");
        console.MarkupLine($"[bold]{Safe(program.Name)}[/]{several} on {Safe(program.Host)} {end}");
        foreach (string line in program.Printed.Take(lines)) console.WriteLine("  " + Printable.Of(line));
        if (program.Printed.Count > lines)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {program.Printed.Count - lines} more lines"));
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

    /// <summary>How it ended, in a few words.</summary>
    public static string Outcome(FinishedRun run)
    {
        if (run.Interrupted) return "interrupted";
        if (!run.Complete) return "incomplete";
        int graded = run.Grades.Count(grade => grade.Passed is not null);
        return graded == 0 ? "ran to its end" : $"{run.Grades.Count(grade => grade.Passed == true)} of {graded} expectations passed";
    }

    private static string ReportOf(string folder) => Displayed.Path(RunFiles.FirstToOpen(folder));

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
