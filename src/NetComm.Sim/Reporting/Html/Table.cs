namespace NetComm.Sim.Reporting.Html;

/// <summary>A table of the page. The first cell of each row names the row.</summary>
/// <param name="Caption">What it shows; also the name of the region that scrolls where the screen is narrow.</param>
/// <param name="Columns">Headings; a number column is set to the right.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
internal sealed record Table(string Caption, IReadOnlyList<Table.Column> Columns, IEnumerable<IReadOnlyList<Markup>> Rows)
{
    /// <summary>Writes the table.</summary>
    public void WriteTo(MarkupWriter html)
    {
        html.Line($"<div class=\"scroll\" role=\"region\" aria-label=\"{Caption}\" tabindex=\"0\">");
        html.Line($"<table>");
        html.Line($"<caption>{Caption}</caption>");
        html.Line($"<thead><tr>{Join(Columns.Select(column => Markup.Of($"<th scope=\"col\"{ClassOf(column)}>{column.Heading}</th>")))}</tr></thead>");
        html.Line($"<tbody>");
        foreach (var row in Rows)
            html.Line($"<tr><th scope=\"row\"{ClassOf(Columns[0])}>{row[0]}</th>{Join(row.Skip(1).Select((cell, i) => Markup.Of($"<td{ClassOf(Columns[i + 1])}>{cell}</td>")))}</tr>");
        html.Line($"</tbody>");
        html.Line($"</table>");
        html.Line($"</div>");
    }

    private static Markup ClassOf(Column column) => column.IsNumber ? new Markup(" class=\"number\"") : Markup.None;

    private static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts));

    /// <summary>A column.</summary>
    internal sealed record Column(string Heading, bool IsNumber = true);
}
