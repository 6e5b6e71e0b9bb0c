using NetComm.Sim.Reporting.Charts;
using NetComm.Sim.Reporting.Document;

namespace NetComm.Sim.Tests.Reporting;

/// <summary>Reads what a section holds.</summary>
internal static class SectionReading
{
    public static Picture? Picture(this Section section) => section.Blocks.OfType<Picture>().SingleOrDefault();

    /// <summary>The section's one picture as a file.</summary>
    public static string Svg(this Section section) => section.Picture()!.Svg();

    public static string Svg(this Picture picture, ChartSize? size = null) => ((IDrawing)picture.Content).Draw(ChartPlacement.File with { Size = size ?? ChartSize.Wide }).Text;
}
