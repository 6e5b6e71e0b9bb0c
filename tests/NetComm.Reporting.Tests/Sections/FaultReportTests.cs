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

        Assert.Equal([new(1, "a--b down"), new(2, "a--b up")], faults);
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

        Assert.Equal([new(1, "d joins video"), new(1, "b crashes"), new(2, "c leaves video"), new(2, "b is back")], faults);
    }

    private static Traffic.Constant Packets() => new(SimDuration.FromMilliseconds(1), PayloadSize.Of(100));
}
