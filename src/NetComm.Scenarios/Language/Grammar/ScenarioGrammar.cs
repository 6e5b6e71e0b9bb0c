using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The whole language, from the top.</summary>
internal static class ScenarioGrammar
{
    /// <summary>The most hosts that one entry can stand for.</summary>
    public const int LargestCount = 100_000;

    private static readonly Shape HostEntry = new Shape.Record(
    [
        Optional("address", AddressValue, "Its address on its first link, else LAN. Default: the lowest free one.", "ip"),
        Optional("count", Whole(1, LargestCount), "Stands for so many hosts: NAME-1, NAME-2 ….", "number", "replicas"),
        Optional("external", Flag, "A real program outside stands for it; loopback mode only."),
    ]);

    private static readonly Shape Mode = Words("simulated", "loopback");

    public static readonly IReadOnlyList<Key> Grading =
    [
        Optional("points", new Shape.Number(0, 1_000_000), "What it is worth. Default 1."),
        Optional("hint", Text, "What to look at where it fails."),
    ];

    public static readonly IReadOnlyList<Case> Expectations =
    [
        new("check",
        [
            Required("check", Text, "The expectation."),
            .. Grading,
            Optional("mode", Mode, "Graded in this mode only. Default: in both."),
        ], "Graded."),
        new("oracle",
        [
            Required("oracle", Words("mm1", "md1", "mg1", "mm1k", "mathis", "gilbert-elliott"), "The closed form."),
            Optional("flow", new Shape.Reference("a flow"), "The flow it is held against."),
            Optional("link", new Shape.Reference("a link"), "The link it is held against."),
            .. Grading,
            Optional("mode", Mode, "Graded in this mode only. Default: simulated, as real sockets take times that no theory knows."),
        ], "Tests against theory, whose assumptions the file has to meet."),
    ];

    public static readonly Shape Expectation = ExpectationOf(Expectations);

    private static readonly Shape Group = new Shape.Record(
    [
        Optional("address", AddressValue, "One of 224.0.0.0/4. Default: the next free one from 239.1.1.1."),
        Optional(
            "members", Hosts, "The hosts that have joined before the run begins; one with 'count' stands for all of them. Default: none."),
    ]);

    private static readonly Shape Anycast = new Shape.Record(
    [
        Optional("address", AddressValue, "An address on none of the networks. Default: the next free one from 10.99.0.1."),
        Required("members", new Shape.List(Host, Min: 1), "The hosts that have it; one with 'count' stands for all of them."),
    ]);

    private static readonly Shape Values = new Shape.List(new Shape.Anything(), Min: 1);

    private static readonly Shape ValueRange = new Shape.Record(
    [
        Required("from", Text, "The first value."),
        Required("to", Text, "The last value."),
        Optional("points", Whole(2, 1_000_000), "How many values."),
        Optional("step", Text, "The distance between two."),
        Optional("scale", Words("linear", "log"),
            "Whether values are equally far apart (default) or each is the same multiple of the one before."),
    ]);

    private static readonly Shape Precision = new Shape.Record(
    [
        Required("metric", Text, "Which figure."),
        Required("within", Vocabulary.Share, "Half the width of its 95 % interval, as a share of its mean."),
    ]);

    private static readonly Shape Sweep = new Shape.Record(
    [
        Optional("vary", new Shape.Dictionary(new Shape.Either(Values, ValueRange, Values), KeysAreNames: false),
            "Values by path, such as links.core.loss; several paths are crossed."),
        Optional("zip", new Shape.List(new Shape.Dictionary(Values, KeysAreNames: false)),
            "Values by path that go together and are not crossed."),
        Optional("replications", Whole(1, 1_000_000), "Runs of each point, with different seeds. Default 1."),
        Optional("until", Precision, "Stops at a point whose figure is known so well."),
        Optional("max-replications", Whole(1, 1_000_000), "The most runs of a point with 'until'. Default 100."),
        Optional("measure", new Shape.List(Text, Min: 1), "The figures. Default: those that 'expect' names."),
    ]);

    private static readonly Shape Proxy = new Shape.Record(
    [
        Required("listen", Port, "The port on this machine."),
        Required("from", Host, "The external host that connects to it."),
        Required("to", Host, "The external host that it leads to."),
        Required("port", Port, "The port there."),
        Optional("transport", Words("tcp", "udp"), "Default tcp."),
        Optional("name", NewName, "Its name in figures and expectations; of its answers NAME-back. Default: proxy-8080, by 'listen'."),
    ]);

    public static readonly Shape.Record Root = new(
    [
        Required("scenario", Text, "The title.") with { Synonyms = ["title", "name"] },
        Optional("description", TextOrEmpty, "The lesson text, in Markdown."),
        Optional("seed", Whole(0), "The seed of all random numbers; same seed, same run. Default 1."),
        Optional("duration", PositiveTime, "Ends the run at the latest."),
        Optional("mode", Words("simulated", "loopback"), "Virtual time (default), or real sockets."),
        Optional("warmup", Time, "What was sent before it stays out of the figures. Default 0 s.", "warm-up"),
        Optional("routing", Words("static", "rip"), "Computed from the whole map (default), or by RIPv2."),
        Optional("hosts", new Shape.Either(null, new Shape.Dictionary(HostEntry, "host", MayBeNull: true), new Shape.List(NewName)),
            "End systems."),
        Optional(
            "routers",
            new Shape.Either(null, new Shape.Dictionary(new Shape.Record([]), "router", MayBeNull: true), new Shape.List(NewName)),
            "What forwards packets."),
        Optional("links", new Shape.List(LinkGrammar.Link, "link"), "Point to point, full duplex."),
        Optional("lans", new Shape.Dictionary(LinkGrammar.Lan, "lan"), "Broadcast domains: a switch and its ports.", "networks", "subnets"),
        Optional("groups", new Shape.Dictionary(Group, "group"), "Multicast groups.", "multicast"),
        Optional("anycast", new Shape.Dictionary(Anycast, "anycast address"), "One address, several hosts; routing picks the nearest."),
        Optional("topology", TopologyGrammar.Topology, "Hosts, routers and links by rule."),
        Optional("flows", new Shape.List(FlowGrammar.Flow, "flow"), "Measured traffic.", "traffic"),
        Optional("programs", new Shape.List(ProgramGrammar.Program, "program"), "Socket scripts."),
        Optional("apps", new Shape.List(AppGrammar.App, "app"), "Ready-made protocol programs."),
        Optional("faults", new Shape.List(FaultGrammar.Fault, "fault"), "What changes in time.", "events"),
        Optional("expect", new Shape.List(Expectation, "expectation"), "What is graded.", "expectations", "assert", "checks"),
        Optional("proxy", new Shape.List(Proxy, "proxy"), "Lets two programs outside talk over this network."),
        Optional("sweep", Sweep, "Many runs, one report; a single run ignores it."),
    ]);

    public static Shape ExpectationOf(IReadOnlyList<Case> cases) =>
        new Shape.Either(new Shape.Reference("an expectation such as 'call.loss < 2 %'"), new Shape.Choice([], cases, "expectation"));
}
