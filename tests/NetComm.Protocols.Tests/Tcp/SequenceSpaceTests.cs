using FsCheck.Xunit;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

public sealed class SequenceSpaceTests
{
    [Property]
    public void A_position_comes_back_from_the_wire(uint initial, uint near, int distance)
    {
        var space = new SequenceSpace(initial);
        long position = near + 4_000_000_000L + distance;

        Assert.Equal(position, space.FromWire(space.ToWire(position), near + 4_000_000_000L));
    }
}
