using NetComm.Reporting.Charts;
using NetComm.Reporting.Sections;
using NetComm.Reporting.Sections.Faults;

namespace NetComm.Reporting.Tests.Sections.Faults;

public sealed class FaultMarksTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    private static readonly Chart Empty = new()
    {
        Title = "Empty",
        Description = "Nothing.",
        X = new("Time", Unit.Seconds),
        Y = new("Packets", Unit.Count),
    };

    [Fact]
    public void What_was_down_is_shaded_and_what_joined_is_a_line()
    {
        Scenario scenario = ReportedRuns.Network().Group("video", "c").Join(Second, "d", "video")
            .LinkDown(Second, "a--b").LinkUp(Second * 2, "a--b")
            .Crash(Second * 2, "b")
            .Flow("a", "b", new Traffic.Constant(SimDuration.FromMilliseconds(1), PayloadSize.Of(100)), count: 2500).Build(Second * 3);
        SimTime end = SimTime.Zero + (Second * 3);

        FaultMarks marks = FaultMarks.Of(FaultReport.AllOf(scenario, end), Outage.Of(scenario, end));

        Assert.Equal([new(1, "d joins video")], marks.Instants);
        Assert.Equal([new(1, 2, "a--b down"), new(2, 3, "b crashed")], marks.Outages.Items);
        Assert.Equal("down or crashed", marks.Outages.Name);
    }

    [Fact]
    public void Of_a_part_of_the_run_only_what_falls_into_it_is_shown()
    {
        FaultMarks marks = FaultMarks.Of(
            [new(1, "early"), new(5, "within"), new(9, "late")],
            [new("core", 0, 1, IsEnded: true), new("core", 3, 5, IsEnded: true), new("core", 6, 9, IsEnded: false)]);

        FaultMarks shown = marks.Within(4, 8);

        Assert.Equal([new(5, "within")], shown.Instants);
        Assert.Equal([new(4, 5, "core down"), new(6, 8, "core down")], shown.Outages.Items);
    }

    [Fact]
    public void A_run_without_outages_names_none() => Assert.Empty(FaultMarks.None.On(Empty).Bands);

    [Fact]
    public void A_chart_keeps_marks_and_bands_of_its_own()
    {
        Chart chart = Empty with { Marks = [new(1, "its own")], Bands = [new("lost", [new(1, 2, "3 lost")])] };

        Chart marked = FaultMarks.Of([new(3, "changed")], [new("b", 4, 5, IsEnded: true) { IsCrash = true }]).On(chart);

        Assert.Equal(["its own", "changed"], marked.Marks.Select(mark => mark.Label));
        Assert.Equal(["crashed", "lost"], marked.Bands.Select(bands => bands.Name));
    }
}
