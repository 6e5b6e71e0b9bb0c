using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of links and LANs (scenario language, 'Links').</summary>
internal static class LinkGrammar
{
    private static readonly Shape Correlated = Named("share", new Shape.Either(Share, new Shape.Record(
    [
        Required("share", Share, "The share of packets."),
        Optional(
            "correlation", Share,
            "How far each packet's random number follows that of the one before; the share stays. Below 100 %. Default 0 %."),
    ])));

    private static readonly Shape Loss = Named("loss", new Shape.Either(Share, new Shape.Variant("model", [],
    [
        new("random",
        [
            Required("share", Share, "The share of packets lost."),
            Optional(
                "correlation", Share,
                "The correlation of each packet's fate with that of the one before; the share stays. Below 100 %. Default 0 %."),
        ], "Chance decides for each packet by itself."),
        new("gilbert-elliott",
        [
            Required("p", Share, "From the good state to the bad one, per packet."),
            Required("r", Share, "From the bad state to the good one, per packet."),
            Optional("loss-good", Share, "The share lost in the good state. Default 0 %."),
            Optional("loss-bad", Share, "The share lost in the bad state. Default 100 %."),
        ], "Bursts of loss: the link is good or bad. It begins in either as often as it is so in the long run."),
    ], Default: "random")));

    /// <summary>RFC 791: every module must forward a datagram of 68 B, and 65535 B is the largest.</summary>
    private static readonly Shape Mtu = new Shape.Amount(QuantityRange.Size with { Least = 68, Most = 65535 });

    /// <summary>More than any framing takes, so that what is meant as a time or a frame is not taken for it.</summary>
    private static readonly Shape Overhead = new Shape.Amount(QuantityRange.Size with { Most = 1500 });

    private static readonly Shape Jitter = Named("jitter", Varying(QuantityRange.Time, QuantityRange.Time with { AllowsNegative = true }));

    public static readonly IReadOnlyList<Key> DirectionKeys =
    [
        Optional("rate", Rate, "Transmission rate. Default: infinitely fast.", "bandwidth", "speed", "bw"),
        Optional("delay", Time, "Propagation time, one way. Default 0 s.", "latency", "propagation"),
        NotOnTcp("jitter", Jitter, "Added to the delay: a normal deviation, or a distribution. Never reorders.", "variation"),
        NotOnTcp("loss", Loss, "Packets lost after transmission: a share, or a model. Default 0 %.", "packet-loss", "drop"),
        NotOnTcp("duplicate", Correlated, "Share of packets delivered twice. Default 0 %.", "duplication", "duplicates"),
        NotOnTcp(
            "corrupt", Correlated, "Share of packets delivered with a flipped bit, and dropped where their checksum fails. Default 0 %.",
            "corruption"),
        NotOnTcp("reorder", Correlated, "Share of packets that overtake those ahead of them. Default 0 %.", "reordering"),
        NotOnTcp("reorder-by", Time, "How much earlier than others they arrive, though never before they have left. Default: the delay."),
        NotOnTcp("mtu", Mtu, "Largest IP packet carried whole. Default 1500 B."),
        NotOnTcp("queue", QueueGrammar.Queue, "What waits at the sending end. Default: droptail, 100 packets.", "buffer"),
        Optional("overhead", Overhead, "Preamble and gap of each frame, which take transmission time. Default 0 B.", "framing", "preamble"),
        Optional("profile", Words([.. AccessProfile.All.Select(profile => profile.Name)]),
            "Published figures of an access technology, which other keys override."),
    ];

    public static readonly Key Cost =
        Optional("cost", Whole(1, 1_000_000), "What routing adds for crossing it. Default 1.", "metric", "weight");

    private static readonly Key SubnetKey =
        Optional("subnet", Subnet, "Its network. Default: the next free /24 from 10.0.0.0/24.", "network");

    /// <summary>Keys of one direction, or of some links.</summary>
    public static readonly Shape Direction = Named("direction", new Shape.Record(DirectionKeys));

    public static readonly IReadOnlyList<Key> Directions =
    [
        Optional("forward", Direction, "The keys of one direction: from the first to the second of 'between'."),
        Optional("backward", Direction, "The keys of one direction: from the second to the first of 'between'."),
    ];

    public static readonly Shape Link = new Shape.Record(
    [
        Optional("name", NewName, "Its name. Default: a--b."),
        Required("between", new Shape.List(NodeName, Min: 2, Max: 2), "Its two ends."),
        SubnetKey,
        .. DirectionKeys,
        Cost,
        .. Directions,
    ]);

    public static readonly Shape Lan = new Shape.Record(
    [
        SubnetKey,
        Required("members", new Shape.List(NodeName, Min: 1), "Who is attached; a host with 'count' stands for all of them."),
        Optional("medium", Words(["switch", "shared"]), "A switch (default), or one shared wire (CSMA/CD).", "type"),
        .. DirectionKeys,
        Cost,
    ]);

    /// <summary>The keys that <c>do: set</c> can change.</summary>
    public static readonly IReadOnlyList<Key> Changes = [.. DirectionKeys, Cost, .. Directions];

    private static Key NotOnTcp(string name, Shape shape, string doc, params string[] synonyms) =>
        Optional(name, shape, doc, synonyms) with { Loopback = LoopbackLimit.NotOnTcp };
}
