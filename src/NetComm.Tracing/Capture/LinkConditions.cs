namespace NetComm.Tracing;

/// <summary>The delays of directions, as the timeline changes them.</summary>
/// <param name="scenario">What was run; null: all delays are 0.</param>
internal sealed class LinkConditions(TraceHeader header, Scenario? scenario)
{
    private readonly DirectionConditions[] _directions = [.. header.Directions.Select(direction => Of(direction, scenario))];

    private readonly Queue<FaultChange.LinkSet> _changes =
        new(scenario is null ? [] : scenario.Faults.Select(fault => fault.Change).OfType<FaultChange.LinkSet>());

    public DirectionConditions this[DirectionId direction] => _directions[direction.Index];

    /// <summary>The next change of the timeline came into force.</summary>
    public void Change()
    {
        if (scenario is null || !_changes.TryDequeue(out FaultChange.LinkSet? set)) return;
        bool isForward = true;
        foreach (Direction direction in header.Directions)
        {
            if (direction.Medium != set.Medium) continue;
            LinkChange change = isForward || direction.Ethernet ? set.Forward : set.Backward;
            ref DirectionConditions at = ref _directions[direction.Index];
            if (change.Delay is { } delay) at = at with { Delay = Part(direction, scenario.Links[direction.Medium], delay) };
            if (change.Jitter is not null || change.Reorder is not null) at = at with { IsUneven = direction.ToNode is not null };
            isForward = false;
        }
    }

    private static DirectionConditions Of(Direction direction, Scenario? scenario)
    {
        if (scenario is null) return default;
        LinkOrLan medium = scenario.Links[direction.Medium];
        LinkProperties properties = medium switch
        {
            Link link when link.Interfaces[0].Node != direction.FromNode?.Index => link.Backward,
            _ => medium.DistinctProperties[0],
        };
        bool isUneven = properties.Jitter is not null || !properties.Reorder.IsZero;
        return new(Part(direction, medium, properties.Delay), isUneven && direction.ToNode is not null);
    }

    /// <summary>Of a switch's delay half is on either side; on a shared medium all is on the way to who hears it.</summary>
    private static SimDuration Part(Direction direction, LinkOrLan medium, SimDuration delay)
    {
        if (medium is not Lan lan) return delay;
        SimDuration upwards = lan.Medium == LanMedium.Shared ? SimDuration.Zero : new SimDuration(delay.Picoseconds / 2);
        return direction.ToNode is null ? upwards : delay - upwards;
    }
}

/// <summary>What a direction does to the time that packets take, by its properties.</summary>
/// <param name="Delay">Its part of the link's or LAN's delay.</param>
/// <param name="IsUneven">Whether chance makes packets take longer or shorter.</param>
internal readonly record struct DirectionConditions(SimDuration Delay, bool IsUneven);
