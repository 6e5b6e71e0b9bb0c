namespace NetComm.Analysis;

/// <summary>A figure in which two runs differ.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Name">The name of that.</param>
/// <param name="Key">Its path in summary.json; empty where one of the runs lacks the whole subject.</param>
/// <param name="First">In the first run; null where it has none.</param>
/// <param name="Second">In the second run, likewise.</param>
public sealed record RunDifference(FigureSubject Kind, string Name, string Key, KeyedFigure? First, KeyedFigure? Second)
{
    private static readonly KeyedFigure There = new("", null, "present");

    /// <summary>What the catalogue says of the figure; null for what is no metric, such as drops by reason.</summary>
    public MetricDefinition? Definition => SubjectOf(Kind) is { } subject
        ? MetricCatalogue.Of(subject).FirstOrDefault(metric => metric.Key == Key) : null;

    /// <summary>All figures in which two runs differ, in the order of summary.json.</summary>
    public static IReadOnlyList<RunDifference> Between(RunFigures first, RunFigures second)
    {
        var found = new List<RunDifference>();
        foreach (SubjectFigures one in first.Subjects)
        {
            if (Same(second, one) is { } other) found.AddRange(Between(one, other));
            else found.Add(new(one.Kind, one.Name, "", There, null));
        }

        found.AddRange(second.Subjects.Where(other => Same(first, other) is null)
            .Select(other => new RunDifference(other.Kind, other.Name, "", null, There)));
        return found;
    }

    /// <summary>Whether some flow, link, host or program of one run is in the other too.</summary>
    public static bool HaveCommon(RunFigures first, RunFigures second) =>
        first.Subjects.Any(one => one.Kind != FigureSubject.Run && Same(second, one) is not null);

    private static IEnumerable<RunDifference> Between(SubjectFigures first, SubjectFigures second) =>
        first.Figures.Concat(second.Figures).Select(figure => figure.Key).Distinct()
            .Select(key => new RunDifference(first.Kind, first.Name, key, first.Of(key), second.Of(key)))
            .Where(figure => figure.First != figure.Second);

    private static SubjectFigures? Same(RunFigures run, SubjectFigures wanted) =>
        run.Subjects.FirstOrDefault(subject => subject.Kind == wanted.Kind && subject.Name == wanted.Name);

    private static ExpectationSubject? SubjectOf(FigureSubject kind) => kind switch
    {
        FigureSubject.Flow or FigureSubject.Receiver => ExpectationSubject.Flow,
        FigureSubject.Link => ExpectationSubject.Medium,
        FigureSubject.Program => ExpectationSubject.Program,
        _ => null,
    };
}
