using NetComm.Scenarios.Reading;
using NetComm.Scenarios.Reading.Expectations;

namespace NetComm.Scenarios.Sweeps;

/// <summary>Reads what a sweep measures: <c>measure</c>, or the numbers that the file's expectations name.</summary>
internal static class SweepFigures
{
    /// <summary>The figures, each once, in file order.</summary>
    public static IReadOnlyList<SweepFigure> Of(
        ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, IReadOnlyList<Expectation> expectations)
    {
        YamlFields sweep = draft.Root.Within("sweep");
        IEnumerable<SweepFigure?> figures = sweep.Has("measure")
            ? sweep.Items("measure").OfType<YamlScalar>().Select(item => Read(draft, flows, item, "sweep: 'measure'"))
            : expectations.SelectMany(expected => expected.Figures).Select(Of);
        return [.. figures.OfType<SweepFigure>().DistinctBy(figure => figure.Name)];
    }

    /// <summary>The figure in a text; null where there is a mistake, which is reported.</summary>
    public static SweepFigure? Read(ResolveContext draft, IReadOnlyDictionary<string, Flow> flows, YamlScalar item, string title)
    {
        if (ExpectationParser.ParseFigure(draft, flows, item, title) is not { } expectation) return null;
        if (Of(expectation) is { } figure) return figure;
        draft.Problem(item.Span, $"{title}: '{Shapes.Cropped(item.Value)}' is no number", "figures such as call.loss, call.latency.p95");
        return null;
    }

    private static SweepFigure? Of(Expectation expectation)
    {
        return expectation.NotMeasurable is null
            && MetricCatalogue.Of(expectation) is { Name: not null, Unit: not (MetricUnit.Host or MetricUnit.Text) } metric
            ? new(FigureName.Of(expectation), expectation, metric) : null;
    }
}
