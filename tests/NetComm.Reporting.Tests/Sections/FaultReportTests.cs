using NetComm.Reporting.Sections;

namespace NetComm.Reporting.Tests.Sections;

public sealed class FaultReportTests
{
    private static readonly SimDuration Second = SimDuration.FromSeconds(1);

    [Fact]
    public void Faults_until_the_end_of_the_run_are_told()
    {
        Scenario scenario = ReportedRuns.Network()
            .Flow("a", "b", Packets(), count: 2500)
            .LinkDown(Second, "a--b")
            .LinkUp(Second * 2, "a--b")
            .LinkDown(Second * 9, "a--b")
            .Build(Second * 3);

        IReadOnlyList<FaultReport> faults = FaultReport.AllOf(scenario, SimTime.Zero + (Second * 3));

        Assert.Equal([new(1, "a--b down") { IsOfOutage = true }, new(2, "a--b up") { IsOfOutage = true }], faults);
    }

    [Fact]
    public void What_befalls_hosts_is_told_in_words()
    {
        Scenario scenario = ReportedRuns.Network().Group("video", "c")
            .Join(Second, "d", "video").Leave(Second * 2, "c", "video")
            .Crash(Second, "b")
            .Restart(Second * 2, "b")
            .Flow("a", "b", Packets(), count: 2500).Build(Second * 3);

        IReadOnlyList<FaultReport> faults = FaultReport.AllOf(scenario, SimTime.Zero + (Second * 3));

        Assert.Equal(["d joins video", "b crashes", "c leaves video", "b is back"], faults.Select(fault => fault.Text));
        Assert.Equal([1, 1, 2, 2], faults.Select(fault => fault.Seconds));
        Assert.Equal([false, true, false, true], faults.Select(fault => fault.IsOfOutage));
    }

    private static Traffic.Constant Packets() => new(SimDuration.FromMilliseconds(1), PayloadSize.Of(100));
}
