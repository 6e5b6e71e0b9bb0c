using NetComm.Reporting.Charts;
using NetComm.Reporting.Charts.Svg;
using NetComm.Reporting.Xml;

namespace NetComm.Reporting.Tests.Charts;

public sealed class ApprovedChartTests
{
    public static TheoryData<string> Names { get; } = [.. SampleCharts.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_chart_looks_as_approved(string name)
    {
        Chart chart = SampleCharts.All[name];

        Markup svg = new SvgChartRenderer().Render(chart, ChartPlacement.File);

        Approved.Text($"{name}.svg", svg.Text);
    }

    [Theory, InlineData("latency-over-time"), InlineData("cumulative"), InlineData("many-marks")]
    public void A_chart_for_a_telephone_looks_as_approved(string name)
    {
        ChartPlacement placement = ChartPlacement.File with { Size = ChartSize.Narrow };

        Markup svg = new SvgChartRenderer().Render(SampleCharts.All[name], placement);

        Approved.Text($"{name}-narrow.svg", svg.Text);
    }
}
