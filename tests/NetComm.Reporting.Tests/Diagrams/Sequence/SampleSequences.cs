using NetComm.Reporting.Diagrams.Sequence;
using NetComm.Tracing;

namespace NetComm.Reporting.Tests.Diagrams.Sequence;

/// <summary>Sequences to draw.</summary>
internal static class SampleSequences
{
    public static IReadOnlyDictionary<string, MessageSequence> All { get; } = new Dictionary<string, MessageSequence>
    {
        ["exchange"] = new([new(0, "alice", false), new(1, "bob", false)],
            [Hop(0, 1, 1, "“Hello, Server!”", "client", 0, 5033.6), Hop(1, 0, 2, "“Hello, Client!”", "server", 5033.6, 10067.2)],
            true, 0, false),
        ["lan"] = new([new(0, "alice", false), new(1, "bob", false), new(2, "carol", false), new(3, "dave", false)],
            [
                Hop(0, 1, 2, "ARP: who has 10.0.0.2?", "", 0, 20.24), Hop(0, 2, 2, "ARP: who has 10.0.0.2?", "", 0, 20.24),
                    Hop(0, 3, 2, "ARP: who has 10.0.0.2?", "", 0, 20.24),
                Hop(1, 0, 3, "ARP: 10.0.0.2 is at bob", "", 20.24, 40.48), Hop(0, 1, 1, "talk #0, 1000 B", "talk", 40.48, 217.84),
                Hop(2, 0, 4, "announce #0, 100 B", "announce", 5000, 5033.36),
                    Hop(2, 1, 4, "announce #0, 100 B", "announce", 5000, 5033.36),
                        Hop(2, 3, 4, "announce #0, 100 B", "announce", 5000, 5033.36),
                Hop(3, null, 5, "talk #1, 1000 B", "talk", 6000, 6000) with { Loss = DropReason.Down },
            ], false, 2, true),
        ["losses"] = new([new(0, "alice", false), new(2, "r1", true), new(1, "bob", false)],
            [
                Hop(0, 2, 1, "call #0, 800 B", "call", 0, 2640),
                    Hop(2, 1, 1, "call #0, 800 B", "call", 2640, 5000) with { Loss = DropReason.Loss },
                Hop(0, 2, 2, "call #1, 800 B", "call", 1000, 3640),
                    Hop(2, 1, 2, "call #1, 800 B", "call", 3640, 3640) with { Loss = DropReason.QueueFull },
                Hop(0, 2, 3, "call #2, 800 B", "call", 2000, 4640),
                    Hop(2, 2, 3, "call #2, 800 B", "call", 4640, 4640) with { Loss = DropReason.TtlExpired },
                Hop(2, 0, 4, "ICMP time exceeded", "", 4640, 7000), Hop(0, 2, 5, "call #3, 800 B", "call", 7000, null),
            ], true, 0, false),
        ["hostile"] =
            new([new(0, "<script>alert(1)</script>", false), new(1, "\" onload=\"x", true)],
                [Hop(0, 1, 1, "“</text><script>”", "<b>", 0, 0)], true, 0, false),
    };

    private static Hop Hop(int from, int? to, long packet, string label, string owner, double start, double? end) =>
        new(from, to, packet, label, owner, At(start)) { End = end is { } time ? At(time) : null };

    private static SimTime At(double microseconds) => new((long)Math.Round(microseconds * 1e6));
}
