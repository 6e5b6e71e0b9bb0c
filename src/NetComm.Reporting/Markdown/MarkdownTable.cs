namespace NetComm.Reporting.Markdown;

/// <summary>A table as GitHub-flavoured Markdown, its columns in line for who reads the source.</summary>
internal static class MarkdownTable
{
    /// <summary>Cells wider than it do not push their column on.</summary>
    private const int WidestPadding = 60;

    public static string Of(Table table)
    {
        IReadOnlyList<string>[] rows = [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(MarkdownText.Of)])];
        IReadOnlyList<string> headings = [.. table.Columns.Select(column => MarkdownText.Escaped(column.Heading))];
        int[] widths = [.. table.Columns.Select((_, i) => Math.Min(WidestPadding, rows.Append(headings).Max(row => row[i].Length)))];
        string rule =
            string.Join(
                " | ", table.Columns
                    .Select((column, i) => column.IsNumber
                    ? new string('-', Math.Max(2, widths[i] - 1)) + ":" : new string('-', Math.Max(3, widths[i]))));
        return string.Join('\n', [Line(headings), $"| {rule} |", .. rows.Select(Line)]);

        string Line(IReadOnlyList<string> cells) =>
            $"| {string.Join(" | ", cells.Select((cell, i) => table.Columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])))} |";
    }
}
