using NetComm.Reporting.Charts.Specs;

namespace NetComm.Reporting.Charts;

/// <summary>
/// How one series looks: colour, dash and marker all differ, so that it survives black-and-white print and colour blindness.
/// </summary>
/// <param name="Index">Number of the colour, and of its CSS classes.</param>
/// <param name="Dash">The pen's dashes; empty for a solid line.</param>
internal sealed record SeriesStyle(int Index, string Dash, Marker Marker)
{
    private static readonly string[] Dashes = ["", "8 3", "2 3", "8 3 2 3", "14 4"];

    /// <summary>Its colour.</summary>
    public ThemeColour Tone => ChartTheme.Series[Index];

    /// <summary>Its colour on white paper.</summary>
    public string Colour => Tone.Light;

    /// <summary>The style of a number; with six colours and five dashes, thirty series differ.</summary>
    public static SeriesStyle Of(int number)
    {
        int index = number % ChartTheme.Series.Count;
        return new SeriesStyle(index, Dashes[number % Dashes.Length], Marker.All[index % Marker.All.Count]);
    }
}
