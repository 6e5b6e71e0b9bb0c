using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// How many things a submission's sections stand for: a host with <c>count</c> is several, and what <c>topology</c> builds counts.
/// </summary>
internal sealed class SectionCounts(ResolveContext draft)
{
    /// <summary>The number; null where it is no section whose things have copies.</summary>
    public int? Of(string section) => section switch
    {
        "hosts" => draft.Nodes.Count(node => node.Kind == NodeKind.Host),
        "routers" => draft.Nodes.Count(node => node.Kind == NodeKind.Router),
        "links" => draft.Media.Count(medium => !medium.IsLan),
        "lans" => draft.Media.Count(medium => medium.IsLan),
        "flows" or "programs" or "apps" => draft.Root.Items(section).Sum(item => HostCopy.Of(draft, item).Count),
        _ => null,
    };
}
