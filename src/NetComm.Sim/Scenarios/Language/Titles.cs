using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Language;

/// <summary>What the items of lists are called in messages.</summary>
internal static class Titles
{
    /// <summary><c>flow 'call'</c>, <c>link 'a--b'</c>; by number where an item has no name: <c>fault 2</c>, <c>program 'server', step 3</c>.</summary>
    public static string Of(string parent, string thing, YamlNode item, int index)
    {
        string prefix = parent.Length == 0 ? "" : parent + ", ";
        return (item as YamlMapping)?["name"] is YamlScalar { IsNull: false } name && thing != "step"
            ? $"{prefix}{thing} '{Shapes.Cropped(name.Value)}'"
            : Ends(item) is { } ends ? $"{prefix}{thing} '{Shapes.Cropped(ends)}'"
            : $"{prefix}{thing} {index + 1}";
    }

    private static string? Ends(YamlNode item) =>
        (item as YamlMapping)?["between"] is YamlSequence { Items: [YamlScalar first, YamlScalar second] } ? $"{first.Value}--{second.Value}" : null;
}
