using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Sockets;

namespace NetComm.Sim.Tests.Conformance;

public sealed class LoopbackDatagramTests() : DatagramConformance(() => new LoopbackArm())
{
    [Fact]
    public void Members_of_a_group_get_what_is_sent_to_it_and_others_do_not()
    {
        var group = Ipv4Address.FromOctets(239, 1, 2, 3);
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef carol = Arm.Open("carol", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob).Port;
        Bind(carol, port: port);
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, group));

        Do(alice, SendTo(new(group, port), "members only"));

        Assert.Equal("members only", Text(bob));
        AssertFails(Errno.ETIMEDOUT, carol, Receive(milliseconds: 100));
    }

    [Fact]
    public void Who_has_left_a_group_gets_nothing_more()
    {
        var group = Ipv4Address.FromOctets(239, 1, 2, 4);
        IActorRef bob = Arm.Open("bob", stream: false);
        IActorRef alice = Arm.Open("alice", stream: false);
        int port = Bind(bob).Port;
        Do(bob, new SocketCall.SetOption(SocketOption.JoinGroup, 0, group));
        Do(bob, new SocketCall.SetOption(SocketOption.LeaveGroup, 0, group));

        Do(alice, SendTo(new(group, port), "members only"));

        AssertFails(Errno.ETIMEDOUT, bob, Receive(milliseconds: 100));
        AssertFails(Errno.EADDRNOTAVAIL, bob, new SocketCall.SetOption(SocketOption.LeaveGroup, 0, group));
    }
}
