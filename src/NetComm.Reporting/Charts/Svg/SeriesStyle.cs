namespace NetComm.Reporting.Charts.Svg;

/// <summary>
/// How one series looks: colour, dash and marker all differ, so that it survives black-and-white print and colour blindness.
/// </summary>
/// <param name="Index">Number of the CSS class.</param>
/// <param name="Colour">On white paper.</param>
/// <param name="DarkColour">On a dark screen.</param>
/// <param name="Dash">The pen's dashes; empty for a solid line.</param>
/// <param name="Marker">The shape of its points.</param>
internal sealed record SeriesStyle(int Index, string Colour, string DarkColour, string Dash, Marker Marker)
{
    /// <summary>
    /// Okabe and Ito, Color Universal Design (2008), without the yellow, which white paper swallows. Their orange has a contrast of 2.2 on
    /// white and their blue one of 3.4 on a dark page, so each has a second tone: WCAG 2.2, 1.4.11 asks for 3.
    /// </summary>
    private static readonly (string Light, string Dark)[] Colours =
    [
        ("#0072B2", "#56B4E9"),
        ("#D55E00", "#E8792B"),
        ("#009E73", "#17B890"),
        ("#B0538A", "#CC79A7"),
        ("#000000", "#FFFFFF"),
        ("#A87400", "#E69F00"),
    ];

    private static readonly string[] Dashes = ["", "8 3", "2 3", "8 3 2 3", "14 4"];

    /// <summary>One style per colour, for the style sheet.</summary>
    public static IReadOnlyList<SeriesStyle> All { get; } = [.. Enumerable.Range(0, Colours.Length).Select(Of)];

    /// <summary>The style of a number; with six colours and five dashes, thirty series differ.</summary>
    public static SeriesStyle Of(int number)
    {
        int index = number % Colours.Length;
        return new SeriesStyle(
            index, Colours[index].Light, Colours[index].Dark, Dashes[number % Dashes.Length], Marker.All[index % Marker.All.Count]);
    }
}
