using NetComm.Sim.Model;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>A host or router of the file, before it has its addresses.</summary>
/// <param name="Index">Its place among the nodes.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Host or router.</param>
/// <param name="External">Whether a real program outside stands for it.</param>
/// <param name="Address">The address that the file writes, if any.</param>
/// <param name="AddressSpan">Where it stands, or else the name.</param>
internal sealed record NodeDraft(int Index, string Name, NodeKind Kind, bool External, Ipv4Address? Address, SourceSpan AddressSpan)
{
    /// <summary>The links and LANs that it is on, by place in the list of drafts; filled as these are read.</summary>
    public List<int> Media { get; } = [];

    /// <summary><c>host 'alice'</c>.</summary>
    public string Title => Kind == NodeKind.Host ? $"host '{Name}'" : $"router '{Name}'";
}
