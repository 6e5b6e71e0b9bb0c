namespace NetComm.Scenarios.Overrides;

/// <summary>The keys that a mapping may have, depending on its own <c>kind</c>.</summary>
internal static class ShapeKeys
{
    public static IReadOnlyList<Key> Of(Shape shape, YamlMapping mapping) => shape switch
    {
        Shape.Record record => record.Keys,
        Shape.Variant variant => OfVariant(variant, mapping),
        Shape.Choice choice =>
            [.. choice.Common, .. choice.Cases.Where(one => mapping.TryGet(one.Name, out _)).SelectMany(one => one.Keys)],
        _ => [],
    };

    private static IReadOnlyList<Key> OfVariant(Shape.Variant variant, YamlMapping mapping)
    {
        string? kind = (mapping[variant.Discriminator] as YamlScalar)?.Value ?? variant.Default;
        IEnumerable<Case> fitting = variant.Cases.Where(one => kind is null || one.Name == kind);
        var discriminator = new Key(variant.Discriminator, new Shape.Word([.. variant.Cases.Select(one => one.Name)], []), "");
        return [discriminator, .. variant.Common, .. fitting.SelectMany(one => one.Keys).DistinctBy(key => key.Name)];
    }
}
