using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;

namespace NetComm.Runtime.Tests.Actors.Nodes;

public sealed class LinkActorTests : StagedNetworkTests
{
    private static readonly SimDuration Delay = SimDuration.FromMilliseconds(5);
    private static readonly LinkChange Unchanged = new();

    public LinkActorTests()
        : base(new NetworkBuilder().Hosts("alice", "bob")
        .Link("alice", "bob", new LinkProperties { Delay = Delay }, name: "cable"), "cable")
    {
    }

    [Fact]
    public void A_link_that_goes_down_tells_each_end_its_interface()
    {
        Tell(ActorOf("cable"), new LinkCommand.GoDown());

        Expect(ProbeOf("alice"), new LinkStatus.WentDown(0));
        Expect(ProbeOf("bob"), new LinkStatus.WentDown(1));
    }

    [Fact]
    public void A_link_that_comes_up_tells_each_end_its_interface()
    {
        Tell(ActorOf("cable"), new LinkCommand.ComeUp());

        Expect(ProbeOf("alice"), new LinkStatus.CameUp(0));
        Expect(ProbeOf("bob"), new LinkStatus.CameUp(1));
    }

    [Fact]
    public void Each_end_is_told_the_new_properties_of_what_it_sends()
    {
        var slower = new LinkChange { Delay = Delay * 2 };

        Tell(ActorOf("cable"), new LinkCommand.Change(slower, Unchanged));

        Expect(ProbeOf("alice"), new LinkStatus.Changed(0, new LinkProperties { Delay = Delay * 2 }));
        Expect(ProbeOf("bob"), new LinkStatus.Changed(1, new LinkProperties { Delay = Delay }));
    }

    [Fact]
    public void A_change_leaves_what_an_earlier_change_set()
    {
        var slower = new LinkChange { Delay = Delay * 2 };
        var smaller = new LinkChange { Mtu = DataSize.FromBytes(576) };
        Tell(ActorOf("cable"), new LinkCommand.Change(slower, slower));
        Forget(ProbeOf("bob"));

        Tell(ActorOf("cable"), new LinkCommand.Change(smaller, smaller));

        Expect(ProbeOf("bob"), new LinkStatus.Changed(1, new LinkProperties { Delay = Delay * 2, Mtu = DataSize.FromBytes(576) }));
    }

    [Fact]
    public void A_packet_is_at_the_other_end_when_the_delay_has_passed_and_not_before()
    {
        Send("alice", Datagram("alice", "bob", 9));

        Pass(Delay - SimDuration.FromPicoseconds(1));
        ExpectNothing(ProbeOf("bob"));
        Pass(SimDuration.FromPicoseconds(1));
        Assert.Equal(9, ExpectPacket("bob").DestinationPort);
    }

    [Fact]
    public void A_link_takes_no_other_message()
    {
        Sys.EventStream.Subscribe(Watcher, typeof(UnhandledMessage));

        Tell(ActorOf("cable"), new NodeCommand.Crash());

        Assert.Equal(ActorOf("cable"), Expect<UnhandledMessage>(Watcher).Recipient);
    }
}
