using System.Diagnostics;
using System.Globalization;
using NetComm.Cli.Runs;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>Shows how far a run has come, where a person watches; else nothing.</summary>
internal sealed class ProgressView(IAnsiConsole? console)
{
    /// <summary>Carries out the run with options that tell this view about it.</summary>
    public Task<FinishedRun> ShowAsync(Scenario scenario, RunOptions options, Func<RunOptions, Task<FinishedRun>> run) =>
        console is null ? run(options) : console.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(scenario.Title), status =>
        {
            var watch = Stopwatch.StartNew();
            var packets = new PacketCount();
            return run(options with
            {
                Folds = [.. options.Folds, packets],
                OnProgress = (time, events) => status.Status = Line(scenario, time, events, packets.Sent / watch.Elapsed.TotalSeconds),
            });
        });

    private static string Line(Scenario scenario, SimTime time, long events, double packetsPerSecond)
    {
        string end = scenario.Duration is { } duration ? $" of {duration}" : "";
        return Markup.Escape(string.Create(
            CultureInfo.InvariantCulture, $"{scenario.Title}: {time.TotalSeconds:0.0} s{end}, {events:#,0} events, {packetsPerSecond:#,0} packets/s"));
    }
}
