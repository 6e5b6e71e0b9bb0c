using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Resolving;

/// <summary>A link or LAN of the file, before it has its network.</summary>
/// <param name="Index">Its place among the media: links, then LANs.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsLan">LAN or link.</param>
/// <param name="Fields">What the file says of it.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Members">Who is attached, by port.</param>
internal sealed record MediumDraft(int Index, string Name, bool IsLan, Fields Fields, SourceSpan Span, IReadOnlyList<NodeDraft> Members)
{
    /// <summary><c>link 'core'</c>.</summary>
    public string Title => IsLan ? $"lan '{Name}'" : $"link '{Name}'";
}
