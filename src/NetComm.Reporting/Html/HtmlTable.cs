using NetComm.Reporting.Document;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Html;

/// <summary>A table as HTML, in a region that scrolls where the screen is narrow.</summary>
internal static class HtmlTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(MarkupWriter html, Table table)
    {
        html.Line($"<div class=\"scroll\" role=\"region\" aria-label=\"{table.Caption}\" tabindex=\"0\">");
        html.Line($"<table>");
        html.Line($"<caption>{table.Caption}</caption>");
        html.Line(
            $"<thead><tr>{Join(table.Columns.Select(column => Markup.Of($"<th scope=\"col\"{ClassOf(column)}>{column.Heading}</th>")))}</tr></thead>");
        html.Line($"<tbody>");
        foreach (IReadOnlyList<RichText> row in table.Rows)
            html.Line(
                $"<tr><th scope=\"row\"{ClassOf(table.Columns[0])}>{HtmlText.Of(row[0])}</th>{Join(row.Skip(1).Select((cell, i) => Markup.Of($"<td{ClassOf(table.Columns[i + 1])}>{HtmlText.Of(cell)}</td>")))}</tr>");
        html.Line($"</tbody>");
        html.Line($"</table>");
        html.Line($"</div>");
    }

    private static Markup ClassOf(Table.Column column) => column.IsNumber ? new Markup(" class=\"number\"") : Markup.None;

    private static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts));
}
