using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading.Programs;

/// <summary>Reads socket scripts (scenario language, 'Programs').</summary>
internal static class ProgramReader
{
    /// <summary>The programs, in file order; those with problems are left out.</summary>
    /// <param name="firstOrder">The rank of the first among flows, programs and apps.</param>
    public static IReadOnlyList<SocketProgram> Read(ResolveContext draft, int firstOrder)
    {
        var programs = new List<SocketProgram>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("programs");
        for (int i = 0; i < items.Count; i++)
        {
            var fields = new YamlFields(items[i]);
            string title = Titles.Of("", "program", items[i], i);
            UnresolvedNode? host = AppHost.Read(draft, fields, title);
            IReadOnlyList<ProgramStep> steps = new StepReader(draft, host).Read(fields.Items("steps"), title);
            if (host is null || fields.Text("name") is not { } name) continue;
            programs.Add(new(programs.Count, name, host.Index, fields.Instant("start") ?? SimTime.Zero, steps, firstOrder + i));
        }

        return programs;
    }
}

internal static class AppHost
{
    public static UnresolvedNode? Read(ResolveContext draft, YamlFields fields, string title)
    {
        if (fields.Scalar("host") is not { } name) return null;
        if (draft.Addressed.IsCounted(name, $"{title}: one for each of", draft)) return null;
        if (draft.Addressed.Resolve(name, $"{title}: 'host'", "a host", allowsCounted: false, EntityKind.Host) is not { } host) return null;
        UnresolvedNode node = draft.NodeByName[host.Name];
        if (node.External) draft.Problem(name.Span, $"{title}: '{node.Name}' is external: the real program outside runs there");
        if (draft.IsUnattached(node))
            draft.Problem(name.Span, $"{title}: 'host' must be a host on a link or LAN, but '{node.Name}' is on none");
        return node;
    }
}
