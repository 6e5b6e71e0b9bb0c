using System.Text;
using NetComm.Reporting;
using NetComm.Scenarios;
using NetComm.Scenarios.Rubrics;
using NetComm.Tracing;

namespace NetComm.Cli.Runs;

internal static class RunWriter
{
    /// <summary>The scenario as it is run, and a copy of each file that it names.</summary>
    public static void WriteScenario(Scenario scenario, string folder)
    {
        WholeFile.Write(Path.Combine(folder, RunFiles.Scenario), scenario.Source);
        if (scenario.HandedIn is { } handedIn) WholeFile.Write(Path.Combine(folder, RunFiles.Submission), handedIn);
        WriteFiles(scenario.Files, folder);
    }

    /// <summary>Copies of the files that a scenario names, where its reader looks first.</summary>
    public static void WriteFiles(IReadOnlyList<ScenarioFile> files, string folder)
    {
        if (files.Count == 0) return;
        DirectoryInfo copies = Directory.CreateDirectory(Path.Combine(folder, RunFiles.Files));
        foreach (ScenarioFile file in files)
            WholeFile.Write(Path.Combine(copies.FullName, ScenarioFiles.NameOfCopy(file.Name)), file.Content);
    }

    public static void WriteRubric(Rubric rubric, string folder) =>
        WholeFile.Write(Path.Combine(folder, RunFiles.Rubric), rubric.Source);

    public static void WriteSummary(FinishedRun run, string folder) =>
        WholeFile.Write(Path.Combine(folder, RunFiles.Summary), file => WriteSummary(run, file, oneLine: false));

    /// <summary>
    /// Of a run whose files could not all be written: nothing says that it is complete, and what was measured stays, where there is room.
    /// </summary>
    public static void Withdraw(FinishedRun run, string folder)
    {
        foreach (string page in (string[])[RunFiles.Report, RunFiles.MarkdownReport]) File.Delete(Path.Combine(folder, page));
        WriteSummary(run with { Result = run.Result with { Complete = false } }, folder);
    }

    /// <summary>Of a run whose files are still being written: beside it stays nothing but <paramref name="whole"/>.</summary>
    public static void WithdrawUnfinished(FinishedRun run, string folder, IReadOnlyCollection<string> whole)
    {
        foreach (string entry in RunFiles.All.Except(whole))
        {
            string path = Path.Combine(folder, entry);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }

        Withdraw(run, folder);
    }

    public static string SummaryLine(FinishedRun run)
    {
        using var buffer = new MemoryStream();
        WriteSummary(run, buffer, oneLine: true);
        return Encoding.UTF8.GetString(buffer.ToArray()).TrimEnd('\n');
    }

    public static void WriteTrace(Trace trace, string folder) => WriteTrace(trace, folder, RunFiles.Trace);

    /// <summary>The events whose sends the run played.</summary>
    public static void WriteRecorded(Trace recorded, string folder) => WriteTrace(recorded, folder, RunFiles.Recorded);

    private static void WriteTrace(Trace trace, string folder, string name) =>
        WholeFile.Write(Path.Combine(folder, name), file => TraceFile.Write(file, trace));

    public static void WriteCaptures(FinishedRun run, CaptureOptions options, string folder) =>
        CaptureWriter.Write(Path.Combine(folder, RunFiles.Captures), run.Result.Trace, options, run.Scenario);

    /// <summary>The files made from the events, but for captures: packets, report and charts.</summary>
    public static void WriteReport(FinishedRun run, ReportFormat format, string folder, SequenceSpan? sequence = null)
    {
        Trace trace = run.Result.Trace;
        WholeFile.Write(Path.Combine(folder, RunFiles.Packets), packets => PacketsCsv.Write(packets, trace));
        ReportWriter.Write(
            run.Scenario, trace, run.Measured, run.Grades, run.Notes, run.Complete, RunEnvironment.Version, format, folder, sequence,
            run.Recorded);
    }

    private static void WriteSummary(FinishedRun run, Stream stream, bool oneLine) =>
        SummaryWriter.Write(
            stream, run.Result.Trace.Header, run.Measured, run.Grades, run.Complete, run.Facts, oneLine, run.Scenario.Order,
            run.Recorded?.Measured.TraceHash, run.Scenario.Overrides, run.Explored is null ? null : run.Explored.WriteTo);
}
