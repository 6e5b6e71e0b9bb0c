using FsCheck.Xunit;
using NetComm.Analysis;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Flows;
using NetComm.Runtime.Simulated;
using NetComm.Scenarios;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Sections.Happened;

/// <summary>What happened, in sentences that follow from the figures.</summary>
public sealed class HappenedSectionTests
{
    private const string TwoHosts = """
        scenario: Told in sentences
        hosts: { alice: {}, bob: {} }
        links: [ { name: core, between: [alice, bob], rate: 1 Mbps, delay: 20 ms LINK } ]
        flows: [ { name: call, cast: unicast, transport: udp, from: alice, to: bob, traffic: { kind: constant, interval: 200 ms, size: 97 B }, count: 50 } ]

        """;

    [Fact]
    public void Losses_while_a_link_is_down_are_told_with_the_time()
    {
        string told = Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal) + """
            faults:
              - { at: 4 s, link: core, do: down }
              - { at: 5 s, link: core, do: up }
            """);

        Assert.Contains(
            "bob missed 5 of 50 packets of call, all sent between 4 s and 4.8 s, while core (alice → bob) was down (4 s to 5 s).", told,
            StringComparison.Ordinal);
        Assert.Contains("The network changed: at 4 s, core down; at 5 s, core up.", told, StringComparison.Ordinal);
        Assert.Contains("Every packet of call took 21 ms.", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[alice], [bob]]", "", "while the network was parted (4 s to 5 s).")]
    [InlineData("[[alice], [bob]]", "  - { at: 3.9 s, host: bob, do: crash }\n", "while the network was parted (4 s to 5 s)")]
    public void Losses_across_a_partition_blame_nobody_who_was_up(string sides, string other, string expected)
    {
        string told = Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal) + $$"""
            faults:
              - { at: 4 s, partition: {{sides}} }
              - { at: 5 s, heal: true }

            """ + other);

        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain("alice was down", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_that_waited_are_told_where_they_differ_from_those_that_did_not()
    {
        // The send buffer holds one request, and the one that the line loses blocks those behind it for the least timeout, 1 s (RFC 6298,
        // 2.4).
        string told = Told("""
            scenario: Told in sentences
            hosts: { shop: {}, bank: {} }
            links: [ { name: line, between: [shop, bank], rate: 10 Mbps, delay: 5 ms } ]
            flows: [ { name: pay, from: shop, to: bank, transport: tcp, traffic: { kind: request-response, interval: 20 ms, size: 500 B, response: 500 B }, count: 500,
                       tcp: { send-buffer: 500 B, nagle: false, delayed-ack: false } } ]
            faults: [ { at: 1 s, link: line, do: down }, { at: 1500 ms, link: line, do: up } ]
            """);

        Assert.Matches(
            @"The round-trip time of pay had a median of 10\.\d+ ms \(maximum 1\.\d+ s\); 95 % of the requests took at most 21\.\d+ ms\.",
            told);
        Assert.Matches(
            @"Counted from when each was due, the response time had a median of 1\d\.\d+ ms \(maximum 1\.\d+ s\); 95 % of the requests took at most [5-9]\d\d(\.\d+)? ms\.", told);
    }

    [Fact]
    public void Who_left_while_a_packet_was_under_way_misses_it_where_its_way_parts_from_that_of_the_others()
    {
        // The frame of 200 ms is due at bob, who leaves before it is at r1; the copy for carol is under way long after. Likewise dave,
        // behind a switch.
        string told = Told("""
            scenario: Told in sentences
            hosts: { alice: {}, bob: {}, carol: {}, dave: {}, erin: {} }
            routers: [r1, r2]
            links:
              - { between: [alice, r1], delay: 10 ms }
              - { between: [r1, bob], delay: 1 ms }
              - { between: [r1, r2], delay: 10 ms }
              - { between: [r2, carol], delay: 30 ms }
            lans: { office: { members: [r2, dave, erin], delay: 2 ms } }
            groups: { video: { members: [bob, carol, dave, erin] } }
            flows: [ { name: film, from: alice, to: video, traffic: { kind: constant, interval: 10 ms, size: 500 B }, count: 100 } ]
            faults:
              - { at: 205 ms, host: bob, do: leave, group: video }
              - { at: 505 ms, host: dave, do: leave, group: video }
            """);

        Assert.Contains("bob missed 1 of 21 packets of film, because r1 had no route, sent at 200 ms.", told, StringComparison.Ordinal);
        Assert.Contains(
            "dave missed 2 of 51 packets of film, all because the switch of office had no port for them, sent between 490 ms and 500 ms.",
            told, StringComparison.Ordinal);
        Assert.Contains("carol and erin received all 100 packets of film.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_stays_down_is_told_so() =>
        Assert.Contains(
            "bob missed 25 of 50 packets of call, all sent between 5 s and 9.8 s, while core (alice → bob) was down (from 5 s on).",
            Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal) + "faults: [ { at: 5 s, link: core, do: down } ]\n"),
            StringComparison.Ordinal);

    [Fact]
    public void Random_losses_and_full_queues_are_told_apart()
    {
        string told =
            Told(TwoHosts.Replace(" LINK", ", loss: 30 %, queue: { limit: 2 packets }", StringComparison.Ordinal)
                .Replace("interval: 200 ms", "interval: 500 us", StringComparison.Ordinal));

        Assert.Matches(
            @"bob missed \d+ of 50 packets of call: \d+ dropped by the full queue of core \(alice → bob\), sent between [\d.]+ ms and [\d.]+ ms; \d+ by random loss on core \(alice → bob\)\.", told);
    }

    [Fact]
    public void Who_misses_nothing_received_all() =>
        Assert.StartsWith("bob received all 50 packets of call.", Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Fact]
    public void Packets_under_way_at_the_end_are_told() =>
        Assert.StartsWith("bob received all 9 packets of call; one more was in flight when the run ended.",
            Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal) + "duration: 1810 ms\n"), StringComparison.Ordinal);

    [Fact]
    public void Requests_without_an_answer_are_told_by_who_asked()
    {
        string told =
            Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal)
                .Replace("kind: constant, interval: 200 ms, size: 97 B",
                "kind: request-response, interval: 200 ms, size: 64 B, response: 64 B", StringComparison.Ordinal)
            + "faults: [ { at: 5 s, link: core, do: down } ]\n");

        Assert.Contains(
            "alice got no answer to 25 of 50 requests of call, all sent between 5 s and 9.8 s, while core (alice → bob) was down (from " +
            "5 s on).", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_request_is_answered_none_is_counted_twice()
    {
        string told =
            Told(TwoHosts.Replace(" LINK", ", loss: 100 %", StringComparison.Ordinal)
                .Replace("kind: constant, interval: 200 ms, size: 97 B",
                "kind: request-response, interval: 200 ms, size: 64 B, response: 64 B", StringComparison.Ordinal));

        Assert.StartsWith(
            "alice got no answer to any of 50 requests of call, all by random loss on core (alice → bob).", told, StringComparison.Ordinal);
    }

    [Fact]
    public void One_packet_alone_is_not_compared_with_others() =>
        Assert.StartsWith(
            "bob received the one packet of call.\nThe packet of call took 21 ms.",
            Told(TwoHosts.Replace(" LINK", "", StringComparison.Ordinal).Replace("count: 50", "count: 1", StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Fact]
    public void The_sample_report_is_told() => Assert.Equal(
        """
        The network changed: at 8 s, core down; at 9 s, core up; at 11 s, core: loss 20 %, delay 80 ms.
        bob missed 3 of 400 packets of call.
        The latency of call had a median of 23.1 ms (minimum 20.01 ms, maximum 52.3 ms); 95 % of the packets took at most 31.97 ms.
        Of the packets of call, 2 arrived out of order.
        bob missed 5 of 1 000 packets of stream.
        sensor-3 missed 5 of 1 000 packets of stream; one more was in flight when the run ended.
        The latency of stream had a median of 23.1 ms (minimum 20.01 ms, maximum 52.3 ms); 95 % of the packets took at most 31.97 ms.
        Of the packets of stream, 2 arrived out of order.
        backup delivered data to dns-us at 4.62 Mbps and completed after 8.1 s; 14 segments were retransmitted.
        client on alice failed: ECONNREFUSED.
        server completed.
        The busiest link direction was r1 → r2 on core: transmitting 8.2 % of the time; its queue held at most 7 packets.
        """.ReplaceLineEndings("\n"),
        TextOf(SampleReport.Model.Happened()!).Replace('\u00A0', ' ').Replace(DigitGroups.Separator, " "));

    /// <summary>In these a copy of a lost packet, or of its answer, was under way when the run was cut off.</summary>
    [Theory]
    [InlineData(1806)]
    [InlineData(2078)]
    [InlineData(3010)]
    [InlineData(7712)]
    public void A_copy_that_is_under_way_at_the_end_is_no_loss(int shape) => The_causes_of_all_losses_are_known(shape);

    /// <summary>In these a copy of a request came after the answer to the request was lost.</summary>
    [Theory]
    [InlineData(-8703)]
    [InlineData(-73_509)]
    public void A_request_that_comes_again_stays_lost_until_it_is_answered(int shape) => The_causes_of_all_losses_are_known(shape);

    [Property(MaxTest = 150, EndSize = 100_000)]
    public void The_causes_of_all_losses_are_known(int shape)
    {
        foreach (Trace trace in (Trace[])[RandomRuns.Of(shape), RandomRuns.OfGroups(shape)])
        {
            var fold = new FlowFold(trace.Header, trace.End);
            trace.FoldInto(fold);
            fold.Finish();
            Measurements measured = Measurements.From(trace, []);

            Assert.All(
                measured.Flows.Index(), flow => Assert.Equal(flow.Item.Lost ?? 0, fold.Causes[flow.Index].All.Sum(cause => cause.Packets)));
        }
    }

    private static string Told(string yaml)
    {
        Scenario scenario = ScenarioReader.Parse(yaml, "told.yaml");
        using Trace trace = SimulatedRun.Of(scenario).Trace;
        ReportDocument report =
            ReportSections.DocumentOf(new ReportedRun(scenario, trace, Measurements.From(trace, []), [], [], IsComplete: true, "0"));
        return TextOf(report.Sections.Single(section => section.Id == "happened"));
    }

    private static string TextOf(Section happened) =>
        string.Join('\n', ((Block.Bullets)happened.Blocks.Single()).Points.Select(point => point.PlainText));
}
