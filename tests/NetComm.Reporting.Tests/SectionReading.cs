using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Document;

namespace NetComm.Reporting.Tests;

/// <summary>Reads what a section holds.</summary>
internal static class SectionReading
{
    public static Picture? Picture(this Section section) => section.Blocks.OfType<Picture>().SingleOrDefault();

    /// <summary>The section's one picture as a file.</summary>
    public static string Svg(this Section section) => section.Picture()!.Svg();

    public static string Svg(this Picture picture, ChartSize? size = null) =>
        new ScottPlotRenderer().Render(picture.Content, ChartPlacement.File with { Size = size ?? ChartSize.Wide }).Text;
}
