using NetComm.Sim.Reporting;
using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Tests.Reporting;

/// <summary>Writes the name of a chart where the chart would stand, so that an approved page stays readable.</summary>
internal sealed class NamedCharts : IChartRenderer
{
    public string StyleSheet => "/* style sheet of the charts */\n";

    public Markup Render(Chart chart, ChartPlacement placement) => Markup.Of($"<svg id=\"{placement.Id}\"><title>{chart.Title}</title></svg>");

    public Markup Render(IDrawing drawing, ChartPlacement placement) => Markup.Of($"<svg id=\"{placement.Id}\"><title>{drawing.Title}</title></svg>");
}
