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
            media.Add(Medium(draft, medium, network, interfaces, properties));
        }

        return media;
    }

    /// <summary>The properties that a mapping changes.</summary>
    /// <param name="otherwise">What changes where the mapping says nothing; null: nothing.</param>
    public static LinkChange Change(ResolveContext draft, YamlFields fields, string title, LinkChange? otherwise = null) => new()
    {
        Rate = fields.Rate("rate") ?? otherwise?.Rate,
        Delay = fields.Time("delay") ?? otherwise?.Delay,
        Jitter = ReadJitter(fields["jitter"], title, draft.Problems) ?? otherwise?.Jitter,
        Loss = Loss(fields.Within("loss"), fields, title, draft.Problems) ?? otherwise?.Loss,
        Duplicate = Correlated(fields, "duplicate", title, draft.Problems) ?? otherwise?.Duplicate,
        Corrupt = Correlated(fields, "corrupt", title, draft.Problems) ?? otherwise?.Corrupt,
        Reorder = Correlated(fields, "reorder", title, draft.Problems) ?? otherwise?.Reorder,
        ReorderBy = fields.Time("reorder-by") ?? otherwise?.ReorderBy,
        Mtu = fields.Size("mtu") ?? otherwise?.Mtu,
        Overhead = fields.Size("overhead") ?? otherwise?.Overhead,
        Queue = (fields.Has("queue") ? new QueueReader(draft, title).Read(fields.Within("queue")) : null) ?? otherwise?.Queue,
    };

    private static LinkOrLan Medium(
        ResolveContext draft, UnresolvedLink medium, Ipv4Network network, NetworkInterface[] interfaces,
        (LinkProperties Forward, LinkProperties Backward) properties)
    {
        int cost = medium.Fields.Whole("cost", 1, int.MaxValue) ?? 1;
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
        LinkProperties both = Properties(Change(draft, medium.Fields, medium.Title), LinkProperties.Perfect);
        LinkProperties Direction(string key) => Properties(Change(draft, medium.Fields.Within(key), medium.Title), both);
        return (Direction("forward"), Direction("backward"));
    }

    private static LinkProperties Properties(LinkChange change, LinkProperties old)
    {
        LinkProperties properties = change.ApplyTo(old);
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
