namespace NetComm.Scenarios.Reading.Topology;

/// <summary>What CSMA/CD asks of a LAN: a station must still be sending when it hears of a collision (IEEE 802.3, 4.2.3.2.4).</summary>
internal static class SharedMediumRules
{
    public static void Check(ResolveContext draft, UnresolvedLink lan, LinkProperties properties)
    {
        SourceSpan span = (lan.Fields["delay"] ?? lan.Fields["medium"])!.Span;
        if (properties.Rate.IsInfinite)
            draft.Problem(
                lan.Fields["medium"]!.Span, $"{lan.Title}: a shared medium needs a 'rate', by which its slots are counted",
                "rate: 10 Mbps");
        else if (Fault(properties) is { } fault) draft.Problem(span, $"{lan.Title}: {fault}");
    }

    /// <summary>What is wrong with the properties of a shared medium; null where nothing is.</summary>
    public static string? Fault(LinkProperties properties) => properties.Delay <= properties.HalfSlot ? null
        : $"'delay' of a shared medium must be at most half a slot of 512 bits, {properties.HalfSlot} at {properties.Rate}, but was " +
            $"{properties.Delay}: a short frame would be over before its collision is heard";
}
