using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Flows;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class FlowTablesTests
{
    /// <summary>The last one is down before the first packet, or after the last.</summary>
    [Theory]
    [InlineData(20, "1 ms", 21, "Packets", "film → pc-20")]
    [InlineData(50, "1 ms", 21, "Packets; of the 50 receivers of film the 20 that missed most", "film → pc-50")]
    [InlineData(50, "1 s", 21, "Packets; the first 20 of the 50 receivers of film", "film → pc-20")]
    public void Of_many_receivers_those_that_missed_most_have_lines(int members, string crash, int lines, string caption, string last)
    {
        ReportedRun run = ReportedRuns.Of(ScenarioReader.Parse($$"""
            scenario: Many members
            hosts: { pc: { count: {{members}} }, server: {} }
            lans: { office: { members: [pc, server], rate: 100 Mbps } }
            groups: { all: { members: [pc] } }
            flows:
              - { name: film, from: server, to: all, start: 10 ms, traffic: { kind: constant, interval: 1 ms, size: 10 B }, count: 2 }
            faults: [ { at: {{crash}}, host: pc-{{members}}, do: crash } ]
            """, "members.yaml"));
        using Trace trace = run.Trace;

        Table packets = FlowTables.Of(ReportedRuns.FlowsOf(run)).First();

        Assert.Equal(caption, packets.Caption);
        Assert.Equal(lines, packets.Rows.Count);
        Assert.Equal(last, packets.Rows[^1][0].PlainText);
    }
}
