using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of <c>queue</c> (scenario language, 'Links', the table of <c>queue.kind</c>).</summary>
internal static class QueueGrammar
{
    private static readonly Shape Room = new Shape.Amount(QuantityRange.QueueRoom);

    private static readonly Key Ecn =
        Optional("ecn", Flag, "Whether packets that can carry a mark are marked instead of dropped (RFC 3168). Default false.");

    private static readonly Key[] Control =
    [
        Optional("target", PositiveTime, "The delay that may stand (RFC 8289, 4.3). Default 5 ms."),
        Optional("interval", PositiveTime, "How long the delay may be above it (RFC 8289, 4.3). Default 100 ms."),
        Ecn,
    ];

    private static readonly Key[] Red =
    [
        Optional("min", Room, "The average length from which on it drops by chance, in packets or as a size. Default 5 packets."),
        Optional("max", Room, "The average length at which it drops with max-probability. Default 15 packets."),
        Optional("max-probability", Share, "The probability of a drop at 'max'. Default 10 %."),
        Optional("weight", new Shape.Number(0.000001m, 1), "Of the newest length in the average, from 0.000001 to 1. Default 0.002."),
        Optional("gentle", Flag, "Whether the probability rises to 1 between 'max' and 2 × 'max', instead of at once. Default true."),
        Optional("wait", Flag, "Whether drops are spaced 1/p to 2/p packets apart, as in ns-3; else 1 to 1/p. Default true."),
        Optional("idle-packet", PositiveSize, "The average decays by packets of this size while the link is idle. Default 1000 B."),
        Ecn,
    ];

    private static readonly Key[] FairQueues =
    [
        .. Control,
        Optional("flows", Whole(1, 65_536), "How many queues flows are hashed to, at most 65 536. Default 1024."),
        Optional("quantum", PositiveSize, "Bytes that a queue sends in its turn (RFC 8290, 5.2.3). Default 1514 B."),
        Optional(
            "drop-batch", Whole(1, 1_000_000),
            "A full queue drops half the bytes of the fattest flow, or so many packets, whichever is less. Default 64."),
    ];

    private static readonly Key[] Pie =
    [
        Optional("target", PositiveTime, "The delay that it aims at (RFC 8033, 4.1). Default 15 ms."),
        Optional("update", PositiveTime, "How often the probability is worked out (RFC 8033, 4.2). Default 15 ms."),
        Optional("burst-allowance", Time, "A burst of this length passes (RFC 8033, 4.4). Default 150 ms."),
        Ecn,
    ];

    private static readonly Key[] Bucket =
    [
        Required("rate", Rate, "The rate in the long run."),
        Optional("burst", PositiveSize, "The size of the bucket, which is full at time 0; larger packets are dropped. Default 10 kB."),
        Optional("peak-rate", Rate, "The rate within a burst. Default: the link's."),
    ];

    private static readonly Shape Band = new Shape.Choice(
        [Optional("queue", new Shape.Named("queue", () => Discipline!), "A queue of its own. Default: drop-tail with the same limit.")],
        [
            new("flows", [Required("flows", new Shape.List(new Shape.Reference("a flow"), Min: 1), "Packets of these flows, both ways.")]),
            new("dscp", [Required("dscp", new Shape.List(Whole(0, 63), Min: 1), "Packets with one of these code points (RFC 2474).")]),
            new("rest", [Required("rest", new Shape.Word(["true"], []), "All other packets.")]),
        ],
        "key");

    private static readonly Shape Discipline =
        new Shape.Variant(
            "kind",
            [Optional(
                "limit", new Shape.Amount(QuantityRange.QueueRoom, OrWord: "none"),
                "Room, counting those that wait and the one in transmission; none: without end. "
                    + "Default 100 packets; of red, codel and pie 1000, of fq-codel 10240.",
                "size", "length")],
            [
                new("droptail", [], "First in, first out; what does not fit is dropped."),
                new("red", Red, "Random early detection (Floyd and Jacobson 1993): drops early, by the average length."),
                new("codel", Control, "RFC 8289: drops at the head what has waited too long for too long."),
                new("fq-codel", FairQueues, "RFC 8290: a CoDel queue per flow, served in turns."),
                new("pie", Pie, "RFC 8033: drops early, with a probability that follows the delay."),
                new("priority",
                    [Required("bands", new Shape.List(Band, "band", Min: 1), "The first sends before the second; the rest else last.")],
                    "Strict priority: the first band that has a packet sends."),
                new("token-bucket", Bucket, "Shapes as tc-tbf does: a rate with bursts."),
            ],
            Default: "droptail")
        { Shorthand = "limit" };

    public static readonly Shape Queue = new Shape.Named("queue", () => Discipline);
}
