using Akka.TestKit;
using NetComm.Runtime.Simulated;
using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;

namespace NetComm.Runtime.Tests.Actors.Nodes;

public sealed class TimelineActorTests : StagedNetworkTests
{
    private readonly TestProbe _cable;
    private readonly IActorRef _timeline;

    public TimelineActorTests()
        : base(new NetworkBuilder().Hosts("alice", "bob", "carol").Link("alice", "bob", name: "cable").Group("team"))
    {
        _cable = CreateTestProbe("cable");
        Network.Media[0] = _cable;
        _timeline = Make("timeline", () => new TimelineActor(Network));
    }

    [Fact]
    public void A_fault_happens_at_its_time_and_not_before()
    {
        Clock.At(SimTime.Zero + SimDuration.FromSeconds(5), _timeline, Fault(new FaultChange.LinkDown(0)));

        Pass(SimDuration.FromMilliseconds(4999));
        ExpectNothing(_cable);
        Pass(SimDuration.FromMilliseconds(1));
        Expect(_cable, new LinkCommand.GoDown());
    }

    [Fact]
    public void A_link_that_comes_back_is_told_so()
    {
        Tell(_timeline, Fault(new FaultChange.LinkUp(0)));

        Expect(_cable, new LinkCommand.ComeUp());
    }

    [Fact]
    public void A_change_of_a_link_is_handed_to_it()
    {
        var slower = new LinkChange { Delay = SimDuration.FromSeconds(1) };
        var same = new LinkChange();

        Tell(_timeline, Fault(new FaultChange.LinkSet(0, slower, same, "delay: 1 s")));

        Expect(_cable, new LinkCommand.Change(slower, same));
    }

    [Fact]
    public void A_node_that_crashes_is_told_so()
    {
        Tell(_timeline, Fault(new FaultChange.NodeCrash(0)));

        Expect(ProbeOf("alice"), new NodeCommand.Crash());
    }

    [Fact]
    public void The_other_end_of_its_link_loses_the_carrier_when_a_node_crashes()
    {
        Tell(_timeline, Fault(new FaultChange.NodeCrash(0)));

        Expect(ProbeOf("bob"), new NodeCommand.Carrier(InterfaceOf("bob").Index, Found: false));
    }

    [Fact]
    public void The_other_end_of_its_link_has_the_carrier_again_when_a_node_is_back()
    {
        Tell(_timeline, Fault(new FaultChange.NodeCrash(0)));
        Forget(ProbeOf("bob"));

        Tell(_timeline, Fault(new FaultChange.NodeRestart(0)));

        Expect(ProbeOf("bob"), new NodeCommand.Carrier(InterfaceOf("bob").Index, Found: true));
    }

    [Fact]
    public void A_node_that_is_not_at_the_link_hears_nothing_of_a_crash()
    {
        Tell(_timeline, Fault(new FaultChange.NodeCrash(0)));

        ExpectNothing(ProbeOf("carol"));
    }

    [Fact]
    public void A_host_that_joins_a_group_is_told_which()
    {
        Tell(_timeline, Fault(new FaultChange.GroupJoin(2, 0)));

        Expect(ProbeOf("carol"), new NodeCommand.Join(0));
    }

    private static Fault Fault(FaultChange change) => new(0, SimTime.Zero, change);
}
