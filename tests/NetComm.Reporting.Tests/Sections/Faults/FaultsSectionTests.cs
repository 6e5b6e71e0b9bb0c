using NetComm.Reporting.Charts;
using NetComm.Reporting.Diagrams.Timeline;
using NetComm.Reporting.Document;
using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Tests.Sections.Faults;

public sealed class FaultsSectionTests
{
    [Fact]
    public void A_timeline_looks_as_approved() => Approved.Text("timeline.svg", SectionOf(SampleReport.Model.Timeline)!.Svg());

    [Fact]
    public void A_timeline_looks_as_approved_on_a_telephone() =>
    Approved.Text("timeline-narrow.svg", SectionOf(SampleReport.Model.Timeline)!.Picture()!.Svg(ChartSize.Narrow));

    [Fact]
    public void A_run_without_faults_has_no_timeline() => Assert.Null(SectionOf([]));

    [Fact]
    public void Of_very_many_rows_the_first_are_shown()
    {
        Section section = SectionOf([.. Enumerable.Range(1, 50).Select(i => new TimelineRow.Spans($"row {i}", []))])!;

        Assert.Contains("Of 50 rows, the first 40 are shown.", section.Picture()!.Caption, StringComparison.Ordinal);
        Assert.DoesNotContain("row 41<", section.Svg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_a_scenario_never_becomes_markup()
    {
        var hostile = new TimelineRow.Spans("<script>", [new Span(0, 12, SpanKind.Changed, "</text><script>")]);

        Assert.DoesNotContain("<script", SectionOf([hostile])!.Svg(), StringComparison.Ordinal);
    }

    private static Section? SectionOf(IReadOnlyList<TimelineRow.Spans> timeline) =>
        FaultsSection.Of(timeline, [], SampleReport.Model.Context.AxisEnd);
}
