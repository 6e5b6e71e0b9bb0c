using static System.FormattableString;

namespace NetComm.Scenarios.Reading.Theories;

/// <summary>What M/M/1, M/D/1, M/G/1 and M/M/1/K assume: Poisson arrivals at one slow link, and nothing else.</summary>
internal sealed class QueueAssumptions(TheoryPreconditions ground)
{
    /// <summary>The load that counts as 100 %: sizes are cut to whole bytes, and no run measures that long.</summary>
    private const double FullLoad = 0.9995;

    /// <summary>A link this many times as fast changes Poisson arrivals by at most a hundredth of a service time.</summary>
    private const int MuchFaster = 100;

    public Oracle? Of(YamlScalar subject, bool ofFlow)
    {
        ground.CheckOthers();
        if (ofFlow) CheckArrivals(ground.Flow(subject.Value));
        if (!ground.Holds
            || (ofFlow ? SlowestOf(ground.Flow(subject.Value)) : WayOver(ground.Link(subject.Value), subject)) is not { } queue)
            return null;
        int direction = ground.DirectionOf(queue);
        Flow[] flows = [.. ground.Crossing(direction)];
        foreach (Flow flow in flows)
        {
            CheckArrivals(flow);
            if (flows.Length > 1) CheckTimes(flow, flows[0]);
        }

        if (!ground.Holds) return null;
        var services = new Services(ground, queue.Properties.Rate);
        foreach (Flow flow in flows) services.Add(flow);
        foreach (Flow flow in flows) CheckPath(flow, queue);
        CheckRoom(queue);
        if (!ground.Holds) return null;
        Theory theory = services.Theory(queue.Properties.Queue.Limit.Packets ?? 0);
        if (theory is SingleServerQueue { Load: >= FullLoad } full)
            ground.Needs(
                ground.PlaceOf(queue, "rate"), "a load below 100 %",
                Invariant($"{full.ArrivalRate:0.###} packets/s of {full.MeanService * 1e3:0.######} ms each make {full.Load:0.# %}"),
                "a higher rate of the link, or a lower one of the flow");
        return new(theory, [direction], ofFlow ? ground.Flow(subject.Value).Index : null,
            [.. flows.Select(flow => new OracleFlow(flow.Index, Besides(flow, queue)))]);
    }

    private PathStep? SlowestOf(Flow flow)
    {
        IReadOnlyList<PathStep> path = ground.There(flow);
        if (path.MinBy(step => step.Properties.Rate) is { } slowest && !slowest.Properties.Rate.IsInfinite) return slowest;
        ground.Needs(path.Count == 0 ? ground.PlaceOf(flow, "to") : ground.PlaceOf(path[0], "rate"),
            "a link on the path that takes time to transmit", "none has a rate", "rate: 10 Mbps");
        return null;
    }

    private PathStep? WayOver(Link link, YamlScalar subject)
    {
        var forward = new PathStep(link, link.Interfaces[0].Node, link.Interfaces[1].Node);
        var backward = new PathStep(link, forward.To, forward.From);
        PathStep[] used = [.. new[] { forward, backward }.Where(step => ground.Crossing(ground.DirectionOf(step)).Any())];
        if (used.Length == 1 && !used[0].Properties.Rate.IsInfinite) return used[0];
        if (used.Length == 1)
            ground.Needs(
                ground.PlaceOf(used[0], "rate"), "a link that takes time to transmit", $"'{link.Name}' has no rate", "rate: 10 Mbps");
        else if (used.Length == 0) ground.Needs(subject.Span, "packets that queue", $"no flow crosses '{link.Name}'");
        else ground.Needs(subject.Span, "one queue", $"flows cross '{link.Name}' both ways", "flow: NAME");
        return null;
    }

    private void CheckArrivals(Flow flow)
    {
        if (flow.Cast != Cast.Unicast)
            ground.Needs(ground.PlaceOf(flow, "cast"), "flows to one host each", $"'{flow.Name}' is {Word(flow.Cast)}", "cast: unicast");
        else if (flow.Transport != Transport.Udp)
            ground.Needs(ground.PlaceOf(flow, "transport"), "packets that are sent whatever the network does",
                $"'{flow.Name}' runs over {Word(flow.Transport)}", "transport: udp");
        else if (flow.Traffic is not Traffic.Poisson)
            ground.Needs(ground.PlaceOf(flow, "traffic", "kind"), "Poisson arrivals", $"'{flow.Name}' sends otherwise", "kind: poisson");
    }

    /// <summary>Flows that share a queue must begin and end together.</summary>
    private void CheckTimes(Flow flow, Flow first)
    {
        bool asOne = flow.Start == first.Start && flow.Stop == first.Stop;
        if (!asOne)
            ground.Needs(ground.PlaceOf(flow, flow.Start == first.Start ? "stop" : "start"), "one rate of arrivals throughout",
                $"'{flow.Name}' and '{first.Name}' do not send at the same times");
        if (flow.Count is not null || flow.Bytes is not null)
            ground.Needs(ground.PlaceOf(flow, flow.Count is null ? "bytes" : "count"), "one rate of arrivals throughout",
                $"'{flow.Name}' ends before the others", "duration: 60 s");
    }

    private void CheckPath(Flow flow, PathStep queue)
    {
        int largest = Services.LargestOf(flow);
        foreach (PathStep step in ground.There(flow))
        {
            string name = step.Medium.Name;
            LinkProperties properties = step.Properties;
            if (step.Medium is Lan)
                ground.Needs(ground.PlaceOf(step, "members"), "a path of links", $"'{name}' is a LAN, which transmits twice, after ARP");
            if (properties.Jitter is not null)
                ground.Needs(ground.PlaceOf(step, "jitter"), "a delay that stays the same", $"'{name}' has jitter");
            if (!properties.Loss.IsNone)
                ground.Needs(ground.PlaceOf(step, "loss"), "no loss but by a full queue", $"'{name}' loses packets");
            if (!properties.Duplicate.IsZero)
                ground.Needs(ground.PlaceOf(step, "duplicate"), "each packet once", $"'{name}' duplicates packets");
            if (!properties.Corrupt.IsZero)
                ground.Needs(ground.PlaceOf(step, "corrupt"), "no loss but by a full queue", $"'{name}' corrupts packets");
            if (!properties.Reorder.IsZero)
                ground.Needs(ground.PlaceOf(step, "reorder"), "a delay that stays the same", $"'{name}' reorders packets");
            if (properties.Mtu.Bytes < largest)
                ground.Needs(ground.PlaceOf(step, "mtu"), "packets that stay whole",
                    Invariant($"'{name}' cuts those above {properties.Mtu.Bytes} B"), Invariant($"mtu: {largest} B"));
            if (properties.Overhead.Bytes > 0)
                ground.Needs(ground.PlaceOf(step, "overhead"), "transmission times by the sizes alone", $"'{name}' has an overhead");
            bool isFast = properties.Rate.IsInfinite || properties.Rate.BitsPerSecond / MuchFaster >= queue.Properties.Rate.BitsPerSecond;
            if (step.Medium != queue.Medium && !isFast)
                ground.Needs(
                    ground.PlaceOf(step, "rate"), "one queue",
                    $"'{name}' with its {properties.Rate} would be a second one beside '{queue.Medium.Name}'",
                    $"no rate, or at least {MuchFaster} times that of '{queue.Medium.Name}'");
        }
    }

    private void CheckRoom(PathStep queue)
    {
        QueueLimit room = queue.Properties.Queue.Limit;
        string name = queue.Medium.Name;
        if (queue.Properties.Queue is not QueueSpec.DropTail)
            ground.Needs(
                ground.PlaceOf(queue, "queue"), "packets served in the order in which they come, none dropped while there is room",
                $"'{name}' has another queue discipline", "kind: droptail");
        else if (ground.Theory == "mm1k" && (room.Packets is null || room.Size is not null))
            ground.Needs(ground.PlaceOf(queue, "queue"), "room for a number of packets",
                $"that of '{name}' is {(room.Size is null ? "without end" : "counted in bytes")}", "queue: { limit: 10 packets }");
        else if (ground.Theory != "mm1k" && room != QueueLimit.None)
            ground.Needs(ground.PlaceOf(queue, "queue"), "room without end", $"the queue of '{name}' is limited",
                "queue: { limit: none }; or oracle: mm1k");
    }

    private SimDuration Besides(Flow flow, PathStep queue)
    {
        double bytes = Services.MomentsOf(((Traffic.Poisson)flow.Traffic).Size)?.Mean ?? 0;
        SimDuration besides = queue.Properties.Delay;
        foreach (PathStep step in ground.There(flow).Where(step => step.Medium != queue.Medium))
        {
            besides += step.Properties.Delay;
            if (!step.Properties.Rate.IsInfinite)
                besides += SimDuration.FromPicoseconds(bytes * 8 / step.Properties.Rate.BitsPerSecond * SimDuration.PerSecond);
        }

        return besides;
    }

    private static string Word<T>(T name) where T : struct, Enum => name.ToString().ToLowerInvariant();
}
