using System.Globalization;
using System.Text;

namespace NetComm.Benchmarks.Table;

/// <summary>The scenario files that are measured.</summary>
internal static class NetworkTexts
{
    /// <summary>Two hosts and five packets: what is left is the start of the command.</summary>
    internal const string TwoHosts =
        """
        scenario: Two hosts
        hosts: { a: {}, b: {} }
        links: [ { name: wire, between: [a, b], rate: 10 Mbps, delay: 1 ms } ]
        flows: [ { name: f, from: a, to: b, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 5 } ]

        """;

    /// <summary>Flows over four hops, from hosts of their own to hosts of their own; as the program for ns-3 has them.</summary>
    /// <param name="packets">Of 1000 B, of all flows.</param>
    internal static string FourHops(int flows, int packets)
    {
        var text = new StringBuilder($"scenario: {flows} flows over four hops\nrouters: [r1, r2, r3]\nhosts:\n");
        for (int i = 0; i < flows; i++) text.AppendLine(Invariant($"  s{i}: {{}}\n  d{i}: {{}}"));
        text.AppendLine("links:\n  - { between: [r1, r2], rate: 10 Gbps, delay: 5 ms }\n  - { between: [r2, r3], rate: 10 Gbps, delay: 5 ms }");
        for (int i = 0; i < flows; i++)
        {
            text.AppendLine(Invariant($"  - {{ between: [s{i}, r1], rate: 1 Gbps, delay: 1 ms }}"));
            text.AppendLine(Invariant($"  - {{ between: [r3, d{i}], rate: 1 Gbps, delay: 1 ms }}"));
        }

        text.AppendLine("flows:");
        for (int i = 0; i < flows; i++)
        {
            // Ten send at one instant; more would fill the queues, and take their turns.
            string start = Invariant($"{i / 10 * 80} us");
            text.AppendLine(Invariant(
                $"  - {{ name: f{i}, from: s{i}, to: d{i}, start: {start}, count: {packets / flows}, traffic: {{ kind: constant, interval: {8 * flows} us, size: 1000 B }} }}"));
        }

        return text.ToString();
    }

    /// <summary>Ten TCP flows over the same hops.</summary>
    internal static string TenTcpFlows(int megabytes)
    {
        string[] lines = FourHops(10, 10).Split('\n');
        var text = new StringBuilder(string.Join('\n', lines.TakeWhile(line => line != "flows:")) + "\nflows:\n");
        for (int i = 0; i < 10; i++)
        {
            text.AppendLine(Invariant(
                $"  - {{ name: f{i}, from: s{i}, to: d{i}, traffic: {{ kind: bulk, bytes: {megabytes / 10} MB }}, tcp: {{ congestion-control: reno }} }}"));
        }

        return text.ToString();
    }

    /// <summary>Flows between pairs of hosts, each with a link of its own.</summary>
    internal static string Pairs(int flows, int packets)
    {
        var text = new StringBuilder("scenario: Pairs\nhosts:\n");
        for (int i = 0; i < flows; i++) text.AppendLine(Invariant($"  a{i}: {{}}\n  b{i}: {{}}"));
        text.AppendLine("links:");
        for (int i = 0; i < flows; i++) text.AppendLine(Invariant($"  - {{ between: [a{i}, b{i}], rate: 10 Mbps, delay: 1 ms }}"));
        return text.Append(Flows(flows, packets, i => (Invariant($"a{i}"), Invariant($"b{i}")))).ToString();
    }

    /// <summary>Flows that all go from one host to another.</summary>
    internal static string OnePair(int flows, int packets) =>
        "scenario: One pair\nhosts: { a: {}, b: {} }\nlinks: [ { between: [a, b], rate: 10 Gbps, delay: 1 ms } ]\n" +
        Flows(flows, packets, _ => ("a", "b"));

    /// <summary>A sender and the members of a group, each on a link of its own to one router.</summary>
    internal static string Multicast(int members, int packets) => Invariant(
        $$"""
        scenario: Multicast
        routers: [r]
        hosts: { s: {}, m: { count: {{members}} } }
        links:
          - { between: [s, r], rate: 1 Gbps, delay: 1 ms }
          - { between: [m, r], rate: 1 Gbps, delay: 1 ms }
        groups: { all: { members: [m] } }
        flows: [ { name: f, from: s, to: all, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: {{packets}} } ]

        """);

    /// <summary>Hosts that do nothing, beside two that send one packet.</summary>
    internal static string Idle(int hosts) => Invariant(
        $$"""
        scenario: Idle
        routers: [r]
        hosts: { a: {}, b: {}, h: { count: {{hosts}} } }
        links:
          - { between: [a, r], rate: 1 Gbps, delay: 1 ms }
          - { between: [b, r], rate: 1 Gbps, delay: 1 ms }
          - { between: [h, r], rate: 1 Gbps, delay: 1 ms }
        flows: [ { name: f, from: a, to: b, traffic: { kind: constant, interval: 10 ms, size: 100 B }, count: 1 } ]

        """);

    private static string Flows(int flows, int packets, Func<int, (string From, string To)> ends)
    {
        var text = new StringBuilder("flows:\n");
        for (int i = 0; i < flows; i++)
        {
            (string from, string to) = ends(i);
            text.AppendLine(Invariant(
                $"  - {{ name: f{i}, from: {from}, to: {to}, traffic: {{ kind: constant, interval: 10 ms, size: 100 B }}, count: {packets / flows} }}"));
        }

        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
