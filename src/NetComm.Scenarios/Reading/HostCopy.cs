using System.Globalization;
using NetComm.Scenarios.Reading.Topology;

namespace NetComm.Scenarios.Reading;

/// <summary>
/// What a flow, program or app of the file stands for: itself; or, where its host is several (<c>count</c>, a pattern), one for each of
/// these, numbered as they are. A flow from a host to itself is left out.
/// </summary>
/// <param name="Name">Its name: <c>call</c>, or <c>call-3</c>; null where the item has none.</param>
/// <param name="Host">The host that it is of; null where it is the one that the item names.</param>
/// <param name="Pool">The name of all of them together; null where the item stands for itself.</param>
internal sealed record HostCopy(string? Name, UnresolvedNode? Host, string? Pool)
{
    /// <summary>The copies that an item of <c>flows</c>, <c>programs</c> or <c>apps</c> stands for.</summary>
    public static IReadOnlyList<HostCopy> Of(ResolveContext draft, YamlNode item)
    {
        var fields = new YamlFields(item);
        string? name = fields.Text("name");
        if ((fields.Scalar("from") ?? fields.Scalar("host")) is not { } host
            || draft.Addressed.FindOrMatch(host.Value, EntityKind.Host) is not { IsCounted: true } several)
        {
            return [new(name, null, null)];
        }

        string? to = fields.Text("to");
        return
        [
            .. several.Members.Index().Where(member => member.Item != to).Select(member => new HostCopy(
                name is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name}-{member.Index + 1}"),
                draft.NodeByName[member.Item], name)),
        ];
    }
}
