using System.Globalization;
using NetComm.Scenarios;
using NetComm.Sim.Tests.Architecture;
using NetComm.Tracing;

namespace NetComm.Sim.Tests.Captures;

/// <summary>What tshark says of a lesson's captures is what the run says of itself.</summary>
public sealed class LessonCaptureTests
{
    private const string SentAgain =
        "(tcp.analysis.retransmission || tcp.analysis.fast_retransmission || tcp.analysis.spurious_retransmission"
        + " || tcp.analysis.out_of_order)";

    /// <summary>A few lessons, which CI has the time for; with NETCOMM_LONG=1 (.ci/long) all of simulated runs.</summary>
    public static TheoryData<string> Lessons => Environment.GetEnvironmentVariable("NETCOMM_LONG") == "1"
        ? [.. SourceFiles.Lessons.Where(lesson => !lesson.Contains("programs-outside", StringComparison.Ordinal))]
        :
        [
            "scenarios/1-first-steps/5-arp.yaml", "scenarios/6-reliable-streams/1-handshake-and-close.yaml",
            "scenarios/6-reliable-streams/6-head-of-line.yaml", "scenarios/7-applications/1-http-keep-alive.yaml",
            "scenarios/7-applications/4-coordinated-omission.yaml",
        ];

    [SkippableTheory]
    [MemberData(nameof(Lessons))]
    public void Tshark_tells_the_story_of_each_host(string lesson)
    {
        ExternalTool.Require("tshark");
        Scenario scenario = ScenarioReader.Read(SourceFiles.PathOf(lesson)) with { Mode = RunMode.Simulated };
        bool reorders = scenario.Links.Any(medium => medium.DistinctProperties.Any(properties => !properties.Reorder.IsZero));
        using Trace trace = Simulation.Run(scenario).Trace;
        var segments = new SegmentFold(trace);
        using CaptureFolder captures = CaptureFolder.Of(trace, scenario);

        for (int node = 0; node < trace.Header.Nodes.Count; node++)
        {
            if (trace.Header.Nodes[node].Kind == NodeKind.Router) continue;
            CaptureFile capture = captures[trace.Header.Nodes[node].Name];
            Assert.Empty(capture.Complaints());
            RequireSameRetransmissions(capture, segments, node, isEven: !segments.HasLoss && !reorders);
            RequireSameRoundTrips(capture, segments, node);
            RequireSameConversations(capture, segments, node);
        }
    }

    /// <summary>What tshark takes for sent again is what was, and where nothing was lost there is nothing of the kind.</summary>
    private static void RequireSameRetransmissions(CaptureFile capture, SegmentFold segments, int node, bool isEven)
    {
        string own = string.Join(" || ", segments.Header.Nodes[node].Addresses.Select(address => $"ip.src == {address}"));
        Assert.Equal(segments.SentAgainBy(node), capture.FieldsWhere($"({own}) && {SentAgain}", "frame.number").Length);
        if (isEven)
            Assert.Empty(capture.FieldsWhere($"{SentAgain} || tcp.analysis.duplicate_ack", "frame.number"));
    }

    /// <summary>Of each acknowledgment whose segment was sent once: the time since that began to leave.</summary>
    private static void RequireSameRoundTrips(CaptureFile capture, SegmentFold segments, int node)
    {
        string[][] acknowledged =
            [.. capture.FieldsWhere("tcp.analysis.ack_rtt", "frame.time_epoch", "ip.id", "tcp.analysis.ack_rtt")
                .Select(row => row.Split('|'))];
        int compared = 0;
        foreach (string[] row in acknowledged)
        {
            if (segments.RoundTripAt(node, Number(row[1]), Nanoseconds(row[0])) is not { } expected) continue;
            compared++;
            Assert.Equal(expected, Nanoseconds(row[2]), 1.0);
        }

        Assert.True(compared > 0 || !segments.HasRoundTrips(node), "No round-trip time was compared.");
    }

    /// <summary>Who spoke to whom, in how many segments with how many bytes.</summary>
    private static void RequireSameConversations(CaptureFile capture, SegmentFold segments, int node)
    {
        IEnumerable<string> seen =
            from line in capture.FieldsWhere("tcp", "ip.src", "tcp.srcport", "ip.dst", "tcp.dstport", "tcp.len")
            let row = line.Split('|')
            group long.Parse(row[4], CultureInfo.InvariantCulture) by $"{row[0]}:{row[1]} > {row[2]}:{row[3]}" into one
            orderby one.Key
            select $"{one.Key}: {one.Count()} segments, {one.Sum()} B";
        Assert.Equal(segments.ConversationsAt(node), seen);
    }

    private static int Number(string identification) => Convert.ToInt32(identification, 16);

    /// <summary>Of a time since 1970: since that day began, as runs do.</summary>
    private static double Nanoseconds(string seconds) =>
        (double)(decimal.Parse(seconds, CultureInfo.InvariantCulture) % 86_400 * 1_000_000_000m);
}
