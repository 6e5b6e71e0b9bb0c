using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Flows;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Flows;

public sealed class FlowTablesTests
{
    /// <summary>pc-50 crashes before all packets, and so misses most.</summary>
    [Theory]
    [InlineData(40, 41, "Packets")]
    [InlineData(50, 41, "Packets; of the 50 receivers of film the 40 that missed most")]
    public void Of_many_receivers_those_that_missed_most_have_lines(int members, int lines, string caption)
    {
        ReportedRun run = ReportedRuns.Of(ScenarioReader.Parse($$"""
            scenario: Many members
            hosts: { pc: { count: {{members}} }, server: {} }
            lans: { office: { members: [pc, server], rate: 100 Mbps } }
            groups: { all: { members: [pc] } }
            flows:
              - { name: film, from: server, to: all, start: 10 ms, traffic: { kind: constant, interval: 1 ms, size: 10 B }, count: 2 }
            faults: [ { at: 1 ms, host: pc-{{members}}, do: crash } ]
            """, "members.yaml"));
        using Trace trace = run.Trace;

        Table packets = FlowTables.Of(ReportedRuns.FlowsOf(run)).First();

        Assert.Equal(caption, packets.Caption);
        Assert.Equal(lines, packets.Rows.Count);
    }
}
