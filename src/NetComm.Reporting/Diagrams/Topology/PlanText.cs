namespace NetComm.Reporting.Diagrams.Topology;

/// <summary>What a screen reader says of the plan.</summary>
internal static class PlanText
{
    private const int MostNamed = 12;

    /// <summary>One paragraph: what there is, how it hangs together, and which way each flow went.</summary>
    public static string Of(NetworkPlan plan, PlanGraph graph)
    {
        var sentences =
            new List<string> { $"{Listed(graph, VertexKind.Host, "host")}{Listed(graph, VertexKind.Hosts, "group of " +
                "hosts")}{Listed(graph, VertexKind.Router, "router")}{Listed(graph, VertexKind.Lan, "LAN")}".Trim() };
        string[] lines =
            [.. graph.Edges
                .Select(edge =>
                $"{graph.Vertices[edge.A].Name} and {graph.Vertices[edge.B].Name}{(edge.Label.Count == 0 ? "" : $" ({string.Join("; ", edge.Label)})")}")];
        if (lines.Length > 0) sentences.Add($"Connected are: {Cut(lines)}.");
        if (graph.CommonLabel.Length > 0) sentences.Add($"Links of which nothing is said: {graph.CommonLabel}.");
        for (int path = 0; path < plan.Paths.Count; path++)
        {
            string[] ways = [.. graph.Edges.SelectMany(edge => WaysOf(graph, edge, path))];
            if (ways.Length > 0) sentences.Add($"{plan.Paths[path].Name} ({plan.Paths[path].About}) went {Cut(ways)}.");
        }
        return string.Join(' ', sentences);
    }

    private static IEnumerable<string> WaysOf(PlanGraph graph, PlanEdge edge, int path)
    {
        (string? a, string? b) = (graph.Vertices[edge.A].Name, graph.Vertices[edge.B].Name);
        foreach (PlanEdge.Use use in edge.Uses.Where(use => use.Path == path))
        {
            if (use.Forward) yield return $"{a} → {b}";
            if (use.Backward) yield return $"{b} → {a}";
        }
    }

    private static string Listed(PlanGraph graph, VertexKind kind, string what)
    {
        string[] names = [.. graph.Vertices.Where(vertex => vertex.Kind == kind).Select(vertex => vertex.Name)];
        if (names.Length == 0) return "";
        string many = what.Replace("group ", "groups ", StringComparison.Ordinal)
            + (what.Contains(' ', StringComparison.Ordinal) ? "" : "s");
        return $"{names.Length} {(names.Length == 1 ? what : many)}: {Cut(names)}. ";
    }

    private static string Cut(string[] names) =>
        names.Length <= MostNamed ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNamed))} and {names.Length - MostNamed} more";
}
