using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Rip;

namespace NetComm.Protocols.Tests.Rip;

public sealed class RipMessageTests
{
    private const uint Router = 0x0A000001;
    private const uint AllRipRouters = 0xE0000009;

    private static readonly Ipv4Network Office = Ipv4Network.Holding(Ipv4Address.FromOctets(10, 0, 1, 0), 24);
    private static readonly Ipv4Network Service = Ipv4Network.Holding(Ipv4Address.FromOctets(10, 9, 9, 9), 32);

    [Fact]
    public void A_response_lists_networks_with_their_masks_and_metrics()
    {
        var message =
            new RipMessage(
                RipCommand.Response, [RipEntry.For(Office, 1), RipEntry.For(Service, 16) with { NextHop = Router, RouteTag = 7 }]);

        Assert.Equal(
            "02020000"
            + "00020000" + "0a000100" + "ffffff00" + "00000000" + "00000001"
            + "00020007" + "0a090909" + "ffffffff" + "0a000001" + "00000010",
            Convert.ToHexStringLower(Bytes(message)));
    }

    [Fact]
    public void Asking_for_everything_is_an_entry_of_no_family_with_metric_16()
    {
        Assert.Equal("01020000" + "00000000" + "00000000" + "00000000" + "00000000" + "00000010",
            Convert.ToHexStringLower(Bytes(RipMessage.WholeTableRequest)));
        Assert.True(RipMessage.WholeTableRequest.AsksForWholeTable);
        Assert.False(new RipMessage(RipCommand.Request, [RipEntry.For(Office, 16)]).AsksForWholeTable);
    }

    [Property]
    public void A_message_is_read_again(
    bool request, (uint Address, uint Mask, uint Metric, ushort Family, ushort Tag, uint NextHop)[] fields)
    {
        RipEntry[] entries =
        [
            .. fields.Take(RipMessage.MaximumEntries).Select(field => new RipEntry(field.Address, field.Mask, field.Metric)
            {
                AddressFamily = field.Family,
                RouteTag = field.Tag,
                NextHop = field.NextHop,
            }),
        ];

        Defect defect = RipMessage.Read(Bytes(new(request ? RipCommand.Request : RipCommand.Response, entries)), out RipMessage? read);

        Assert.Equal(Defect.None, defect);
        Assert.Equal(request ? RipCommand.Request : RipCommand.Response, read!.Command);
        Assert.Equal(entries, read.Entries);
    }

    [Fact]
    public void More_than_25_routes_do_not_go_into_one_message()
    {
        var message = new RipMessage(RipCommand.Response, [.. Enumerable.Repeat(RipEntry.For(Office, 1), 26)]);

        Assert.Throws<ArgumentOutOfRangeException>(() => Bytes(message));
        Assert.Equal(Defect.Length, RipMessage.Read([2, 2, 0, 0, .. new byte[26 * 20]], out _));
    }

    [Theory]
    [InlineData("020200", Defect.Truncated)]
    [InlineData("03020000", Defect.Kind)]
    [InlineData("02010000", Defect.Version)]
    [InlineData("0202000000", Defect.Length)]
    [InlineData("02020000" + "000200000a000100ffffff000000000000000001" + "00", Defect.Length)]
    public void A_message_that_contradicts_itself_is_refused(string hex, object defect)
    {
        Assert.Equal(defect, RipMessage.Read(Convert.FromHexString(hex), out RipMessage? message));
        Assert.Null(message);
    }

    [Property]
    public bool Every_prefix_is_the_network_of_its_entry(uint address, NonNegativeInt length)
    {
        // 64/2 and 128/2 hold destinations only
        var network = Ipv4Network.Holding(new(address & 0x3FFFFFFF | 0x40000000 | 0x80000000 & ~address), length.Get % 25 + 8);

        return network.Address.Value >> 24 == 127 || (RipEntry.For(network, 1).TryGetNetwork(out Ipv4Network read) && read == network);
    }

    [Theory]
    [InlineData(0x0A000100, 0xFF00FF00)] // a mask with a hole
    [InlineData(0x0A000101, 0xFFFFFF00)] // a host within its network
    [InlineData(0x7F000000, 0xFF000000)] // loopback
    [InlineData(0x00010000, 0xFFFF0000)] // network 0
    [InlineData(0xE0000000, 0xF0000000)] // groups
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF)]
    public void What_can_be_no_destination_is_no_network(uint address, uint mask) =>
        Assert.False(new RipEntry(address, mask, 1).TryGetNetwork(out _));

    [Fact]
    public void The_default_route_is_a_network_and_a_password_is_not()
    {
        Assert.True(new RipEntry(0, 0, 1).TryGetNetwork(out Ipv4Network everywhere));
        Assert.Equal(default, everywhere);
        Assert.False((RipEntry.For(Office, 1) with { AddressFamily = 0xFFFF }).TryGetNetwork(out _));
    }

    [SkippableFact]
    public void Tshark_reads_the_same()
    {
        var message = new RipMessage(RipCommand.Response, [RipEntry.For(Office, 1), RipEntry.For(Service, 16) with { NextHop = Router }]);
        using var capture = CaptureFile.Of(writer =>
        {
            int link = writer.AddInterface("r1--r2");
            writer.WritePacket(link, 0, Packet(RipMessage.WholeTableRequest));
            writer.WritePacket(link, 1, Packet(message));
        });

        Assert.Empty(capture.Complaints());
        Assert.Equal(
            ["1|2||0.0.0.0|0.0.0.0|16", "2|2|10.0.1.0,10.9.9.9|255.255.255.0,255.255.255.255|0.0.0.0,10.0.0.1|1,16"],
            capture.Fields("rip.command", "rip.version", "rip.ip", "rip.netmask", "rip.next_hop", "rip.metric"));
    }

    private static byte[] Packet(RipMessage message)
    {
        var ip = new Ipv4Header(IpProtocol.Udp, Router, AllRipRouters) { TimeToLive = 1 };
        var packet = new byte[ip.Size + UdpHeader.Size + message.Size];
        message.Write(packet.AsSpan(ip.Size + UdpHeader.Size));
        new UdpHeader(RipMessage.Port, RipMessage.Port).Write(packet.AsSpan(ip.Size), Router, AllRipRouters);
        ip.Write(packet);
        return packet;
    }

    private static byte[] Bytes(RipMessage message)
    {
        var bytes = new byte[message.Size];
        message.Write(bytes);
        return bytes;
    }
}
