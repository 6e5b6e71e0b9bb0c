using NetComm.Sim.Reporting.Charts;

namespace NetComm.Sim.Reporting;

/// <summary>A chart where a section shows a drawing.</summary>
internal sealed class ChartDrawing(IChartRenderer renderer, Chart chart) : IDrawing
{
    /// <inheritdoc/>
    public string Title => chart.Title;

    /// <inheritdoc/>
    public Markup Draw(ChartPlacement placement) => renderer.Render(chart, placement);
}
