namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>Reads where a program or app runs.</summary>
internal static class HostOfJob
{
    /// <summary>The host that <c>host</c> names; null where it names none, which is noted.</summary>
    public static NodeDraft? Read(Draft draft, Fields fields, string title)
    {
        if (fields.Scalar("host") is not { } name) return null;
        if (draft.Addressed.Resolve(name, $"{title}: 'host'", "a host", allowsCounted: false, ThingKind.Host) is not { } host) return null;
        NodeDraft node = draft.NodeByName[host.Name];
        if (node.External) draft.Problem(name.Span, $"{title}: '{node.Name}' is external: the real program outside runs there");
        if (draft.IsUnattached(node)) draft.Problem(name.Span, $"{title}: 'host' must be a host on a link or LAN, but '{node.Name}' is on none");
        return node;
    }
}
