using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetComm.Cli.Screens;

/// <summary>The flows and links of a run that goes on, the busiest first: what was sent, what arrived, and how fast it does now.</summary>
internal sealed class LiveTable(Scenario scenario)
{
    private readonly record struct Reading(long At, long[] Bytes);

    /// <summary>Rows for flows, and as many for directions of links: together they fit on a screen of 24 lines.</summary>
    private const int MostRows = 6;

    /// <summary>Columns of figures, each with its padding.</summary>
    private const int RoomOfFigures = 4 * 13;

    private static readonly string[] SizeUnits = ["B", "kB", "MB", "GB"];

    /// <summary>The time over which a rate is worked out.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    private readonly Queue<Reading> _readings = new();
    private volatile string _caption = scenario.Title;
    private volatile bool _isOver;

    public LiveFigures Figures { get; } = new(scenario);

    /// <summary>Says how far the run is.</summary>
    public void Progress(Scenario of, SimTime time)
    {
        string end = of.Duration is { } duration ? $" of {duration}" : "";
        _caption = string.Create(CultureInfo.InvariantCulture, $"{of.Title}: {time.TotalSeconds:0.0} s{end}");
    }

    /// <summary>The run is over: this is what is done now, and all that is shown.</summary>
    public void Say(string what)
    {
        _caption = what;
        _isOver = true;
    }

    /// <summary>The table as things stand.</summary>
    public IRenderable Draw(int width) => Draw(width, TimeProvider.System.GetTimestamp());

    internal IRenderable Draw(int width, long now)
    {
        var caption = new Text(Cropped(Printable.Of(_caption), width - 1));
        if (_isOver) return caption;
        double[] rates = Rates(now);
        int room = Math.Max(8, width - RoomOfFigures - 3);
        Table table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("").NoWrap());
        foreach (string title in (string[])["sent", "arrived", "dropped", "now"])
            table.AddColumn(new TableColumn(title).NoWrap().RightAligned());
        AddRows(table, Figures.Flows, rates, room);
        AddRows(table, Figures.Directions, rates.AsSpan(Figures.Flows.Count).ToArray(), room);
        return new Rows(caption, table);
    }

    private static void AddRows(Table table, IReadOnlyList<LiveFigures.Counts> counts, double[] rates, int room)
    {
        IEnumerable<(LiveFigures.Counts Counts, double Rate)> shown = counts.Zip(rates).Index()
            .OrderByDescending(row => row.Item.First.ArrivedBytes).ThenBy(row => row.Index).Take(MostRows).OrderBy(row => row.Index)
            .Select(row => row.Item);
        foreach ((LiveFigures.Counts row, double rate) in shown)
        {
            string dropped = row.IsStream ? "–" : DigitGroups.Of(row.Dropped);
            table.AddRow(
                new Text(Cropped(Printable.Of(row.Name), room)), new Text(AmountOf(row, row.Sent)), new Text(AmountOf(row, row.Arrived)),
                new Text(dropped), new Text(Figure.Of(rate, RateOf)));
        }

        if (counts.Count > MostRows) table.AddRow(new Text(Cropped($"… and {counts.Count - MostRows} more", room)));
    }

    private static MetricDefinition RateOf { get; } =
        MetricCatalogue.Of(ExpectationSubject.Flow).Single(metric => metric.Metric == Metric.Throughput);

    private static string AmountOf(LiveFigures.Counts row, long amount)
    {
        if (!row.IsStream) return DigitGroups.Of(amount);
        double number = amount;
        int unit = 0;
        for (; unit < SizeUnits.Length - 1 && number >= 999.95; unit++) number /= 1000;
        return $"{Figure.Of(number)} {SizeUnits[unit]}";
    }

    private static string Cropped(string text, int room) => text.Length <= room ? text : text[..Math.Max(0, room - 1)] + "…";

    private double[] Rates(long now)
    {
        long[] bytes = [.. Figures.Flows.Concat(Figures.Directions).Select(counts => counts.ArrivedBytes)];
        _readings.Enqueue(new(now, bytes));
        while (_readings.Count > 2 && TimeProvider.System.GetElapsedTime(_readings.Peek().At, now) > Span) _readings.Dequeue();
        Reading before = _readings.Peek();
        double seconds = TimeProvider.System.GetElapsedTime(before.At, now).TotalSeconds;
        return [.. bytes.Zip(before.Bytes, (later, earlier) => seconds > 0 ? (later - earlier) * 8 / seconds : 0)];
    }
}
