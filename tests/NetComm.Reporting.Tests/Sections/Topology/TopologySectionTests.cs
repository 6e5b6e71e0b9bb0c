using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Topology;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Topology;

public sealed class TopologySectionTests
{
    [Theory]
    [InlineData("switch", "LANs have six sides.")]
    [InlineData("shared", "LANs have six sides. There is no switch in office: stations share one wire.")]
    public void The_legend_says_where_stations_share_a_wire(string medium, string legend)
    {
        ReportedRun run = ReportedRuns.Of(ScenarioReader.Parse($$"""
            scenario: An office
            hosts: [a, b]
            lans: { office: { members: [a, b], medium: {{medium}}, rate: 10 Mbps, delay: 10 us } }
            flows: [ { name: call, from: a, to: b, traffic: { kind: constant, interval: 1 ms, size: 10 B }, count: 2 } ]
            """, "office.yaml"));
        using Trace trace = run.Trace;
        var network = new NetworkDrawing(run);
        trace.FoldInto([network.Paths]);

        Section section = TopologySection.Of(network.Plan, network.Drawing)!;

        Assert.EndsWith(legend, Assert.Single(section.Blocks.OfType<Picture>()).Caption, StringComparison.Ordinal);
    }
}
