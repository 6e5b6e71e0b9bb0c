using NetComm.Reporting.Charts.Layout;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Charts.Svg;

/// <summary>What every picture begins with: its size, its name and description for screen readers, its paper and its title.</summary>
internal static class SvgRoot
{
    /// <summary>Bold letters are wider than others by this much.</summary>
    private const double Bold = 1.06;

    /// <summary>The title broken into lines for a picture of a width.</summary>
    public static IReadOnlyList<string> TitleLines(string title, double width) =>
        TextMetrics.Wrap(title, ChartFrame.TitleSize * Bold, width - (2 * ChartFrame.Edge), 2);

    public static void Open(MarkupWriter svg, ChartPlacement placement, string title, string description, double width, double height)
    {
        if (placement.Id.Length == 0 || !placement.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            || !char.IsAsciiLetter(placement.Id[0]))
            throw new ArgumentException(
                $"An id consists of letters, digits, '-' and '_' and begins with a letter, but was '{placement.Id}'.", nameof(placement));

        svg.Line(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"netcomm-chart\" role=\"img\" " +
            $"aria-labelledby=\"{placement.Id}-title {placement.Id}-desc\" viewBox=\"0 0 " +
            $"{width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"{ChartTheme.Fonts}\">");
        svg.Line($"<title id=\"{placement.Id}-title\">{title}</title>");
        svg.Line($"<desc id=\"{placement.Id}-desc\">{description}</desc>");
        if (placement.StandsAlone) svg.Line($"<style>{new Markup(ChartTheme.DarkStyleSheet)}</style>");
        svg.Line($"<rect class=\"nc-paper\" width=\"{width}\" height=\"{height}\" fill=\"{ChartTheme.Paper.Light}\"/>");
    }

    public static void WriteTitle(MarkupWriter svg, IReadOnlyList<string> lines)
    {
        svg.Line($"<g class=\"nc-ink\" fill=\"{ChartTheme.Ink.Light}\" font-size=\"{ChartFrame.TitleSize}\" font-weight=\"600\">");
        for (int i = 0; i < lines.Count; i++)
            svg.Line($"<text x=\"{ChartFrame.Edge}\" y=\"{ChartFrame.TitleBaseline + (i * ChartFrame.TitleLine)}\">{lines[i]}</text>");
        svg.Line($"</g>");
    }

    /// <summary>A shortened text shows the whole one to a pointer that rests on it.</summary>
    public static Markup TooltipOf(string shown, string full) => shown == full ? Markup.None : Markup.Of($"<title>{full}</title>");
}
