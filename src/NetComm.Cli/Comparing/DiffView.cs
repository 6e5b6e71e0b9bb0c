using NetComm.Tracing;
using Spectre.Console;

namespace NetComm.Cli.Comparing;

/// <summary>Two runs on a terminal: what they are, where their events part, and which figures differ.</summary>
internal sealed class DiffView(IAnsiConsole console)
{
    private const string NoMore = "(no more events)";
    private const string NoMoreLines = "(no more lines)";

    /// <summary>Text that a program printed may be longer than a table has room for.</summary>
    private const int WidestText = 24;

    /// <summary>Shows which runs they are, and where the scenarios that they ran differ.</summary>
    public void ShowRuns(ComparedFolder first, ComparedFolder second)
    {
        Write($"first:  {first.Name}");
        Write($"second: {second.Name}");
        if (FirstOtherLine(first, second) is not var (place, one, other)) return;
        Write($"the scenarios differ, first in line {place}:");
        Write($"  first:  {one}");
        Write($"  second: {other}");
    }

    /// <summary>Shows the first event in which they differ.</summary>
    public void ShowEvents(TraceDifference difference)
    {
        Write($"they part at event {DigitGroups.Of(difference.Number)}");
        Write($"  first:  {difference.First ?? NoMore}");
        Write($"  second: {difference.Second ?? NoMore}");
    }

    /// <summary>Shows the figures in which they differ.</summary>
    public void ShowFigures(IReadOnlyList<RunDifference> differences)
    {
        if (differences.Count == 0)
        {
            console.WriteLine("no figure differs");
            return;
        }

        console.WriteLine("figures that differ, and by how much the second is above the first:");
        FittedTable.Show(console, new FittedColumn("figure", [.. differences.Select(NameOf)]),
        [
            new("first", [.. differences.Select(one => Cell(one.First, one))]),
            new("second", [.. differences.Select(one => Cell(one.Second, one))]),
            new("difference", [.. differences.Select(Above)]),
        ]);
    }

    private static string NameOf(RunDifference difference) =>
        Printable.Of(difference.Kind == FigureSubject.Run ? difference.Key
            : $"{difference.Name} {difference.Definition?.Name ?? difference.Key}".TrimEnd());

    private static string Cell(KeyedFigure? figure, RunDifference difference)
    {
        if (figure is null) return ComparedFigure.None;
        if (figure.Number is { } number && difference.Definition is { } metric) return ComparedFigure.Of(number, metric);
        if (figure is { Number: { } plain, Text: not ("yes" or "no") }) return Figure.Of(plain);
        string text = Printable.Of(figure.Text.ReplaceLineEndings(" "));
        return text.Length <= WidestText ? text : text[..(WidestText - 1)] + "…";
    }

    private static string Above(RunDifference difference)
    {
        if (difference.Second?.Number - difference.First?.Number is not { } above) return "";
        if (difference.Definition is { } metric) return ComparedFigure.Above(above, metric);
        return above < 0 ? $"−{Figure.Of(-above)}" : $"+{Figure.Of(above)}";
    }

    private static (string Place, string First, string Second)? FirstOtherLine(ComparedFolder first, ComparedFolder second)
    {
        (int Number, string Text)[] one = first.ScenarioLines(), other = second.ScenarioLines();
        for (int i = 0; i < Math.Max(one.Length, other.Length); i++)
        {
            string? a = one.ElementAtOrDefault(i).Text, b = other.ElementAtOrDefault(i).Text;
            if (a == b) continue;
            string place = i < one.Length ? DigitGroups.Of(one[i].Number) : $"{DigitGroups.Of(other[i].Number)} of the second";
            return (place, a?.Trim() ?? NoMoreLines, b?.Trim() ?? NoMoreLines);
        }

        return null;
    }

    private void Write(string line) => console.WriteLine(Printable.Of(line));
}
