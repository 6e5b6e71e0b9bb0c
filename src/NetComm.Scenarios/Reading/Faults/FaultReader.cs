namespace NetComm.Scenarios.Reading.Faults;

/// <summary>Reads the timeline (scenario language, 'Faults and other changes in time').</summary>
internal static class FaultReader
{
    /// <summary>The faults by time and then file order; those with problems are left out.</summary>
    public static IReadOnlyList<Fault> Read(ResolveContext draft, IReadOnlyList<LinkOrLan> media)
    {
        var changes = new List<DatedChange>();
        IReadOnlyList<YamlNode> items = draft.Root.Items("faults");
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not YamlMapping item) continue;
            string title = Titles.Of("", "fault", item, i);
            var fields = new YamlFields(item);
            CheckSides(draft, fields, title);
            FaultChange? change = fields.Has("link")
                ? LinkFaultReader.Read(draft, item, fields, title) : NodeFaultReader.Read(draft, item, fields, title);
            if (change is not null && fields.Instant("at") is { } at) changes.Add(new(at, change, item.Span, title));
        }

        DatedChange[] inTime = [.. changes.OrderBy(change => change.At.Picoseconds)];
        new TimelineChecker(draft, media).Check(inTime);
        return [.. inTime.Select((change, index) => new Fault(index, change.At, change.Change))];
    }

    /// <summary>Checks the names in partitions, which are not supported yet.</summary>
    private static void CheckSides(ResolveContext draft, YamlFields fields, string title)
    {
        foreach (YamlNode side in fields.Items("partition"))
        {
            foreach (YamlScalar node in (side as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
            {
                draft.Addressed
                    .Resolve(node, $"{title}: a side", "a host or router", allowsCounted: true, EntityKind.Host, EntityKind.Router);
            }
        }
    }
}

internal sealed record DatedChange(SimTime At, FaultChange Change, SourceSpan Span, string Title);
