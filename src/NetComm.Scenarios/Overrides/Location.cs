using System.Globalization;

namespace NetComm.Scenarios.Overrides;

/// <summary>The place in a file that a path names.</summary>
/// <param name="Containers">The mappings and lists on the way, from the top.</param>
/// <param name="Keys">The key or index taken in each.</param>
/// <param name="Existing">The value there; null where it would be a new key.</param>
/// <param name="Missing">The keys to create below the last container; empty where the place exists.</param>
/// <param name="Shape">The values that are allowed there.</param>
internal sealed record Location(
    IReadOnlyList<YamlNode> Containers, IReadOnlyList<object> Keys, YamlNode? Existing, IReadOnlyList<PathSegment> Missing, Shape Shape)
{
    public YamlNode With(YamlNode value)
    {
        YamlNode node = value;
        for (int i = Missing.Count - 1; i > 0; i--) node = new YamlMapping(Missing[i].Span, [new(Key(Missing[i]), node)], isFlow: true);
        for (int i = Containers.Count - 1; i >= 0; i--)
        {
            node = Containers[i] switch
            {
                YamlMapping mapping =>
                    mapping.With(i == Containers.Count - 1 && Missing.Count > 0 ? Key(Missing[0]) : (YamlScalar)Keys[i], node),
                YamlSequence list => list.With((int)Keys[i], node),
                _ => node,
            };
        }

        return node;
    }

    private static YamlScalar Key(PathSegment segment) => new(segment.Span, segment.Name, isPlain: true);
}

/// <summary>The names by which a path knows the items of a list: their own, and <c>a--b</c> for links without one.</summary>
internal static class ItemNames
{
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
