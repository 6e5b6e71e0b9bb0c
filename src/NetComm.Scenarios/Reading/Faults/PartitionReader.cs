namespace NetComm.Scenarios.Reading.Faults;

/// <summary>Reads <c>partition</c> and <c>heal</c>.</summary>
internal static class PartitionReader
{
    public static FaultChange? Read(ResolveContext draft, YamlFields fields, string title)
    {
        if (!fields.Has("heal")) return ReadSides(draft, fields, title);
        if (fields.Flag("heal") is not false) return new FaultChange.Heal();
        draft.Problem(fields["heal"]!.Span, $"{title}: 'heal' ends every partition, but was 'false'", "true");
        return null;
    }

    private static FaultChange.Partition? ReadSides(ResolveContext draft, YamlFields fields, string title)
    {
        var sideOf = new Dictionary<int, int>();
        IReadOnlyList<YamlNode> items = fields.Items("partition");
        var sides = items.Select(_ => new List<int>()).ToList();
        bool isWrong = false;
        for (int side = 0; side < items.Count; side++)
        {
            foreach (YamlScalar name in (items[side] as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
            {
                NamedEntity? thing = draft.Addressed
                    .Resolve(name, $"{title}: a side", "a host or router", allowsCounted: true, EntityKind.Host, EntityKind.Router);
                string[] nodes = thing is null ? [] : thing.IsCounted ? [.. thing.Members] : [thing.Name];
                isWrong |= nodes.Length == 0;
                foreach (string each in nodes)
                {
                    int node = draft.NodeByName[each].Index;
                    if (sideOf.TryAdd(node, side)) sides[side].Add(node);
                    else if (sideOf[node] != side)
                        draft.Problem(name.Span, $"{title}: a node is on one side only, but '{draft.Nodes[node].Name}' is on two");
                }
            }
        }

        if (items.Count == 1)
            draft.Problem(fields["partition"]!.Span, $"{title}: a partition has two sides or more", "partition: [[a, b], [c, d]]");
        if (isWrong || items.Count < 2) return null;
        string text = string.Join(", ", sides.Select(side => $"[{string.Join(", ", side.Select(node => draft.Nodes[node].Name))}]"));
        return new(sides, $"[{text}]");
    }
}
