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
            FaultChange? change = fields.Has("link") ? LinkFaultReader.Read(draft, item, fields, title)
                : fields.Has("partition") || fields.Has("heal") ? PartitionReader.Read(draft, fields, title)
                : NodeFaultReader.Read(draft, item, fields, title);
            if (change is not null && fields.Instant("at") is { } at) changes.Add(new(at, change, item.Span, title));
        }

        DatedChange[] inTime = [.. changes.OrderBy(change => change.At.Picoseconds)];
        new TimelineChecker(draft, media).Check(inTime);
        return [.. inTime.Select((change, index) => new Fault(index, change.At, change.Change))];
    }
}

internal sealed record DatedChange(SimTime At, FaultChange Change, SourceSpan Span, string Title);
