namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>What is drawn of a network: who is connected by what, and which way the packets of each flow took.</summary>
internal sealed record NetworkPlan
{
    /// <summary>Hosts, then routers, by index.</summary>
    public required IReadOnlyList<PlanNode> Nodes { get; init; }

    /// <summary>Links, then LANs, by index.</summary>
    public required IReadOnlyList<PlanMedium> Media { get; init; }

    /// <summary>Every way over them, by index.</summary>
    public required IReadOnlyList<Direction> Directions { get; init; }

    /// <summary>Where packets went, of each flow and program that sent any; of very many the first.</summary>
    public IReadOnlyList<FlowPath> Paths { get; init; } = [];

    /// <summary>How many more flows and programs there are, which are not coloured.</summary>
    public int MorePaths { get; init; }

    /// <summary>By the name of a flow or program that has a path, alone or with others, which path that is.</summary>
    public IReadOnlyDictionary<string, int> PathOf => Paths.Index()
        .SelectMany(path => path.Item.Members.DefaultIfEmpty(path.Item.Name).Select(name => KeyValuePair.Create(name, path.Index)))
        .DistinctBy(pair => pair.Key).ToDictionary();

    /// <summary>The node that stands at the beginning of the drawing: the first sender.</summary>
    public int Root => Paths.Count == 0 ? 0 : Paths[0].From;
}

internal sealed record PlanNode(string Name, NodeKind Kind);

/// <summary>A link or LAN of the plan.</summary>
/// <param name="IsLan">Drawn as a symbol that its members are joined to; else a line between two nodes.</param>
/// <param name="Label">What stands beside it, such as <c>core</c> and <c>10 Mbps, 5 ms</c>, a line each; of a link with two different
/// directions a line for either.</param>
internal sealed record PlanMedium(string Name, bool IsLan, IReadOnlyList<string> Label)
{
    /// <summary>Whether there is no switch: the stations share one wire.</summary>
    public bool IsShared { get; init; }
}
