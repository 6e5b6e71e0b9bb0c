using System.Text;

namespace NetComm.Reporting.Charts;

/// <summary>
/// The colours and fonts of all pictures. Light colours stand in the elements themselves, which every program that reads SVG understands;
/// the style sheet only turns them dark, on screens that ask for it and never on paper.
/// </summary>
internal static class ChartTheme
{
    /// <summary>Of the letters in SVG: what the reader's system has.</summary>
    public const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif";

    /// <summary>Behind everything.</summary>
    public static ThemeColour Paper { get; } = new("paper", "#ffffff", "#14171c", "nc-paper", "nc-thread");

    /// <summary>Names, and lines to compare with.</summary>
    public static ThemeColour Ink { get; } = new("ink", "#1b1f24", "#e8eaed", "nc-ink", "nc-line");

    /// <summary>Figures and labels.</summary>
    public static ThemeColour SoftInk { get; } = new("soft ink", "#4d5761", "#b4bcc5", "nc-soft", null);

    /// <summary>The grid behind the data.</summary>
    public static ThemeColour Grid { get; } = new("grid", "#e1e5e9", "#2f363f", null, "nc-grid");

    /// <summary>Axes and marks.</summary>
    public static ThemeColour AxisLine { get; } = new("axis", "#6b7580", "#8b949e", null, "nc-axis");

    /// <summary>
    /// One colour per series. Okabe and Ito, Color Universal Design (2008), without the yellow, which white paper swallows. Their orange
    /// has a contrast of 2.2 on white and their blue one of 3.4 on a dark page, so each has a second tone: WCAG 2.2, 1.4.11 asks for 3.
    /// </summary>
    public static IReadOnlyList<ThemeColour> Series { get; } =
    [
        OfSeries(0, "#0072B2", "#56B4E9"),
        OfSeries(1, "#D55E00", "#E8792B"),
        OfSeries(2, "#009E73", "#17B890"),
        OfSeries(3, "#B0538A", "#CC79A7"),
        OfSeries(4, "#000000", "#FFFFFF"),
        OfSeries(5, "#A87400", "#E69F00"),
    ];

    /// <summary>What was lost: vermilion.</summary>
    public static ThemeColour Losses => Series[1];

    /// <summary>When something was down or had crashed: grey.</summary>
    public static ThemeColour Outages => SoftInk;

    /// <summary>CSS for dark screens.</summary>
    public static string DarkStyleSheet { get; } = WriteDark();

    private static ThemeColour OfSeries(int index, string light, string dark) =>
        new($"series {index}", light, dark, $"nc-f{index}", $"nc-s{index}");

    private static string WriteDark()
    {
        StringBuilder css = new("@media screen and (prefers-color-scheme:dark){");
        foreach (ThemeColour colour in (ThemeColour[])[Paper, Ink, SoftInk, Grid, AxisLine, .. Series])
        {
            if (colour.FillClass is { } fill) css.Append($".{fill}{{fill:{colour.Dark}}}");
            if (colour.StrokeClass is { } stroke) css.Append($".{stroke}{{stroke:{colour.Dark}}}");
        }
        return css.Append('}').ToString();
    }
}

/// <summary>A colour by what it is for.</summary>
/// <param name="Name">What it is for, in a word.</param>
/// <param name="FillClass">CSS class of what is filled with it; none where nothing is.</param>
/// <param name="StrokeClass">CSS class of what is drawn with a pen of it; none where nothing is.</param>
internal sealed record ThemeColour(string Name, string Light, string Dark, string? FillClass, string? StrokeClass);
