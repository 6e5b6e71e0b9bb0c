using static NetComm.Scenarios.Language.Grammar.Vocabulary;

namespace NetComm.Scenarios.Language.Grammar;

/// <summary>The keys of <c>topology</c> (scenario language, 'Bigger networks').</summary>
internal static class TopologyGrammar
{
    /// <summary>The most routers that one number of a rule can ask for.</summary>
    private const int MostRouters = 100_000;

    /// <summary>The case without <c>kind</c>: a file.</summary>
    public const string File = "file";

    private static readonly IReadOnlyList<Key> LinkKeys = [.. LinkGrammar.DirectionKeys, LinkGrammar.Cost, .. LinkGrammar.Directions];

    private static readonly Key Routers = Required("routers", Whole(1, MostRouters), "How many routers.");

    public static readonly Shape Topology = new Shape.Variant("kind",
    [
        Optional("hosts", Whole(0, 1_000_000),
            "How many hosts, dealt to the routers in turn. Default: one per router; of a tree one per leaf; of a fat tree k³/4."),
        .. LinkKeys,
        Optional("access", Named("access", new Shape.Record(LinkKeys)), "The same keys for the links to hosts; they come first there."),
    ],
    [
        new("line", [Routers], "Routers in a row."),
        new("ring", [Routers with { Shape = Whole(3, MostRouters) }], "Routers in a circle."),
        new("full-mesh", [Routers], "Each router joined to every other."),
        new("grid",
        [
            Required("rows", Whole(1, MostRouters), "How many rows."),
            Required("columns", Whole(1, MostRouters), "How many routers stand in a row."),
        ], "Routers row by row, each joined to its right and lower neighbour."),
        new("random",
        [
            Routers,
            Optional("degree", new Shape.Number(0, MostRouters), "The mean number of routers that a router is joined to. Default 3."),
        ], "A random connected graph, from the seed."),
        new("star", [], "One router."),
        new("tree",
        [
            Required("depth", Whole(1, 100), "How many links lead from the root to a leaf."),
            Required("fanout", Whole(1, MostRouters), "How many routers hang on each that is no leaf."),
        ], "Routers from the root down; hosts hang on the leaves."),
        new("fat-tree", [Required("k", Whole(2, 100), "How many ports a router has; even.")],
            "k²/4 core, k²/2 aggregation and k²/2 edge routers; hosts hang on the edge."),
        new(File, [Required(File, Text, "A GraphML file, relative to the scenario's folder.")],
            "Read from a file: its nodes are routers, with one host each."),
    ], Default: File, DefaultNeeds: File);
}
