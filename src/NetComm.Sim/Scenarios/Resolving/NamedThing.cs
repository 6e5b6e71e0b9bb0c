using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>Something that the file gave a name to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Span">Where the name stands.</param>
/// <param name="Members">For what stands for several (a host with <c>count</c>): their names; else empty.</param>
internal sealed record NamedThing(ThingKind Kind, string Name, SourceSpan Span, IReadOnlyList<string> Members)
{
    /// <summary>Whether the name stands for several.</summary>
    public bool IsCounted => Members.Count > 0;

    /// <summary><c>a host</c>, for messages.</summary>
    public string Noun => Kind is ThingKind.App or ThingKind.Anycast ? $"an {Word}" : $"a {Word}";

    private string Word => Kind switch
    {
        ThingKind.Lan => "LAN",
        ThingKind.Anycast => "anycast address",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
