using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>The ranks of the first flow, program and app: what starts at one instant begins in file order.</summary>
internal sealed record OrderOfSections(int Flows, int Programs, int Apps)
{
    public static OrderOfSections Of(Draft draft)
    {
        int next = 0;
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (YamlEntry entry in draft.RootMapping.Entries.Where(entry => entry.Name is "flows" or "programs" or "apps"))
        {
            first[entry.Name] = next;
            next += draft.Root.Items(entry.Name).Count;
        }

        return new(first.GetValueOrDefault("flows"), first.GetValueOrDefault("programs"), first.GetValueOrDefault("apps"));
    }
}
