using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace NetComm.Cli.Runs;

/// <summary>run.log: one JSON object a line, with the machine facts that no other file holds.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly Logger _log;

    private RunLog(Logger log) => _log = log;

    public ILogger OfRun => _log;

    /// <summary>A log in the run's folder; what matters to people also goes to standard error, if output is for programs.</summary>
    public static RunLog In(string folder, bool alsoOnError)
    {
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.File(new JsonFormatter(renderMessage: true), Path.Combine(folder, RunFiles.Log));
        if (alsoOnError)
        {
            configuration.WriteTo.Sink(new OnError(), LogEventLevel.Information);
        }

        return new RunLog(configuration.CreateLogger());
    }

    public void Begins(Scenario scenario)
    {
        _log.Debug("Machine: {Platform}, {Processors} processors", RunEnvironment.Platform, Environment.ProcessorCount);
        _log.Information(
            "{Scenario} ({File}) begins: {Mode}, seed {Seed}", scenario.Title, scenario.FileName, scenario.Mode, scenario.Seed);
    }

    public void Ends(FinishedRun run)
    {
        Measurements measured = run.Measured;
        foreach (string note in run.Notes.Except(run.Result.Missing)) _log.Warning("{Note}", note);
        foreach (string missing in run.Result.Missing) _log.Error("{Missing}", missing);
        foreach (Grade grade in run.Grades)
        {
            if (grade.Passed == false)
                _log.Warning("Expectation failed: {Expectation}, but was {Actual}", grade.Expectation.Text, grade.Actual);
            else _log.Debug("Expectation {Expectation}: {Passed}, {Actual}", grade.Expectation.Text, grade.Passed, grade.Actual);
        }

        _log.Information(
            "Ended after {SimulatedSeconds} s, complete: {Complete}, {Events} events, trace hash {TraceHash}",
            measured.Duration.TotalSeconds, run.Complete, measured.Events, measured.TraceHash);
        _log.Debug(
            "Took {WallSeconds} s, {PacketHops} packet-hops, {PacketHopsPerSecond} a second, {Memory} B of memory at most",
            run.Facts.WallSeconds, run.Result.PacketHops, run.Facts.PacketHopsPerSecond, Environment.WorkingSet);
    }

    /// <summary>Logs a failure with all its details, adds the log's path to it, and returns false: for an exception filter.</summary>
    public bool Saw(Exception failure, string place)
    {
        _log.Fatal(failure, "The run failed: {Reason}", failure.Message);
        failure.Data[FailureView.Details] = place;
        return false;
    }

    public void Dispose() => _log.Dispose();

    /// <summary>Standard error, with nothing that a terminal obeys: events hold text from the scenario.</summary>
    private sealed class OnError : ILogEventSink
    {
        private static readonly MessageTemplateTextFormatter Line = new("{Level:u3} {Message:lj}", CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            Line.Format(logEvent, text);
            Console.Error.WriteLine(Printable.Of(text.ToString()));
        }
    }
}
