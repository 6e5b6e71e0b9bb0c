using NetComm.Protocols.Rip;

namespace NetComm.Protocols.Tests.Rip;

public sealed class RipAnnouncerTests
{
    private static readonly Ipv4Address Service = Ipv4Address.FromOctets(10, 99, 0, 1);
    private static readonly Ipv4Address Router = Ipv4Address.FromOctets(10, 0, 0, 2);

    private readonly RipAnnouncer _announcer = new([Service], interfaces: 2, RandomStream.For(1, "rip"));

    [Fact]
    public void It_announces_its_shared_address_on_every_interface_every_25_to_35_seconds()
    {
        _announcer.Start(SimTime.Zero);
        Assert.Equal([0, 1], Announced());

        SimTime next = _announcer.NextTimer!.Value;
        Assert.InRange(next.Picoseconds / 1_000_000_000_000, 25, 35);
        _announcer.TimerExpired(SimTime.Zero + SimDuration.FromSeconds(24));
        Assert.Empty(Announced());
        _announcer.TimerExpired(next);

        Assert.Equal([0, 1], Announced());
    }

    [Fact]
    public void Who_asks_for_the_whole_table_is_told_the_address_alone()
    {
        _announcer.Received(1, RipMessage.WholeTableRequest, Router, RipMessage.Port);

        RipEffect.Send answer = Assert.IsType<RipEffect.Send>(Assert.Single(_announcer.Effects));
        Assert.Equal((1, Router, RipMessage.Port), (answer.Interface, answer.Destination, answer.Port));
        Assert.Equal([RipEntry.For(new(Service, 32), 1)], answer.Message.Entries);
    }

    [Fact]
    public void An_interface_that_works_again_is_told_at_once()
    {
        _announcer.InterfaceUp(1);

        Assert.Equal([1], Announced());
    }

    private int[] Announced()
    {
        int[] interfaces =
            [.. _announcer.Effects.Cast<RipEffect.Send>().Where(send => send.Destination == RipRouter.AllRipRouters)
                .Select(send => send.Interface)];
        _announcer.Effects.Clear();
        return interfaces;
    }
}
