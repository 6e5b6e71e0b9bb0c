using System.Globalization;
using NetComm.Scenarios.Overrides;

namespace NetComm.Scenarios.Rubrics;

/// <summary>
/// A check of what a submission wrote: the value at a path (<c>key</c>), or how many things a section holds (<c>count</c>).
/// </summary>
/// <param name="Path">The path as typed.</param>
/// <param name="IsCount">Whether it counts.</param>
/// <param name="Bounds">What is wanted, at least one; all must hold.</param>
internal sealed record WrittenCheck(YamlScalar Path, bool IsCount, IReadOnlyList<WrittenBound> Bounds)
{
    private const string PathFault = "the path names nothing: ";

    /// <summary>How it is told: <c>links.core.loss is 5 %</c>, <c>number of hosts at least 3</c>.</summary>
    public string Text => (IsCount ? "number of " : "") + Path.Value + " " + string.Join(" and ", Bounds.Select(bound => bound.Text));

    private IReadOnlyList<PathSegment> Segments => PathSegment.Split(Path.Value, Path.Span);

    /// <summary>How it comes out for a submission.</summary>
    /// <param name="root">The file as it was handed in.</param>
    /// <param name="counts">How many things the sections of the file stand for.</param>
    public WrittenValue In(YamlMapping root, SectionCounts counts)
    {
        if (IsCount && counts.Of(Path.Value) is { } number) return Counted(number);
        var problems = new ProblemList();
        if (PathFinder.Find(root, Segments, problems, "") is not { } place)
            return IsCount ? Counted(0) : new(false, NotWritten(problems.InOrder()[0]));
        if (IsCount) return Counted(LengthOf(place.Existing));
        return place.Existing switch
        {
            null or YamlScalar { IsNull: true } => new(false, "not written"),
            YamlScalar scalar => new(Bounds.All(bound => bound.Holds(scalar.Value, place.Shape)), Shapes.Cropped(scalar.Value)),
            YamlNode other => new(false, Shapes.Cropped(YamlWriter.WriteLine(other))),
        };
    }

    private WrittenValue Counted(int number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return new(Bounds.All(bound => bound.Holds(text, WrittenBound.Counting)), text);
    }

    private static int LengthOf(YamlNode? node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Count(entry => !entry.IsIgnored),
        YamlSequence list => list.Items.Count,
        YamlScalar { IsNull: false } => 1,
        _ => 0,
    };

    private static string NotWritten(Problem problem)
    {
        string reason = problem.Message;
        if (reason.StartsWith(PathFault, StringComparison.Ordinal)) reason = reason[PathFault.Length..];
        return $"not written: {reason}" + (problem.Suggestion is { } near ? $"; did you mean '{near}'?" : "");
    }
}

/// <summary>What is wanted of a value: <c>is</c>, <c>at-least</c>, <c>at-most</c> or <c>one-of</c>.</summary>
/// <param name="Values">One, but for <c>one-of</c>.</param>
internal sealed record WrittenBound(string Word, IReadOnlyList<string> Values)
{
    public static readonly Shape Counting = new Shape.Whole(0, int.MaxValue);

    public bool IsOrder => Word is "at-least" or "at-most";

    public string Text => Word switch
    {
        "at-least" => $"at least {Values[0]}",
        "at-most" => $"at most {Values[0]}",
        "one-of" => $"one of {string.Join(", ", Values)}",
        _ => $"is {Values[0]}",
    };

    public bool Holds(string written, Shape shape)
    {
        if (!IsOrder) return Values.Any(value => WrittenNumber.AreSame(value, written, shape));
        return WrittenNumber.Of(Values[0], shape) is { } wanted && WrittenNumber.Of(written, shape) is { } found
            && wanted.Kind == found.Kind && (Word == "at-least" ? found.Value >= wanted.Value : found.Value <= wanted.Value);
    }
}
