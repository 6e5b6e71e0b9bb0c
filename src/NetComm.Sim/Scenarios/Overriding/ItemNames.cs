using System.Globalization;
using NetComm.Sim.Scenarios.Yaml;

namespace NetComm.Sim.Scenarios.Overriding;

/// <summary>The names by which a path knows the items of a list: their own, and <c>a--b</c> for links without one.</summary>
internal static class ItemNames
{
    /// <summary>One name per item; empty where it has none.</summary>
    public static IReadOnlyList<string> Of(YamlSequence items)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. items.Items.Select(item => Of(item as YamlMapping, counts))];
    }

    private static string Of(YamlMapping? item, Dictionary<string, int> counts)
    {
        if (item?["name"] is YamlScalar name) return name.Value;
        if (item?["between"] is not YamlSequence { Items: [YamlScalar first, YamlScalar second] }) return "";
        string ends = $"{first.Value}--{second.Value}";
        int number = counts[ends] = counts.GetValueOrDefault(ends) + 1;
        return number == 1 ? ends : string.Create(CultureInfo.InvariantCulture, $"{ends}-{number}");
    }
}
