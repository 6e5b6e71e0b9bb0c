using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of flows (scenario language, 'Flows').</summary>
internal static class FlowGrammar
{
    private static readonly Shape SendingRate = new Shape.Amount(QuantityRange.SendingRate);

    private static readonly Key Rate =
        Optional("rate", SendingRate, "Packets per second, or bits of payload per second.", "bandwidth", "frequency");

    private static readonly Shape Gap = Named("gap", Varying(QuantityRange.PositiveTime, QuantityRange.Time));

    private static readonly Key Interval = Optional("interval", Gap, "The time between packets.", "period", "every", "gap");

    private static readonly Key Of =
        Optional("of", Words("payload", "wire"), "Whether it is the payload's size (default) or the packet's on a point-to-point link.");

    private static readonly Shape SizeShape = Named("size", Varying(QuantityRange.Size, QuantityRange.Size, Of));

    private static readonly Shape OnOffTime = Named("phase", Varying(QuantityRange.PositiveTime, QuantityRange.Time));

    private static readonly Key Size =
        Required("size", SizeShape, "The payload of a packet.") with { Synonyms = ["length", "payload", "packet-size"] };

    private static readonly Key Response =
        Required("response", SizeShape, "The payload of an answer.") with { Synonyms = ["reply", "answer", "response-size"] };

    private static readonly Shape Traffic = new Shape.Variant("kind", [],
    [
        new("constant", [Rate, Interval, Size], "A packet every interval, the first at the start.")
        {
            Synonyms = ["cbr", "periodic", "voip", "fixed", "udp"],
        },
        new("poisson", [Rate with { Required = true }, Size], "Exponential gaps; the first packet after one gap.")
        {
            Synonyms = ["exponential", "random"],
        },
        new("on-off",
        [
            Required("on-time", OnOffTime, "How long it sends."),
            Required("off-time", OnOffTime, "How long it is silent."),
            Rate with { Required = true },
            Size,
        ], "Constant traffic and silence in turns.") { Synonyms = ["onoff", "bursty", "burst"] },
        new("request-response", [Rate, Interval, Size, Response], "A request every interval, answered or not.")
        {
            Synonyms = ["request", "rpc", "query", "client-server"],
        },
        new("bulk", [Optional("bytes", PositiveSize, "How much; without it, until 'stop' or the end of the run.")],
            "As much as the path takes, over TCP.") { Synonyms = ["tcp", "ftp", "file", "transfer", "download", "saturated"] },
        new("ping", [Interval, Size with { Required = false }],
            "An ICMP echo every interval (default 1 s), with 56 B unless 'size' says otherwise.") { Synonyms = ["icmp", "echo"] },
        new("trace",
        [
            Required("file", Text, "CSV with the header time_s,size_bytes, or pcap/pcapng; beside the scenario."),
            Optional("match", Text, "A direction of a conversation in a capture. Default: the one with most payload."),
        ], "Recorded traffic: the payloads of packets, each at its time after the first.") { Synonyms = ["pcap", "recorded", "replay"] },
    ]);

    private static readonly Shape Tcp = new Shape.Record(
    [
        Optional("congestion-control", Words("reno", "cubic"), "Default cubic."),
        Optional("sack", Flag, "Selective acknowledgements (RFC 2018). Default true."),
        Optional("timestamps", Flag, "RFC 7323. Default true."),
        Optional("window-scale", Flag, "RFC 7323. Default true."),
        Optional("nagle", Flag, "RFC 896: small segments wait while data is unacknowledged. Default true."),
        Optional("delayed-ack", Flag, "Every second segment, at most 200 ms. Default true."),
        Optional("initial-window", Whole(1, 1000), "In segments (RFC 6928). Default 10."),
        Optional("min-rto", PositiveTime, "The shortest retransmission timeout. Default 1 s."),
        Optional("syn-retries", Whole(0, 20), "How often a SYN is sent again. Default 6."),
        Optional("send-buffer", PositiveSize, "Default 1 MiB."),
        Optional("receive-buffer", PositiveSize, "Default 1 MiB."),
        Optional("ecn", Flag, "Routers mark packets instead of dropping them (RFC 3168). Default false."),
        Optional("rack", Flag, "Loss detection by time, with tail loss probes (RFC 8985); needs SACK. Default true."),
        Optional("prr", Flag, "Proportional rate reduction (RFC 6937). Default true."),
        Optional("limited-transmit", Flag, "The first duplicate acknowledgements let new segments go (RFC 3042). Default true."),
        Optional("undo", Flag, "Takes back what a spurious retransmission changed (RFC 3522, 4015). Default true."),
        Optional("hystart", Flag, "CUBIC's first slow start ends where round trips grow (RFC 9406). Default true."),
    ]);

    public static readonly Shape Flow = new Shape.Record(
    [
        Required("name", NewName, "Its name."),
        Optional("cast", Words("unicast", "broadcast", "multicast", "anycast"), "To how many it goes. Default: what 'to' is."),
        Optional("transport", Words("udp", "tcp", "icmp"), "Default udp; tcp for bulk, icmp for ping.", "protocol"),
        Required("from", Host, "The sending host.") with { Synonyms = ["source", "src", "sender"] },
        Required("to", new Shape.Reference("a host, LAN, group or anycast address"),
            "Who it goes to.") with { Synonyms = ["destination", "dst", "dest", "receiver"] },
        Required("traffic", Traffic, "When it sends, and how much."),
        Optional("start", Time, "When it begins. Default 0 s.", "at", "begin"),
        Optional("stop", PositiveTime, "Nothing is sent at or after it.", "end", "until"),
        Optional("count", Whole(1), "At most so many packets or requests.", "packets"),
        Optional("bytes", PositiveSize, "At most so many bytes of payload."),
        Optional("port", Port, "The receivers' port. Default: the next free one from 9000."),
        Optional("ttl", Whole(1, 255), "Time to live of its packets. Default 64."),
        Optional("dscp", Whole(0, 63), "Differentiated services code point of its packets (RFC 2474). Default 0."),
        Optional("tcp", Tcp, "Options of its TCP connection."),
    ]);
}
