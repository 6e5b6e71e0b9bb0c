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
        int order = firstOrder;
        for (int i = 0; i < items.Count; i++)
        {
            var fields = new YamlFields(items[i]);
            string title = Titles.Of("", "program", items[i], i);
            foreach (HostCopy copy in HostCopy.Of(draft, items[i]))
            {
                UnresolvedNode? host = AppHost.Read(draft, fields, copy, title);
                IReadOnlyList<ProgramStep> steps = new StepReader(draft, host).Read(fields.Items("steps"), title);
                int rank = order++;
                if (host is null || copy.Name is not { } name) continue;
                if (ProgramStep.AllOf(steps).Any(step => step is ProgramStep.Each)) draft.Servers.Add(name);
                SimTime start = fields.Instant("start") ?? SimTime.Zero;
                programs.Add(new(programs.Count, name, host.Index, start, steps, rank) { Pool = copy.Pool });
            }
        }

        return programs;
    }
}

internal static class AppHost
{
    /// <summary>The host of a program or app, or of a copy of it.</summary>
    public static UnresolvedNode? Read(ResolveContext draft, YamlFields fields, HostCopy copy, string title)
    {
        UnresolvedNode? node = Read(draft, fields.Scalar("host"), copy, title, "host");
        if (node is { External: true })
            draft.Problem(fields["host"]!.Span, $"{title}: '{node.Name}' is external: the real program outside runs there");
        return node;
    }

    /// <summary>The host that a key names, or that a copy is of: one on a link or LAN.</summary>
    public static UnresolvedNode? Read(ResolveContext draft, YamlScalar? name, HostCopy copy, string title, string key)
    {
        if (name is null) return null;
        if ((copy.Host ?? draft.NodesOf(name, $"{title}: '{key}'", "a host", EntityKind.Host)?[0]) is not { } node) return null;
        if (draft.IsUnattached(node))
            draft.Problem(name.Span, $"{title}: '{key}' must be a host on a link or LAN, but '{node.Name}' is on none");
        return node;
    }
}
