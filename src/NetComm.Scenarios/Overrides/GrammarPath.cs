using NetComm.Scenarios.Language.Grammar;

namespace NetComm.Scenarios.Overrides;

/// <summary>What a path such as <c>links.core.loss</c> may lead to in any scenario: names of items are taken as they come.</summary>
internal static class GrammarPath
{
    /// <summary>The shapes of the values there; none where the language has no such path, which is reported.</summary>
    public static IReadOnlyList<Shape> Find(IReadOnlyList<PathSegment> path, ProblemList problems, string title)
    {
        IReadOnlyList<Shape> shapes = [ScenarioGrammar.Root];
        foreach (PathSegment segment in path)
        {
            Shape[] below = [.. shapes.SelectMany(shape => Below(shape, segment.Name))];
            if (below.Length == 0)
            {
                string[] known = [.. shapes.SelectMany(KeysOf).Select(key => key.Name).Distinct()];
                problems.Add(
                    segment.Span, $"{title}: the path names nothing: there is no key '{Shapes.Cropped(segment.Name)}' here",
                    known.Length is 0 or > 30 ? null : string.Join(", ", known), Nearest.To(segment.Name, known));
                return [];
            }

            shapes = below;
        }

        return [.. shapes.SelectMany(Single)];
    }

    private static IEnumerable<Shape> Below(Shape shape, string name) => Single(shape).SelectMany(one => one switch
    {
        Shape.List list => [list.Item],
        Shape.Dictionary dictionary => [dictionary.Value],
        _ => KeysOf(one).Where(key => key.Name == name).Select(key => key.Shape),
    });

    private static IEnumerable<Key> KeysOf(Shape shape) => Single(shape).SelectMany(one => one switch
    {
        Shape.Record record => record.Keys,
        Shape.Variant variant =>
            [
                new Key(variant.Discriminator, new Shape.Word([.. variant.Cases.Select(one => one.Name)], []), ""), .. variant.Common,
                .. variant.Cases.SelectMany(one => one.Keys),
            ],
        Shape.Choice choice => [.. choice.Common, .. choice.Cases.SelectMany(one => one.Keys)],
        _ => Enumerable.Empty<Key>(),
    });

    /// <summary>The shapes that a value may have, one by one.</summary>
    private static IEnumerable<Shape> Single(Shape shape) => shape switch
    {
        Shape.Named named => Single(named.Get()),
        Shape.Either either => new[] { either.AsScalar, either.AsMapping, either.AsList }.OfType<Shape>().SelectMany(Single),
        _ => [shape],
    };
}
