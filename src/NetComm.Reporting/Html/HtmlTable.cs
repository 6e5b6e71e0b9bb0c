using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Html;

/// <summary>A table as HTML, in a region that scrolls where the screen is narrow.</summary>
internal static class HtmlTable
{
    /// <summary>Characters that stay on one line: names, and what is as short.</summary>
    private const int ShortText = 28;

    /// <summary>Lines of a table that paper keeps together.</summary>
    private const int FewRows = 15;

    public static void Write(MarkupWriter html, Table table)
    {
        Markup id = table.Id is { } given ? Markup.Of($" id=\"{given}\"") : Markup.None;
        html.Line($"<div class=\"{LookOf(table)}\" role=\"region\" aria-label=\"{table.Caption}\" tabindex=\"0\"{id}>");
        html.Line($"<table>");
        html.Line($"<caption{new Markup(table.IsTitled ? " class=\"unseen\"" : "")}><span>{table.Caption}</span></caption>");
        html.Line(
            $"<thead><tr>{Join(table.Columns.Select(column => Markup.Of($"<th scope=\"col\"{HeadClassOf(column)}>{column.Heading}</th>")))}</tr></thead>");
        html.Line($"<tbody>");
        foreach (IReadOnlyList<RichText> row in table.Rows)
            html.Line(
                $"<tr><th scope=\"row\"{ClassOf(table.Columns[0], row[0])}>{HtmlText.Of(row[0])}</th>{Join(row.Skip(1).Select((cell, i) => Markup.Of($"<td{ClassOf(table.Columns[i + 1], cell)}>{HtmlText.Of(cell)}</td>")))}</tr>");
        html.Line($"</tbody>");
        html.Line($"</table>");
        html.Line($"</div>");
    }

    /// <summary>Short names of rows stay in sight while the rest is moved sideways.</summary>
    private static string LookOf(Table table)
    {
        bool isNamed = table.Rows.All(row => IsShort(row[0]));
        return $"scroll table{(isNamed ? " named" : "")}{(table.Rows.Count <= FewRows ? " whole" : "")}";
    }

    /// <summary>An expression or a printed line may go on below.</summary>
    private static bool IsShort(RichText text) =>
        text.PlainText.Length <= ShortText && text.Pieces.All(piece => piece.Kind != TextSpanKind.Code);

    private static Markup HeadClassOf(Table.Column column) => new(column.IsNumber ? " class=\"number\"" : "");

    private static Markup ClassOf(Table.Column column, RichText cell) =>
        new(column.IsNumber ? " class=\"number\"" : IsShort(cell) ? " class=\"short\"" : " class=\"long\"");

    private static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts));
}
