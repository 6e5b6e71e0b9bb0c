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
        File.WriteAllText(
            Path.Combine(folder, RunFiles.Scenario), scenario.Source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        WriteFiles(scenario.Files, folder);
    }

    /// <summary>Copies of the files that a scenario names, where its reader looks first.</summary>
    public static void WriteFiles(IReadOnlyList<ScenarioFile> files, string folder)
    {
        if (files.Count == 0) return;
        DirectoryInfo copies = Directory.CreateDirectory(Path.Combine(folder, RunFiles.Files));
        foreach (ScenarioFile file in files)
        {
            using FileStream copy = File.Create(Path.Combine(copies.FullName, ScenarioFiles.NameOfCopy(file.Name)));
            copy.Write(file.Content.Span);
        }
    }

    public static void WriteRubric(Rubric rubric, string folder) =>
        File.WriteAllText(Path.Combine(folder, RunFiles.Rubric), rubric.Source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public static void WriteSummary(FinishedRun run, string folder)
    {
        using FileStream file = File.Create(Path.Combine(folder, RunFiles.Summary));
        WriteSummary(run, file, oneLine: false);
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

    private static void WriteTrace(Trace trace, string folder, string name)
    {
        using FileStream file = File.Create(Path.Combine(folder, name));
        TraceFile.Write(file, trace);
    }

    public static void WriteCaptures(FinishedRun run, CaptureOptions options, string folder) =>
        CaptureWriter.Write(Path.Combine(folder, RunFiles.Captures), run.Result.Trace, options, run.Scenario);

    /// <summary>The files made from the events, but for captures: packets, report and charts.</summary>
    public static void WriteReport(FinishedRun run, ReportFormat format, string folder, SequenceSpan? sequence = null)
    {
        Trace trace = run.Result.Trace;
        using (FileStream packets = File.Create(Path.Combine(folder, RunFiles.Packets))) PacketsCsv.Write(packets, trace);
        ReportWriter.Write(
            run.Scenario, trace, run.Measured, run.Grades, run.Notes, run.Complete, RunEnvironment.Version, format, folder, sequence,
            run.Recorded);
    }

    private static void WriteSummary(FinishedRun run, Stream stream, bool oneLine) =>
        SummaryWriter.Write(
            stream, run.Result.Trace.Header, run.Measured, run.Grades, run.Complete, run.Facts, oneLine, run.Scenario.Order,
            run.Recorded?.Measured.TraceHash);
}
