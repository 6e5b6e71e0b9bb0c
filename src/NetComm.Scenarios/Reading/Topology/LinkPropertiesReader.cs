namespace NetComm.Scenarios.Reading.Topology;

internal static class LinkPropertiesReader
{
    private static readonly QuantityRange Jitter = QuantityRange.Time with { AllowsNegative = true };

    public static IReadOnlyList<LinkOrLan> Read(ResolveContext draft)
    {
        IReadOnlyList<(Ipv4Network Network, IReadOnlyList<Ipv4Address> Addresses)> addresses = Addressing.Of(draft);
        int nextInterface = 0;
        // A list item that stands for many links is read once.
        var read = new Dictionary<YamlMapping, (LinkProperties Forward, LinkProperties Backward)>(ReferenceEqualityComparer.Instance);
        var media = new List<LinkOrLan>(draft.Media.Count);
        foreach (UnresolvedLink medium in draft.Media)
        {
            (Ipv4Network network, IReadOnlyList<Ipv4Address> given) = addresses[medium.Index];
            var interfaces = new NetworkInterface[medium.Members.Count];
            for (int port = 0; port < interfaces.Length; port++)
                interfaces[port] = new(nextInterface++, medium.Members[port].Index, given[port], network, medium.Index, port);

            (LinkProperties, LinkProperties) properties = (LinkProperties.Perfect, LinkProperties.Perfect);
            if (medium.Fields.Mapping is { } item && !read.TryGetValue(item, out properties))
                read[item] = properties = Properties(draft, medium);
            if (medium.Rate is { } rate)
                properties = (properties.Item1 with { Rate = rate }, properties.Item2 with { Rate = rate });
            media.Add(Medium(draft, medium, network, interfaces, properties));
        }

        return media;
    }

    /// <summary>What a mapping changes in one direction: by its keys for that, then by those for both, each before its profile.</summary>
    /// <param name="medium">The link or LAN that it is about.</param>
    public static LinkChange Change(ResolveContext draft, UnresolvedLink medium, YamlFields fields, bool isForward, string title)
    {
        bool isUp = medium.IsUp(isForward);
        LinkChange own = Change(draft, fields.Within(isForward ? "forward" : "backward"), isUp, title);
        return own.Over(Change(draft, fields, isUp, title));
    }

    private static LinkChange Change(ResolveContext draft, YamlFields fields, bool isUp, string title)
    {
        LinkChange keys = Change(draft, fields, title);
        return AccessProfile.Find(fields.Text("profile")) is { } profile ? keys.Over(isUp ? profile.Up : profile.Down) : keys;
    }

    private static LinkChange Change(ResolveContext draft, YamlFields fields, string title) => new()
    {
        Rate = fields.Rate("rate"),
        Delay = fields.Time("delay"),
        Jitter = ReadJitter(fields["jitter"], title, draft.Problems),
        Loss = Loss(fields.Within("loss"), fields, title, draft.Problems),
        Duplicate = Correlated(fields, "duplicate", title, draft.Problems),
        Corrupt = Correlated(fields, "corrupt", title, draft.Problems),
        Reorder = Correlated(fields, "reorder", title, draft.Problems),
        ReorderBy = fields.Time("reorder-by"),
        Mtu = fields.Size("mtu"),
        Overhead = fields.Size("overhead"),
        Queue = fields.Has("queue") ? new QueueReader(draft, title).Read(fields.Within("queue")) : null,
    };

    private static LinkOrLan Medium(
        ResolveContext draft, UnresolvedLink medium, Ipv4Network network, NetworkInterface[] interfaces,
        (LinkProperties Forward, LinkProperties Backward) properties)
    {
        int cost = medium.Layers.Select(layer => layer.Whole("cost", 1, int.MaxValue)).LastOrDefault(cost => cost is not null) ?? 1;
        if (medium.IsShared) SharedMediumRules.Check(draft, medium, properties.Forward);
        return medium.IsLan
            ? new Lan(medium.Index, medium.Name, network, cost, interfaces, properties.Forward)
            {
                Medium = medium.IsShared ? LanMedium.Shared : LanMedium.Switch,
            }
            : new Link(medium.Index, medium.Name, network, cost, interfaces, properties.Forward, properties.Backward);
    }

    private static (LinkProperties Forward, LinkProperties Backward) Properties(ResolveContext draft, UnresolvedLink medium)
    {
        LinkProperties Direction(bool isForward) => Properties(medium.Layers.Aggregate(
            new LinkChange(), (below, layer) => Change(draft, medium, layer, isForward, medium.WrittenIn).Over(below)));
        return (Direction(isForward: true), Direction(isForward: false));
    }

    private static LinkProperties Properties(LinkChange change)
    {
        LinkProperties properties = change.ApplyTo(LinkProperties.Perfect);
        return properties.Jitter is Distribution.Constant { Value: 0 } ? properties with { Jitter = null } : properties;
    }

    /// <summary>A single time is the standard deviation of a normal distribution around 0; 0 means no jitter.</summary>
    private static Distribution? ReadJitter(YamlNode? node, string title, ProblemList problems)
    {
        Distribution? read = Distributions.Read(node, node is YamlMapping ? Jitter : QuantityRange.Time, title, problems);
        return read is Distribution.Constant deviation && node is YamlScalar
            && deviation.Value > 0 ? new Distribution.Normal(0, deviation.Value) : read;
    }

    private static LossModel? Loss(YamlFields loss, YamlFields fields, string title, ProblemList problems)
    {
        if (loss.Text("model") == "gilbert-elliott")
        {
            return loss.Share("p") is { } p && loss.Share("r") is { } r
                ? new LossModel.GilbertElliott(
                p, r, loss.Share("loss-good") ?? Probability.Zero, loss.Share("loss-bad") ?? new Probability(1))
                : null;
        }

        return Correlated(fields, "loss", title, problems)?.Model;
    }

    private static CorrelatedShare? Correlated(YamlFields fields, string key, string title, ProblemList problems)
    {
        if (fields[key] is not YamlMapping) return fields.Share(key) is { } plain ? new CorrelatedShare(plain) : null;
        YamlFields inner = fields.Within(key);
        if (inner.Share("share") is not { } share) return null;
        Probability correlation = inner.Share("correlation") ?? Probability.Zero;
        if (correlation.Value < 1) return new CorrelatedShare(share, correlation);
        problems.Add(
            inner["correlation"]!.Span,
            $"{title}: correlation must be below 100 %, where all packets would share one fate, but was " +
            $"{Shapes.Typed(inner["correlation"]!)}");
        return null;
    }
}
