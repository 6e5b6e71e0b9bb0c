using System.CommandLine;
using NetComm.Cli.Runs;
using NetComm.Cli.Screens;
using NetComm.Sim.Measuring;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime;
using NetComm.Sim.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Commands;

/// <summary><c>netcomm report RUN</c>: measures and renders again from a run's scenario and events.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a finished run." };
    private readonly Screen _screen;

    public ReportCommand(Screen screen)
        : base("report", "Render the report again from a run's files.")
    {
        _screen = screen;
        Typed.RefuseEmpty(_run);
        Add(_run);
        SetAction(parsed => (int)Render(EarlierRun.In(parsed.GetRequiredValue(_run))));
    }

    private ExitStatus Render(EarlierRun earlier)
    {
        Scenario scenario = earlier.ReadScenario();
        using Trace trace = earlier.ReadTrace();
        Measurements measured = Measurements.From(trace, scenario.Expectations);
        var result = new RunResult(trace, earlier.Summary.Complete, [], earlier.Summary.Run.Notes, PacketHops: 0);
        var run = new FinishedRun(scenario, result, measured, Grader.Grade(scenario.Expectations, measured, scenario.Mode), earlier.Summary.Run);

        RunFolder.RequireReplaceable(earlier.Folder);
        using RunFolder folder = RunFolder.Begin(earlier.Folder);
        foreach (string kept in (string[])[RunFiles.Scenario, RunFiles.Rubric, RunFiles.Trace, RunFiles.Log])
        {
            string file = Path.Combine(earlier.Folder, kept);
            if (File.Exists(file)) File.Copy(file, Path.Combine(folder.Path, kept));
        }

        RunWriter.WriteSummary(run, folder.Path);
        RunWriter.WriteReport(run, folder.Path);
        folder.PutBack();
        _screen.Out.WriteLine(Printable.Of(Displayed.Path(Path.Combine(earlier.Folder, RunFiles.Report))));
        return ExitStatus.Passed;
    }
}
