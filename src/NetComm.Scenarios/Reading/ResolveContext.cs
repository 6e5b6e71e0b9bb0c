using NetComm.Scenarios.Reading.Topology;
using NetComm.Scenarios.Sweeps;

namespace NetComm.Scenarios.Reading;

/// <summary>The parts of a file that are resolved so far.</summary>
internal sealed class ResolveContext
{
    public ResolveContext(YamlMapping root, ProblemList problems, ScenarioFiles files, bool knowsAllNames = true)
    {
        Files = files;
        Root = new(root);
        RootMapping = root;
        Problems = problems;
        Mode = Root.Text("mode") == "loopback" ? RunMode.Loopback : RunMode.Simulated;
        bool isOpen = !knowsAllNames || Root.Has("topology");
        Addressed = new(problems) { IsOpen = isOpen };
        Measured = new(problems) { IsOpen = isOpen };
    }

    public YamlMapping RootMapping { get; }

    public YamlFields Root { get; }

    public ProblemList Problems { get; }

    /// <summary>Where the files are that it names.</summary>
    public ScenarioFiles Files { get; }

    /// <summary>The files that it names and that were read.</summary>
    public HashSet<string> FileNames { get; } = new(StringComparer.Ordinal);

    public RunMode Mode { get; }

    public bool IsLoopback => Mode == RunMode.Loopback;

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

    /// <summary>Whether the node is on no link or LAN, as far as these could be read.</summary>
    public bool IsUnattached(UnresolvedNode node) => node.Media.Count == 0 && !LacksMedia;

    /// <summary>Whether a name that is not in the file may be one of a DNS server's records.</summary>
    public bool HasDnsServer => Root.Items("apps").Any(app => new YamlFields(app).Text("kind") == "dns-server");

    public void Problem(SourceSpan span, string message, string? allowed = null, string? suggestion = null) =>
        Problems.Add(span, message, allowed, suggestion);

    /// <summary>Reports something that is decided but not supported yet.</summary>
    public void Later(SourceSpan span, string what) => Problems.Add(span, $"{what} is not supported yet");
}

/// <summary>The parts of the model that are ready when expectations are read.</summary>
/// <param name="Nodes">Hosts, then routers.</param>
/// <param name="Media">Links, then LANs.</param>
/// <param name="Flows">The flows that have no problems.</param>
internal sealed record ResolvedModel(IReadOnlyList<Node> Nodes, IReadOnlyList<LinkOrLan> Media, IReadOnlyList<Flow> Flows);
