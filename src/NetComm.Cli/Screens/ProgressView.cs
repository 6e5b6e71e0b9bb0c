using System.Diagnostics;
using System.Globalization;
using NetComm.Runtime;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>Shows how far a run has come, where a person watches; else nothing.</summary>
/// <param name="console">Where it is shown; null: nowhere.</param>
/// <param name="live">What shows loopback runs instead; null: nothing does.</param>
internal sealed class ProgressView(IAnsiConsole? console, LiveView? live = null)
{
    private StatusContext? _status;

    public Task<FinishedRun> ShowAsync(Scenario scenario, Func<Task<FinishedRun>> work) =>
        LiveFor(scenario) is { } shown ? shown.ShowAsync(scenario, work)
        : console is null ? work() : console.Status().Spinner(Spinner.Known.Dots).StartAsync(Safe(scenario.Title), status =>
        {
            _status = status;
            return work();
        });

    public RunOptions Watched(RunOptions options, Scenario scenario)
    {
        if (LiveFor(scenario) is { } shown) return shown.Watched(options, scenario);
        if (_status is null) return options;
        var watch = Stopwatch.StartNew();
        var packets = new PacketCount();
        return options with
        {
            Folds = [.. options.Folds, packets],
            OnProgress = (time, events) => Say(Line(scenario, time, events, packets.Sent / watch.Elapsed.TotalSeconds)),
        };
    }

    public void Say(string what)
    {
        if (_status is not null) _status.Status = Safe(what);
        live?.Say(what);
    }

    private LiveView? LiveFor(Scenario scenario) => scenario.Mode == RunMode.Loopback ? live : null;

    private static string Line(Scenario scenario, SimTime time, long events, double packetsPerSecond)
    {
        string end = scenario.Duration is { } duration ? $" of {duration}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Title}: {time.TotalSeconds:0.0} s{end}, {DigitGroups.Of(events)} events, " +
            $"{DigitGroups.Of((long)Math.Round(packetsPerSecond))} packets/s");
    }

    private static string Safe(string text) => Markup.Escape(Printable.Of(text));
}
