using Spectre.Console;

namespace NetComm.Cli.Screens;

/// <summary>
/// Named rows with figures. Where the columns do not fit side by side, those that are left over stand in a further table below; no name and
/// no number is ever broken.
/// </summary>
internal static class FittedTable
{
    /// <summary>One blank more at the edge of the table.</summary>
    private const int Edge = 1;

    /// <summary>Shows the figures, each row named by a cell of the first column.</summary>
    public static void Show(IAnsiConsole console, FittedColumn names, IReadOnlyList<FittedColumn> columns)
    {
        int room = console.Profile.Width - Edge;
        if (names.Width + columns.Max(column => column.Width) <= room)
        {
            foreach (IReadOnlyList<FittedColumn> side in SideBySide(columns, room - names.Width)) console.Write(TableOf(names, side));
            return;
        }

        // A name that leaves no room stands over its figures.
        for (int row = 0; row < names.Cells.Count; row++)
        {
            FittedColumn[] own = [.. columns.Select(column => column with { Cells = [column.Cells[row]] })];
            console.WriteLine($"  {names.Cells[row]}");
            foreach (IReadOnlyList<FittedColumn> side in SideBySide(own, room)) console.Write(TableOf(null, side));
        }
    }

    /// <summary>The columns in as many tables as the room asks for, each with one at the least.</summary>
    private static IEnumerable<IReadOnlyList<FittedColumn>> SideBySide(IEnumerable<FittedColumn> columns, int room)
    {
        var side = new List<FittedColumn>();
        foreach (FittedColumn column in columns)
        {
            if (side.Count > 0 && side.Sum(one => one.Width) + column.Width > room)
            {
                yield return side;
                side = [];
            }

            side.Add(column);
        }

        yield return side;
    }

    private static Table TableOf(FittedColumn? names, IReadOnlyList<FittedColumn> columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        if (names is not null) table.AddColumn(new TableColumn(Markup.Escape(names.Title)).NoWrap());
        foreach (FittedColumn column in columns) table.AddColumn(new TableColumn(Markup.Escape(column.Title)).NoWrap().RightAligned());
        for (int row = 0; row < columns[0].Cells.Count; row++)
        {
            IEnumerable<string> cells = columns.Select(column => column.Cells[row]);
            table.AddRow([.. (names is null ? cells : cells.Prepend(names.Cells[row])).Select(Markup.Escape)]);
        }

        return table;
    }
}

/// <summary>A column with a cell for each row.</summary>
internal sealed record FittedColumn(string Title, IReadOnlyList<string> Cells)
{
    /// <summary>Blanks that a column needs besides its text.</summary>
    private const int Padding = 3;

    public int Width => Padding + Math.Max(Title.Length, Cells.Max(cell => cell.Length));
}
