using NetComm.Scenarios.Reading.Topology;
using NetComm.Scenarios.Reading.Topology.Building;
using NetComm.Scenarios.Rubrics;
using NetComm.Scenarios.Sweeps;

namespace NetComm.Scenarios.Reading;

/// <summary>The parts of a file that are resolved so far.</summary>
internal sealed class ResolveContext
{
    public ResolveContext(YamlMapping root, ProblemList problems, ScenarioFiles files, bool knowsAllNames = true)
    {
        Root = new(root);
        RootMapping = root;
        Problems = problems;
        Mode = Root.Text("mode") == "loopback" ? RunMode.Loopback : RunMode.Simulated;
        Files = files;
        Addressed = new(problems) { IsOpen = !knowsAllNames };
        Measured = new(problems) { IsOpen = !knowsAllNames };
    }

    public YamlMapping RootMapping { get; }

    public YamlFields Root { get; }

    public ProblemList Problems { get; }

    public RunMode Mode { get; }

    public bool IsLoopback => Mode == RunMode.Loopback;

    /// <summary>The seed of the file.</summary>
    public long Seed => Root.Whole("seed") ?? 1;

    /// <summary>Where the files are that it names.</summary>
    public ScenarioFiles Files { get; }

    /// <summary>The files that it names and that were read.</summary>
    public HashSet<string> FileNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The routers, hosts and links that <c>topology</c> builds; null where it builds none.</summary>
    public RouterGraph? Built { get; private set; }

    public NameFamily Addressed { get; }

    public NameFamily Measured { get; }

    public List<UnresolvedNode> Nodes { get; } = [];

    public List<UnresolvedLink> Media { get; } = [];

    public Dictionary<string, UnresolvedNode> NodeByName { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, UnresolvedLink> MediumByName { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MulticastGroup> GroupByName { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, AnycastService> ServiceByName { get; } = new(StringComparer.Ordinal);

    /// <summary>The parts of the model that expectations refer to; null in a rubric, which has no scenario.</summary>
    public ResolvedModel? Model { get; set; }

    /// <summary>What the file says of its sweep; null where it has none.</summary>
    public SweepPlan? Sweep { get; set; }

    public Dictionary<(Transport Transport, int Node, int Port), string> Listeners { get; } = [];

    /// <summary>Whether a link or LAN could not be read, so that a host may seem to be on none.</summary>
    public bool LacksMedia { get; set; }

    public bool UsesTcp { get; set; }

    /// <summary>What was noticed in a submission and costs nothing, a sentence each.</summary>
    public List<string> RubricNotes { get; } = [];

    /// <summary>How a rubric's check of what was written comes out for the file; null where none is graded.</summary>
    public Func<WrittenCheck, WrittenValue>? WrittenChecks { get; set; }

    /// <summary>Names of programs that run steps for each connection, and so stand for <c>server#1</c> and so on too.</summary>
    public HashSet<string> Servers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the node is on no link or LAN, as far as these could be read.</summary>
    public bool IsUnattached(UnresolvedNode node) => node.Media.Count == 0 && !LacksMedia;

    /// <summary>Whether a name that is not in the file may be one of a DNS server's records.</summary>
    public bool HasDnsServer => Root.Items("apps").Any(app => new YamlFields(app).Text("kind") == "dns-server");

    /// <summary>Reads what <c>topology</c> builds. Where that has a mistake, no name is unknown: it might have been built.</summary>
    public void ReadTopology()
    {
        Built = TopologyReader.Read(this);
        if (Built is null && Root.Has("topology")) Addressed.IsOpen = Measured.IsOpen = true;
    }

    /// <summary>The place of what <c>topology</c> builds.</summary>
    public SourceSpan TopologySpan => Root.Entry("topology")!.Key.Span;

    /// <summary>The nodes that a name, or a pattern of built names, stands for; null where it is neither, which is reported.</summary>
    /// <param name="where">Its place, for messages: <c>lan 'office': a member</c>.</param>
    /// <param name="wanted">What is wanted: <c>a host</c>.</param>
    public UnresolvedNode[]? NodesOf(YamlScalar name, string where, string wanted, params EntityKind[] kinds)
    {
        if (Addressed.Resolve(name, where, wanted, allowsCounted: true, kinds) is not { } thing) return null;
        return thing.IsCounted ? [.. thing.Members.Select(member => NodeByName[member])] : [NodeByName[thing.Name]];
    }

    public void Problem(SourceSpan span, string message, string? allowed = null, string? suggestion = null) =>
        Problems.Add(span, message, allowed, suggestion);
}

/// <summary>The parts of the model that are ready when expectations are read.</summary>
/// <param name="Nodes">Hosts, then routers.</param>
/// <param name="Media">Links, then LANs.</param>
/// <param name="Flows">The flows that have no problems.</param>
internal sealed record ResolvedModel(IReadOnlyList<Node> Nodes, IReadOnlyList<LinkOrLan> Media, IReadOnlyList<Flow> Flows);
