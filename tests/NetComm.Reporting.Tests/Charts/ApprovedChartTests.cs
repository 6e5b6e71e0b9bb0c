using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Drawing;
using NetComm.Reporting.Charts.Specs;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Tests.Charts;

public sealed class ApprovedChartTests
{
    public static TheoryData<string> Names { get; } = [.. SampleCharts.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_chart_is_laid_out_as_approved(string name)
    {
        Chart chart = SampleCharts.All[name];

        ChartSpec spec = chart.LayOut(ChartSize.Wide);

        Approved.Text($"{name}.txt", SpecText.Of(spec));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_chart_looks_as_approved(string name)
    {
        Chart chart = SampleCharts.All[name];

        Markup svg = new ScottPlotRenderer().Render(chart, ChartPlacement.File);

        Approved.Text($"{name}.svg", svg.Text);
    }

    [Theory, InlineData("latency-over-time"), InlineData("cumulative"), InlineData("many-marks")]
    public void A_chart_for_a_telephone_looks_as_approved(string name)
    {
        ChartPlacement placement = ChartPlacement.File with { Size = ChartSize.Narrow };

        Markup svg = new ScottPlotRenderer().Render(SampleCharts.All[name], placement);

        Approved.Text($"{name}-narrow.svg", svg.Text);
    }
}
