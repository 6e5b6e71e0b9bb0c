namespace NetComm.Model.Tests.Metrics;

public sealed class MetricCatalogueTests
{
    [Fact]
    public void Each_figure_is_listed_once()
    {
        MetricDefinition[] measured = [.. Subjects.SelectMany(subject => MetricCatalogue.Of(subject))];

        // Some are figures of two kinds of things; a theory and a value of the file are none, and percentiles without a name are as many as
        // are asked for.
        IEnumerable<Metric> all = Enum.GetValues<Metric>()
            .Except([Metric.Theory, Metric.Written, Metric.LatencyPercentile, Metric.ResponsePercentile])
            .Concat([Metric.Completed, Metric.CompletionTime, Metric.Loss]);
        Assert.Equal(all.Order(), measured.Select(metric => metric.Metric).Order());
        Assert.All(Subjects, subject => Assert.Distinct(MetricCatalogue.Of(subject).Select(metric => metric.Key)));
        Assert.All(Subjects, subject => Assert.Distinct(MetricCatalogue.NamedOf(subject).Select(metric => metric.Name)));
    }

    [Fact]
    public void Durations_and_no_other_figures_change_their_unit_in_the_summary()
    {
        IEnumerable<MetricDefinition> measured = Subjects.SelectMany(subject => MetricCatalogue.Of(subject));

        Assert.All(measured, metric => Assert.Equal(
            metric.Unit is MetricUnit.Duration or MetricUnit.DurationDifference,
            metric.KeyUnit != 1));
    }

    private static ExpectationSubject[] Subjects => [ExpectationSubject.Flow, ExpectationSubject.Medium, ExpectationSubject.Program];
}
