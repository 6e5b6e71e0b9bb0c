using NetComm.Scenarios.Overrides;
using NetComm.Scenarios.Reading;

namespace NetComm.Scenarios.Rubrics;

/// <summary>Reads the lines of a rubric that ask for what was written, and checks all that can be checked without a submission.</summary>
internal static class WrittenCheckReader
{
    private static readonly string[] Words = ["is", "at-least", "at-most", "one-of"];

    /// <summary>The check of a line; null where the line is of another kind, or has a mistake, which is reported.</summary>
    public static WrittenCheck? Read(YamlNode item, ProblemList problems, string title)
    {
        var fields = new YamlFields(item);
        bool isCount = fields.Scalar("count") is not null;
        if ((fields.Scalar("key") ?? fields.Scalar("count")) is not { } path) return null;
        WrittenBound[] bounds = [.. Words.Where(fields.Has).Select(word => new WrittenBound(word, ValuesOf(fields, word)))];
        string subject = $"{title}: '{(isCount ? "count" : "key")}'";
        if (bounds.Length == 0) problems.Add(path.Span, $"{subject} needs what is wanted", string.Join(", ", Words));
        IReadOnlyList<Shape> shapes = GrammarPath.Find(PathSegment.Split(path.Value, path.Span), problems, title);
        if (bounds.Length == 0 || shapes.Count == 0) return null;
        if (isCount) shapes = [WrittenBound.Counting];
        else if (!shapes.Any(Shapes.IsScalar)) problems.Add(path.Span, $"{subject}: '{Shapes.Cropped(path.Value)}' has no single value");
        foreach (WrittenBound bound in bounds)
        {
            foreach (YamlScalar value in ScalarsOf(fields, bound.Word))
            {
                if (Fault(value.Value, bound, shapes) is { } fault)
                    problems.Add(value.Span, $"{title}: '{bound.Word}' {fault}, but was '{Shapes.Cropped(value.Value)}'");
            }
        }

        return new WrittenCheck(path, isCount, bounds);
    }

    /// <summary>What a wanted value breaks: one that no submission could ever have.</summary>
    private static string? Fault(string value, WrittenBound bound, IReadOnlyList<Shape> shapes)
    {
        Shape[] scalars = [.. shapes.Where(Shapes.IsScalar)];
        if (scalars.Length == 0) return null;
        if (bound.IsOrder)
        {
            return scalars.Any(shape => WrittenNumber.Of(value, shape) is not null) ? null
                : $"must be {string.Join(" or ", scalars.Select(Shapes.Noun).Distinct())} that has more and less";
        }

        var problems = new ProblemList();
        bool fits = scalars.Any(shape =>
        {
            IReadOnlyList<Problem> wrong = problems.Aside(() => new ScalarChecker(problems)
                .Check(new YamlScalar(new SourceText("", value).Whole, value, isPlain: true), shape, "", "", reportLater: false));
            return wrong.Count == 0;
        });
        return fits ? null : $"must be {string.Join(" or ", scalars.Select(Shapes.Noun).Distinct())}";
    }

    private static IReadOnlyList<string> ValuesOf(YamlFields fields, string word) => [.. ScalarsOf(fields, word).Select(one => one.Value)];

    private static IEnumerable<YamlScalar> ScalarsOf(YamlFields fields, string word) =>
        fields.Scalar(word) is { } single ? [single] : fields.Items(word).OfType<YamlScalar>();
}
