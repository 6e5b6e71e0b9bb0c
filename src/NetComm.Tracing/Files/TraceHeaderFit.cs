namespace NetComm.Tracing;

/// <summary>Whether a trace is one of a scenario: of what is told by number in both, each has the same.</summary>
internal static class TraceHeaderFit
{
    /// <summary>What does not fit, such as <c>flows</c>; null where all does.</summary>
    public static string? Fault(TraceHeader found, Scenario scenario)
    {
        TraceHeader made = TraceHeader.Of(scenario);
        if (!Same(found.Nodes, made.Nodes, node => (node.Name, node.Kind))) return "nodes";
        if (!Same(found.Media, made.Media, name => name)) return "media";
        if (!Same(found.Directions, made.Directions, direction => direction)) return "directions";
        if (!Same(found.Interfaces, made.Interfaces, at => (at.Node, at.Medium))) return "interfaces";
        if (!Same(found.Flows, made.Flows, flow => (flow.Name, flow.Cast, flow.Transport, flow.From, string.Join(' ', flow.Receivers))))
            return "flows";
        if (!Same(found.Programs, made.Programs, program => (program.Name, program.Node, program.Kind))) return "programs";
        return Same(found.Groups, made.Groups, group => (group.Name, string.Join(' ', group.Members))) ? null : "groups";
    }

    private static bool Same<T, TKey>(IReadOnlyList<T> found, IReadOnlyList<T> made, Func<T, TKey> key) =>
        found.Select(key).SequenceEqual(made.Select(key));
}
