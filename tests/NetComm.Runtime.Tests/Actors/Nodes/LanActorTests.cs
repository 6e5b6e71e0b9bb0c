using NetComm.Network;
using NetComm.Runtime.Simulated.Links;
using NetComm.Tracing;

namespace NetComm.Runtime.Tests.Actors.Nodes;

public sealed class LanActorTests : StagedNetworkTests
{
    public LanActorTests()
        : base(new NetworkBuilder().Hosts("alice", "bob", "carol").Lan("office", LinkProperties.Perfect, "alice", "bob", "carol"), "office")
    {
    }

    [Fact]
    public void A_frame_for_a_port_not_yet_learned_goes_to_all_others()
    {
        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(9, ExpectPacket("bob").DestinationPort);
        Assert.Equal(9, ExpectPacket("carol").DestinationPort);
    }

    [Fact]
    public void A_frame_for_a_learned_port_goes_nowhere_else()
    {
        Send("bob", Datagram("bob", "alice", 9));
        Forget(ProbeOf("carol"));

        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(9, ExpectPacket("bob").DestinationPort);
        ExpectNothing(ProbeOf("carol"));
    }

    [Fact]
    public void A_frame_does_not_come_back_to_its_sender()
    {
        Send("alice", ForAll("alice"));

        ExpectNothing(ProbeOf("alice"));
    }

    [Fact]
    public void A_broadcast_goes_to_learned_ports_too()
    {
        Send("bob", Datagram("bob", "alice", 9));
        Forget(ProbeOf("alice"), ProbeOf("carol"));

        Send("alice", ForAll("alice"));

        Assert.Equal(9, ExpectPacket("bob").DestinationPort);
        Assert.Equal(9, ExpectPacket("carol").DestinationPort);
    }

    [Fact]
    public void A_lan_that_goes_down_tells_each_member_its_interface()
    {
        Tell(ActorOf("office"), new LinkCommand.GoDown());

        Expect(ProbeOf("alice"), new LinkStatus.WentDown(0));
        Expect(ProbeOf("bob"), new LinkStatus.WentDown(1));
        Expect(ProbeOf("carol"), new LinkStatus.WentDown(2));
    }

    [Fact]
    public void A_lan_that_is_down_drops_what_its_ports_would_send()
    {
        Tell(ActorOf("office"), new LinkCommand.GoDown());

        Send("alice", Datagram("alice", "bob", 9));

        // One copy at bob's port and one at carol's: alice has not learned of it yet, being a probe.
        Assert.Equal(2, Recorded().Drops(DropReason.Down));
    }

    [Fact]
    public void A_lan_that_came_up_carries_frames_again()
    {
        Tell(ActorOf("office"), new LinkCommand.GoDown());
        Tell(ActorOf("office"), new LinkCommand.ComeUp());
        Forget(ProbeOf("bob"));

        Send("alice", Datagram("alice", "bob", 9));

        Assert.Equal(9, ExpectPacket("bob").DestinationPort);
    }

    [Fact]
    public void Members_are_told_the_new_properties_and_half_of_the_delay_is_theirs()
    {
        var slower = new LinkChange { Delay = SimDuration.FromMilliseconds(10) };

        Tell(ActorOf("office"), new LinkCommand.Change(slower, slower));

        Expect(ProbeOf("alice"), new LinkStatus.Changed(0, new LinkProperties { Delay = SimDuration.FromMilliseconds(5) }));
        Expect(ProbeOf("carol"), new LinkStatus.Changed(2, new LinkProperties { Delay = SimDuration.FromMilliseconds(5) }));
    }

    private Packet ForAll(string from)
    {
        Packet packet = Datagram(from, "bob", 9);
        packet.To = Destination.Broadcast;
        packet.Hop.NextHopPort = null;
        return packet;
    }
}
