using static System.FormattableString;

namespace NetComm.Scenarios.Reading.Theories;

/// <summary>What Mathis assumes: a long TCP Reno transfer whose window is limited by random losses alone.</summary>
internal sealed class RateAssumptions(TheoryPreconditions ground)
{
    private const double LeastLoss = 0.0003, MostLoss = 0.003;

    /// <summary>Above this share of the link's rate the queue, not loss, limits the window.</summary>
    private const double MostOfLink = 0.7;

    /// <summary>Bytes of an IPv4 and a TCP header without options, and of the timestamps option (RFC 791, 9293, 7323).</summary>
    private const int Headers = 40, TimestampOption = 12;

    public Oracle? Of(YamlScalar subject, bool onRealSockets)
    {
        Flow flow = ground.Flow(subject.Value);
        ground.CheckOthers();
        if (onRealSockets)
            ground.Needs(subject.Span, "segments that are lost", "in loopback mode the system's own TCP loses none", "mode: simulated");
        CheckSender(flow);
        IReadOnlyList<PathStep> path = ground.There(flow), back = ground.Back(flow);
        if (!ground.Holds || path.Count == 0) return null;
        foreach (PathStep step in path.Concat(back)) CheckStep(step);
        foreach (PathStep step in back.Where(step => !step.Properties.Loss.IsNone))
            ground.Needs(ground.PlaceOf(step, "loss"), "acknowledgements that all arrive", $"'{step.Medium.Name}' loses them too",
                "forward: { loss: 0.1 % }");
        PathStep[] lossy = [.. path.Where(step => !step.Properties.Loss.IsNone)];
        if (lossy.Length == 1) CheckLoss(lossy[0]);
        else ground
            .Needs(ground.PlaceOf(lossy.Length == 0 ? path[0] : lossy[1], "loss"), "one place of random loss",
            $"on the path of '{flow.Name}' there are {lossy.Length}", "forward: { loss: 0.1 % }");
        if (!ground.Holds) return null;
        MathisRate theory = Theory(flow, path, back, lossy[0].Properties.Loss.MeanShare.Value);
        CheckOutcome(flow, theory, path);
        return new(theory, [ground.DirectionOf(lossy[0])], flow.Index, [new(flow.Index, SimDuration.Zero)]);
    }

    private void CheckSender(Flow flow)
    {
        if (flow.Traffic is not Traffic.Bulk)
            ground.Needs(ground.PlaceOf(flow, "traffic", "kind"), "a bulk transfer over tcp", $"'{flow.Name}' sends otherwise",
                "transport: tcp, traffic: { kind: bulk, bytes: 50 MB }");
        else if (flow.Cast != Cast.Unicast)
            ground.Needs(ground.PlaceOf(flow, "cast"), "a flow to one host", $"'{flow.Name}' goes to one of several", "cast: unicast");
        else if (flow.Tcp.CongestionControl != CongestionAlgorithm.Reno)
            ground.Needs(
                ground.PlaceOf(flow, "tcp", "congestion-control"),
                "a window that is halved by a loss and grows by one segment a round trip", "the congestion control is cubic",
                "congestion-control: reno");
    }

    private void CheckStep(PathStep step)
    {
        string name = step.Medium.Name;
        if (step.Medium is Lan) ground.Needs(ground.PlaceOf(step, "members"), "a path of links", $"'{name}' is a LAN");
        if (step.Properties.Jitter is not null)
            ground.Needs(ground.PlaceOf(step, "jitter"), "a round-trip time that stays the same", $"'{name}' has jitter");
        if (!step.Properties.Duplicate.IsZero)
            ground.Needs(ground.PlaceOf(step, "duplicate"), "each segment once", $"'{name}' duplicates packets");
        if (!step.Properties.Corrupt.IsZero)
            ground.Needs(ground.PlaceOf(step, "corrupt"), "no loss but one at random", $"'{name}' corrupts packets");
        if (!step.Properties.Reorder.IsZero)
            ground.Needs(ground.PlaceOf(step, "reorder"), "segments that keep their order", $"'{name}' reorders packets");
        if (ground.Crossing(ground.DirectionOf(step)).Skip(1).FirstOrDefault() is { } second)
            ground.Needs(ground.PlaceOf(second), "links that no one shares", $"several flows cross '{name}'");
    }

    private void CheckLoss(PathStep step)
    {
        double share = step.Properties.Loss.MeanShare.Value;
        if (step.Properties.Loss is not LossModel.Independent)
            ground.Needs(ground.PlaceOf(step, "loss"), "losses independent of each other", $"those of '{step.Medium.Name}' come in bursts",
                "loss: 0.1 %");
        else if (share is < LeastLoss or > MostLoss)
            ground.Needs(ground.PlaceOf(step, "loss"), "losses that come one at a time and often", $"{step.Properties.Loss} are lost",
                Invariant($"from {LeastLoss:0.## %} to {MostLoss:0.## %}"));
    }

    private static MathisRate Theory(Flow flow, IReadOnlyList<PathStep> path, IReadOnlyList<PathStep> back, double loss)
    {
        int option = flow.Tcp.Timestamps ? TimestampOption : 0;
        int packet = (int)path.Concat(back).Min(step => step.Properties.Mtu.Bytes);
        SimDuration roundTrip = SimDuration.Zero;
        foreach (PathStep step in path) roundTrip += step.Properties.Delay + step.Properties.TransmissionTime(packet);
        foreach (PathStep step in back)
            roundTrip += step.Properties.Delay + step.Properties.TransmissionTime(Headers + option);
        return new(packet - Headers - option, roundTrip.TotalSeconds, loss, flow.Tcp.DelayedAck);
    }

    private void CheckOutcome(Flow flow, MathisRate theory, IReadOnlyList<PathStep> path)
    {
        PathStep slowest = path.MinBy(step => step.Properties.Rate)!;
        if (!slowest.Properties.Rate.IsInfinite && theory.Rate > MostOfLink * slowest.Properties.Rate.BitsPerSecond)
            ground.Needs(
                ground.PlaceOf(slowest, "rate"), Invariant($"a rate under {MostOfLink:0 %} of the link's"),
                Invariant($"{theory.Rate / 1e6:0.##} Mbps are more of the {slowest.Properties.Rate} of '{slowest.Medium.Name}'"),
                "a faster link, a longer delay, more loss");
        double window = 2 * theory.Window * theory.SegmentSize;
        foreach ((string key, DataSize size) in (ReadOnlySpan<(string, DataSize)>)[("send-buffer", flow.Tcp.SendBuffer),
            ("receive-buffer", flow.Tcp.ReceiveBuffer)])
        {
            if (size.Bytes < window)
                ground.Needs(ground.PlaceOf(flow, "tcp", key), "a window that only losses hold down",
                    Invariant($"a {key} of {size.Bytes} B does too"), Invariant($"{key}: {Math.Ceiling(window / 1000):0} kB"));
        }
    }
}
