using NetComm.Reporting.Charts;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Tests;

/// <summary>Writes the name of a picture where the picture would stand, so that an approved page stays readable.</summary>
internal sealed class NamedCharts : IChartRenderer
{
    public string StyleSheet => "/* style sheet of the charts */\n";

    public Markup Render(IPicture picture, ChartPlacement placement) =>
        Markup.Of($"<svg id=\"{placement.Id}\"><title>{picture.Title}</title></svg>");

    public byte[] RenderPng(IPicture picture) => System.Text.Encoding.UTF8.GetBytes(picture.Title);
}
