namespace NetComm.Scenarios.Reading.Theories;

/// <summary>What the Gilbert–Elliott closed forms assume: a direction with that loss, and a flow alone there without another.</summary>
internal sealed class BurstAssumptions(TheoryPreconditions ground)
{
    private const string Example = "loss: { model: gilbert-elliott, p: 1 %, r: 25 % }";

    public Oracle? Of(YamlScalar subject, bool ofFlow) => ofFlow ? OfFlow(ground.Flow(subject.Value)) : OfLink(ground.Link(subject.Value));

    private Oracle? OfLink(Link link)
    {
        var forward = new PathStep(link, link.Interfaces[0].Node, link.Interfaces[1].Node);
        PathStep[] bursts = [.. new[] { forward, new PathStep(link, forward.To, forward.From) }.Where(HasBursts)];
        if (bursts.Length == 0)
        {
            ground.Needs(ground.PlaceOf(forward, "loss"), "loss by a good and a bad state", $"that of '{link.Name}' is not", Example);
            return null;
        }

        if (bursts.Length == 2 && bursts[0].Properties.Loss != bursts[1].Properties.Loss)
        {
            ground.Needs(ground.PlaceOf(bursts[1], "loss"), "one loss", $"the two directions of '{link.Name}' differ", "flow: NAME");
            return null;
        }

        foreach (PathStep step in bursts) CheckOrder(step);
        int[] directions = [.. bursts.Select(ground.DirectionOf)];
        OracleFlow[] flows =
            [.. ground.Flows.Where(flow => IsTold(flow, directions)).Select(flow => new OracleFlow(flow.Index, SimDuration.Zero))];
        return Oracle(bursts[0], directions, null, flows);
    }

    private Oracle? OfFlow(Flow flow)
    {
        IReadOnlyList<PathStep> path = ground.There(flow);
        if (path.FirstOrDefault(HasBursts) is not { } bursts)
        {
            ground.Needs(path.Count == 0 ? ground.PlaceOf(flow, "to") : ground.PlaceOf(path[0], "loss"), "loss by a good and a bad state",
                $"nothing on the path of '{flow.Name}' has it", Example);
            return null;
        }

        foreach (PathStep second in path.Concat(ground.Back(flow)).Where(step => step != bursts && IsLossy(step)))
            ground.Needs(
                ground.PlaceOf(second, "loss"), "one place of loss", $"'{flow.Name}' meets more than that of '{bursts.Medium.Name}'");
        foreach (PathStep corrupting in path.Concat(ground.Back(flow)).Where(Corrupts))
            ground.Needs(ground.PlaceOf(corrupting, "corrupt"), "one place of loss", $"'{corrupting.Medium.Name}' corrupts packets");
        CheckOrder(bursts);
        int direction = ground.DirectionOf(bursts);
        foreach (Flow other in ground.Crossing(direction).Where(other => other != flow))
            ground.Needs(ground.PlaceOf(other), $"a flow that has '{bursts.Medium.Name}' for itself", $"'{other.Name}' crosses it too",
                $"link: {bursts.Medium.Name}");
        return Oracle(bursts, [direction], flow.Index, IsTold(flow, [direction]) ? [new(flow.Index, SimDuration.Zero)] : []);
    }

    /// <summary>Whether a flow loses what the directions lose: it crosses one of them once, and sends nothing again.</summary>
    private bool IsTold(Flow flow, IReadOnlyCollection<int> directions) => flow.Transport != Transport.Tcp
        && !ground.There(flow).Concat(ground.Back(flow)).Any(Corrupts)
        && ground.There(flow).Concat(ground.Back(flow)).Where(IsLossy).Select(ground.DirectionOf).ToArray() is [var only]
        && directions.Contains(only);

    /// <summary>Bursts are counted in the order in which packets arrive, so nothing may reorder them.</summary>
    private void CheckOrder(PathStep step)
    {
        if (!step.Properties.Reorder.IsZero)
            ground.Needs(ground.PlaceOf(step, "reorder"), "packets that keep their order", $"'{step.Medium.Name}' reorders them");
    }

    private static Oracle Oracle(PathStep bursts, IReadOnlyList<int> directions, int? flow, IReadOnlyList<OracleFlow> flows) =>
        new(new BurstLoss((LossModel.GilbertElliott)bursts.Properties.Loss), directions, flow, flows);

    private static bool HasBursts(PathStep step) => step.Properties.Loss is LossModel.GilbertElliott { IsNone: false };

    private static bool IsLossy(PathStep step) => !step.Properties.Loss.IsNone;

    private static bool Corrupts(PathStep step) => !step.Properties.Corrupt.IsZero;
}
