using System.Collections.Concurrent;
using System.Globalization;
using NetComm.Runtime;
using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>
/// A loopback run while it goes on: on standard error what servers and programs say, as they say it; and, where a person watches, a table
/// of flows and links that is gone when the run is over.
/// </summary>
/// <param name="error">Where the lines go.</param>
/// <param name="table">Where the table stands: the same screen, if that is a terminal; null: there is none.</param>
internal sealed class LiveView(IAnsiConsole error, IAnsiConsole? table)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(150);

    /// <summary>Lines that wait for the screen: what comes beyond them stands in the report alone.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Longer lines are cut off here; they stand in the report.</summary>
    private const int MostCharacters = 2_000;

    private readonly ConcurrentQueue<LiveLine> _lines = new();
    private long _leftOut;
    private LiveTable? _table;

    /// <summary>The options of the run, so that this sees it.</summary>
    public RunOptions Watched(RunOptions options, Scenario scenario)
    {
        if (_table is not { } shown) return options with { OnLine = Show };
        return options with
        {
            OnLine = Show,
            OnEvent = shown.Figures.Take,
            OnProgress = (time, _) => shown.Progress(scenario, time),
        };
    }

    /// <summary>Says what the run does instead of running: it writes files.</summary>
    public void Say(string what) => _table?.Say(what);

    /// <summary>Shows it until its files are written.</summary>
    public async Task<FinishedRun> ShowAsync(Scenario scenario, Func<Task<FinishedRun>> work)
    {
        _table = table is null ? null : new LiveTable(scenario);
        if (_table is null || table is null) return await WithLinesAsync(work(), () => { });
        return await table.Live(_table.Draw(table.Profile.Width)).AutoClear(true).StartAsync(live => WithLinesAsync(work(), () =>
        {
            live.UpdateTarget(_table.Draw(table.Profile.Width));
            live.Refresh();
        }));
    }

    /// <summary>A line as it is shown: when, who, what. Further lines of a text stand below its first.</summary>
    internal static string LineOf(LiveLine line)
    {
        string text = line.Text.Length <= MostCharacters ? line.Text : line.Text[..MostCharacters] + "…";
        string when = string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,8:0.000} s");
        string[] lines = $"{line.Who}: {text}".Split('\n');
        return Printable.Of($"{when}  {string.Join("\n            ", lines)}");
    }

    private async Task<FinishedRun> WithLinesAsync(Task<FinishedRun> work, Action refresh)
    {
        while (!work.IsCompleted)
        {
            WriteLines();
            refresh();
            await Task.WhenAny(work, Task.Delay(Tick));
        }

        WriteLines();
        return await work;
    }

    private void Show(LiveLine line)
    {
        if (_lines.Count < MostWaiting) _lines.Enqueue(line);
        else Interlocked.Increment(ref _leftOut);
    }

    private void WriteLines()
    {
        while (_lines.TryDequeue(out LiveLine line)) error.WriteLine(LineOf(line));
        if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and var more)
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            … and {more} lines more, which the report has"));
    }
}
