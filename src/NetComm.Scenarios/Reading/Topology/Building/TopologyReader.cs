using System.Globalization;

namespace NetComm.Scenarios.Reading.Topology.Building;

/// <summary>Reads which routers, hosts and links <c>topology</c> builds (scenario language, 'Bigger networks').</summary>
internal sealed class TopologyReader(ResolveContext draft)
{
    /// <summary>RandomStream of the links of <c>kind: random</c>.</summary>
    private const string Stream = "topology";

    private const double DefaultDegree = 3;

    /// <summary>Most routers and links of a topology, so that a few numbers cannot stand for more than memory holds.</summary>
    private const double MostRouters = 500_000;

    private const double MostLinks = 1_000_000;

    private readonly YamlFields _fields = draft.Root.Within("topology");

    /// <summary>What is built; null where the file has no topology, or one with a mistake, which is reported.</summary>
    public static RouterGraph? Read(ResolveContext draft)
    {
        if (!draft.Root.Has("topology")) return null;
        RouterGraph? graph = new TopologyReader(draft).Graph();
        draft.LacksMedia |= graph is null;
        return graph;
    }

    private RouterGraph? Graph()
    {
        string? kind = _fields.Text("kind");
        RouterGraph? graph = kind is null or Language.Grammar.TopologyGrammar.File ? FromFile() : IsSensible(kind) ? ByRule(kind) : null;
        if (graph is null || !_fields.Has("hosts")) return graph;
        return _fields.Whole("hosts", 0, int.MaxValue) is { } hosts ? graph with { Hosts = hosts } : null;
    }

    private RouterGraph? FromFile()
    {
        if (_fields.Scalar("file") is not { } file) return null;
        try
        {
            ScenarioFile map = draft.Files.Find(file.Value);
            draft.FileNames.Add(map.Name);
            return GraphMlReader.Read(map.Content);
        }
        catch (UnusableFileException unusable)
        {
            draft.Problem(file.Span, $"topology: '{Shapes.Cropped(file.Value)}': {unusable.Message}");
            return null;
        }
    }

    private RouterGraph? ByRule(string kind) => kind switch
    {
        "line" => TopologyRules.Line(Number("routers")),
        "ring" => TopologyRules.Ring(Number("routers")),
        "full-mesh" => TopologyRules.FullMesh(Number("routers")),
        "grid" => TopologyRules.Grid(Number("rows"), Number("columns")),
        "random" => RandomGraph.Of(Number("routers"), Degree, RandomStream.For(draft.Seed, Stream)),
        "star" => TopologyRules.Star(),
        "tree" => TopologyRules.Tree(Number("depth"), Number("fanout")),
        "fat-tree" => TopologyRules.FatTree(Number("k")),
        _ => null,
    };

    /// <summary>Whether the rule's numbers were read, go together, and do not ask for more than a file can have.</summary>
    private bool IsSensible(string kind)
    {
        if (kind == "fat-tree" && Number("k") % 2 != 0)
        {
            Report("k", $"'k' must be even, as half of a router's ports lead up and half down, but was '{_fields.Text("k")}'");
            return false;
        }

        if (SizeOf(kind) is not (double routers, double links) || (kind == "random" && !IsDegreePossible(routers))) return false;
        if (routers <= MostRouters && links <= MostLinks) return true;
        Report("kind", string.Create(CultureInfo.InvariantCulture,
            $"it has at most {MostRouters:0} routers and {MostLinks:0} links between them, but here are {routers:0.###} and " +
            $"{links:0.###}"));
        return false;
    }

    /// <summary>How many routers and links there will be; null where a number is missing or wrong, which is reported.</summary>
    private (double Routers, double Links)? SizeOf(string kind)
    {
        (double n, double k) = (Number("routers"), Number("k"));
        return kind switch
        {
            "star" => (1, 0),
            "line" when n > 0 => (n, n - 1),
            "ring" when n >= 3 => (n, n),
            "full-mesh" when n > 0 => (n, n * (n - 1) / 2),
            "random" when n > 0 => (n, RandomGraph.LinksOf((long)n, Degree)),
            "grid" when Number("rows") > 0 && Number("columns") > 0 => (1.0 * Number("rows") * Number("columns"), 0),
            "tree" when Number("depth") > 0 && Number("fanout") > 0 => (SizeOfTree(Number("depth"), Number("fanout")), 0),
            "fat-tree" when k > 0 => (1.25 * k * k, k * k * k / 2),
            _ => null,
        };
    }

    private static double SizeOfTree(int depth, int fanout)
    {
        (double routers, double level) = (1, 1);
        for (int below = 0; below < depth; below++) routers += level *= fanout;
        return routers;
    }

    private bool IsDegreePossible(double routers)
    {
        double least = 2 * (routers - 1) / routers;
        if (!_fields.Has("degree") || (Degree >= least && Degree <= routers - 1)) return true;
        Report("degree", string.Create(CultureInfo.InvariantCulture,
            $"the mean degree of a connected graph of {routers} routers is from {least:0.###} (a tree) to {routers - 1} (a full mesh), " +
            $"but was '{_fields.Text("degree")}'"));
        return false;
    }

    private double Degree =>
        double.TryParse(_fields.Text("degree"), NumberStyles.Float, CultureInfo.InvariantCulture, out double degree)
            ? degree : DefaultDegree;

    /// <summary>A number of the rule; 0 where it is missing or was reported.</summary>
    private int Number(string key) => _fields.Whole(key, 1, 100_000) ?? 0;

    private void Report(string key, string rule) => draft.Problem((_fields[key] ?? draft.Root["topology"]!).Span, $"topology: {rule}");
}
