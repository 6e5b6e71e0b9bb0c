using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of apps (scenario language, 'Apps').</summary>
internal static class AppGrammar
{
    public const int MostProbes = 1_000_000;

    private static readonly Key Server =
        Required("server", new Shape.Reference("a host, anycast address or IPv4 address"), "The server's host, or an address.");

    private static readonly Key Files = Optional("files", new Shape.Dictionary(
        new Shape.Either(TextOrEmpty, new Shape.Record([Required("size", Size, "So many bytes of filler.")])), KeysAreNames: false),
            "What it serves: a text, or a size, by path.");

    private static readonly Shape Command = new Shape.Either(
        Words("list"),
        new Shape.Choice([],
        [
            new("get", [Required("get", Text, "A path to fetch.")]),
            new("put", [Required("put", Text, "A path to store to."), Required("data", TextOrEmpty, "What to store.")]),
        ], "command"));

    private static readonly Key Target =
        Required("to", new Shape.Reference("a host, router, LAN, group, anycast address or IPv4 address"), "A name or an address.");

    private static readonly Key ProbeInterval =
        Optional("interval", PositiveTime, "The time between two. Default 1 s; of traceroute, none.");

    private static readonly Key Peers = Required("peers", Hosts, "The hosts of the other peers.");

    private static readonly Shape Remark = new Shape.Record([Required("at", Time, "When."), Required("text", TextOrEmpty, "What.")]);

    public static readonly Shape App = new Shape.Variant("kind",
    [
        Required("name", NewName, "Its name."),
        Required("host", Host, "Where it runs."),
        Optional("start", Time, "When it begins. Default 0 s."),
        Optional("port", Port, "Default: the protocol's own."),
    ],
    [
        new("echo-server", [Optional("transport", Words("udp", "tcp"), "UDP or TCP.")], "RFC 862."),
        new("http-server", [Files], "HTTP/1.1 (RFC 9112)."),
        new("http-client",
        [
            Optional("url", Text, "What to fetch."),
            Optional("urls", new Shape.List(Text, Min: 1), "What to fetch, one after the other."),
            Optional("keep-alive", Flag, "One connection for all. Default true."),
            Optional("repeat", Whole(1), "How often."),
            Optional("interval", PositiveTime, "The time between two."),
        ], "HTTP/1.1 (RFC 9112)."),
        new("ftp-server",
            [Files, Optional("users", new Shape.Dictionary(TextOrEmpty, KeysAreNames: false), "Passwords by name. Default: anonymous.")],
            "RFC 959."),
        new("ftp-client",
        [
            Server,
            Optional("user", Text, "Default: anonymous."),
            Optional("password", TextOrEmpty, "The user's."),
            Optional("commands", new Shape.List(Command), "list, { get: PATH }, { put: PATH, data: … }."),
        ], "RFC 959."),
        new("dns-server",
            [Optional("records", new Shape.Dictionary(AddressValue, KeysAreNames: false),
                "Addresses by name, besides the file's own hosts.")], "RFC 1035."),
        new("dns-client", [Server, Required("ask", new Shape.List(Text, Min: 1), "The names to ask for.")], "RFC 1035."),
        new("ping", [Target, Optional("count", Whole(1), "How many. Default 4."), ProbeInterval], "ICMP echo (RFC 792)."),
        new("traceroute", [Target, Optional("count", Whole(1, MostProbes), "How many per hop. Default 3."), ProbeInterval],
            "Finds the routers of a path."),
        new("chat-peer", [Peers, Optional("say", new Shape.List(Remark), "What it says, and when.")],
            "Peers that talk to each other over UDP."),
        new("gossip-peer",
        [
            Peers,
            Optional("fanout", Whole(1, 1_000_000), "To how many it passes a rumour on."),
            Optional("interval", PositiveTime, "How often."),
            Optional("rumour", Text, "What this peer starts.", "rumor"),
        ], "Peers that pass rumours on, over UDP."),
    ]);
}
