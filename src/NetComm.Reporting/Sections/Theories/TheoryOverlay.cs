namespace NetComm.Reporting.Sections.Theories;

internal static class TheoryOverlay
{
    private const int CurvePoints = 200;

    /// <summary>Vermilion and dashed, over the blue of the data.</summary>
    private const int CurveStyle = 1;

    /// <summary>The chart of this name with the theory in it; as it was where the theory says nothing of it.</summary>
    public static Chart On(string name, Chart chart, FlowTheory theory) => (name, theory.Theory) switch
    {
        ("latency", SingleServerQueue queue) =>
            WithLines(chart, Times(queue, theory.Besides), $"The lines show the prediction of {NameOf(queue)}."),
        ("latency-cdf", SingleServerQueue { Kind: not QueueKind.Mg1 } queue) => WithCurve(chart, queue, theory.Besides),
        ("loss", FiniteQueue queue) =>
            WithLines(chart, [new(queue.Loss, $"{NameOf(queue)}: {Unit.Share.Format(queue.Loss)}")],
            $"The line shows the prediction of {NameOf(queue)} for the whole run."),
        ("loss", BurstLoss bursts) =>
            WithLines(chart, [new(bursts.MeanLoss, $"{NameOf(bursts)}: {Unit.Share.Format(bursts.MeanLoss)}")],
            $"The line shows the prediction of {NameOf(bursts)} for the whole run."),
        ("goodput", MathisRate rate) =>
            WithLines(chart, Band(rate), "The lines show the prediction of Mathis and others, with its band of ± 20 %."),
        _ => chart,
    };

    private static string NameOf(Theory theory) => TheoryText.Of(theory).Name;

    private static HorizontalLine[] Times(SingleServerQueue queue, double besides)
    {
        var mean = new HorizontalLine(queue.MeanTime + besides, $"{NameOf(queue)}: mean {Unit.Seconds.Format(queue.MeanTime + besides)}");
        return queue.Quantile(0.99) is { } quantile
            ? [mean, new(quantile + besides, $"{NameOf(queue)}: 99 % within {Unit.Seconds.Format(quantile + besides)}")] : [mean];
    }

    private static HorizontalLine[] Band(MathisRate rate) =>
    [
        new((1 + MathisRate.Band) * rate.Rate, "Mathis + 20 %"),
        new(rate.Rate, $"Mathis: {Unit.BitsPerSecond.Format(rate.Rate)}"),
        new((1 - MathisRate.Band) * rate.Rate, "Mathis − 20 %"),
    ];

    private static Chart WithCurve(Chart chart, SingleServerQueue queue, double besides)
    {
        double end = chart.Series.SelectMany(series => series.Data).Select(point => point.X).DefaultIfEmpty(besides).Max();
        if (end <= besides) return chart;
        double step = (end - besides) / CurvePoints;
        ChartPoint[] curve =
            [.. Enumerable.Range(0, CurvePoints + 1).Select(i => new ChartPoint(besides + i * step, queue.Within(i * step)!.Value))];
        return WithSentence(
            chart, $"The second line shows the prediction of {NameOf(queue)}.") with
        {
            Series =
                [.. chart.Series, Series.Line(NameOf(queue), curve) with { Style = CurveStyle }]
        };
    }

    private static Chart WithLines(Chart chart, IReadOnlyList<HorizontalLine> lines, string sentence) =>
        WithSentence(chart, sentence) with { Lines = [.. chart.Lines, .. lines] };

    private static Chart WithSentence(Chart chart, string sentence) => chart with { Description = $"{chart.Description} {sentence}" };
}

/// <param name="Besides">Seconds of its latency that the theory does not speak of: propagation, and transmission on faster links.</param>
internal sealed record FlowTheory(Theory Theory, double Besides);
