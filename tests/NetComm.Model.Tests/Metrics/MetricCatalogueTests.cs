namespace NetComm.Model.Tests.Metrics;

public sealed class MetricCatalogueTests
{
    [Fact]
    public void Each_figure_is_listed_once()
    {
        MetricDefinition[] measured = [.. Subjects.SelectMany(subject => MetricCatalogue.Of(subject))];

        // 'completed' is a figure of flows and of programs; a theory is no figure.
        IEnumerable<Metric> all = Enum.GetValues<Metric>().Where(metric => metric != Metric.Theory).Append(Metric.Completed);
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
