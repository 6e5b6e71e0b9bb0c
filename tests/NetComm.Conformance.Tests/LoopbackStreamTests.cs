using NetComm.Network;

namespace NetComm.Conformance.Tests;

public sealed class LoopbackStreamTests : StreamConformance
{
    public LoopbackStreamTests()
        : base(() => new LoopbackArm())
    {
    }

    [Fact]
    public void Connecting_over_a_link_that_is_down_is_ETIMEDOUT()
    {
        var arm = (LoopbackArm)Arm;
        IActorRef client = arm.Open("alice", stream: true);
        arm.TakeDown("cable");
        arm.TakeDown("office");

        AssertFails(Errno.ETIMEDOUT, client, new SocketCall.Connect(new(arm.AddressOf("bob"), 9), SimDuration.FromMilliseconds(50)));
    }
}
