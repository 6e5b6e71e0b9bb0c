using System.Text;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>
/// The colours. Light ones stand in the elements themselves, which every program that reads SVG understands; the style sheet only
/// turns them dark, on screens that ask for it and never on paper.
/// </summary>
internal static class ChartStyleSheet
{
    public const string Paper = "#ffffff";
    public const string Ink = "#1b1f24";
    public const string SoftInk = "#4d5761";
    public const string Grid = "#e1e5e9";
    public const string AxisLine = "#6b7580";

    /// <summary>CSS for dark screens.</summary>
    public static string Dark { get; } = WriteDark();

    private static string WriteDark()
    {
        StringBuilder css = new StringBuilder("@media screen and (prefers-color-scheme:dark){")
            .Append(".nc-paper{fill:#14171c}.nc-ink{fill:#e8eaed}.nc-soft{fill:#b4bcc5}")
            .Append(".nc-grid{stroke:#2f363f}.nc-axis{stroke:#8b949e}.nc-line{stroke:#e8eaed}");
        foreach (SeriesStyle style in SeriesStyle.All)
            css.Append($".nc-s{style.Index}{{stroke:{style.DarkColour}}}.nc-f{style.Index}{{fill:{style.DarkColour}}}");
        return css.Append('}').ToString();
    }
}
