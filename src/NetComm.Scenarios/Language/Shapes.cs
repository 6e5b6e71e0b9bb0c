namespace NetComm.Scenarios.Language;

internal static class Shapes
{
    private const int LongestTyped = 60;

    public static bool IsScalar(Shape shape) =>
        shape is not (Shape.List or Shape.Dictionary or Shape.Record or Shape.Variant or Shape.Choice or Shape.Either);

    public static string Typed(YamlNode node) => node is YamlScalar { IsNull: false } scalar ? $"'{Cropped(scalar.Value)}'" : node.Kind;

    public static string Cropped(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestTyped ? line : line[..LongestTyped] + "…";
    }

    public static string Noun(Shape shape) => shape switch
    {
        Shape.Text => "a text",
        Shape.NewName => "a name",
        Shape.Reference reference => reference.Of,
        Shape.Word word => "one of " + string.Join(", ", word.Words),
        Shape.Flag => "true or false",
        Shape.Whole => "a whole number",
        Shape.Number => "a number",
        Shape.Amount amount => $"{amount.Range.Noun} such as '{amount.Range.Example}'",
        Shape.Address => "an IPv4 address such as '10.0.1.7'",
        Shape.Subnet => "a subnet such as '10.0.1.0/24'",
        Shape.List => "a list",
        Shape.Either either => string.Join(" or ", new[] { either.AsScalar, either.AsMapping, either.AsList }.OfType<Shape>().Select(Noun)),
        Shape.Named named => Noun(named.Get()),
        Shape.Anything => "a value",
        _ => "a mapping",
    };

    public static string? Allowed(Shape shape) => shape switch
    {
        Shape.Word word => string.Join(", ", word.Words),
        Shape.Flag => "true, false",
        Shape.Amount amount => $"{amount.Range.Noun} such as '{amount.Range.Example}'",
        Shape.Record { Keys: [] } => "nothing, or {}",
        Shape.Record record => "a mapping with " + string.Join(", ", record.Keys.Select(key => key.Name)),
        Shape.Variant variant => $"a mapping with {variant.Discriminator}: {string.Join(" | ", variant.Cases.Select(one => one.Name))}",
        Shape.Named named => Allowed(named.Get()),
        Shape.Either { AsScalar: { } scalar } => Allowed(scalar),
        _ => null,
    };
}
