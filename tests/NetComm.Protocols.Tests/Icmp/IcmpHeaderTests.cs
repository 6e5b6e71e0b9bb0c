using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Icmp;

public sealed class IcmpHeaderTests
{
    [Fact]
    public void An_echo_holds_identifier_sequence_and_data()
    {
        // 0800 + 1234 + 0001 + 6162 = 7b97; complement 8468
        Assert.Equal("0800" + "8468" + "1234" + "0001" + "6162", Hex(IcmpHeader.Echo(0x1234, 1), "ab"u8));
    }

    [Fact]
    public void The_reply_differs_in_its_type_alone()
    {
        (IcmpHeader echo, IcmpHeader reply) = (IcmpHeader.Echo(7, 8), IcmpHeader.EchoReply(7, 8));

        Assert.Equal(echo with { Type = IcmpType.EchoReply }, reply);
        Assert.Equal((7, 8), (reply.Identifier, reply.Sequence));
    }

    [Fact]
    public void Fragmentation_needed_tells_the_mtu_of_the_next_hop()
    {
        // 0304 + 05dc = 08e0; complement f71f
        Assert.Equal("0304" + "f71f" + "0000" + "05dc", Hex(IcmpHeader.FragmentationNeeded(1500), []));
        Assert.Equal(1500, IcmpHeader.FragmentationNeeded(1500).NextHopMtu);
    }

    [Fact]
    public void Unreachable_and_time_exceeded_leave_the_rest_unused()
    {
        Assert.Equal("0303" + "fcfc" + "00000000", Hex(IcmpHeader.Unreachable(UnreachableCode.Port), []));
        Assert.Equal("0b00" + "f4ff" + "00000000", Hex(IcmpHeader.TimeExceeded(TimeExceededCode.TimeToLive), []));
    }

    [Theory]
    [InlineData(false, 60, 28)]
    [InlineData(true, 60, 32)]
    [InlineData(false, 23, 23)]
    public void An_error_quotes_the_header_and_eight_bytes(bool routerAlert, int size, int quoted)
    {
        var packet = new byte[size];
        new Ipv4Header(IpProtocol.Udp, 1, 2) { RouterAlert = routerAlert }.Write(packet);

        Assert.Equal(packet[..quoted], IcmpHeader.Quote(packet).ToArray());
    }

    [Property]
    public bool What_is_written_is_read_again(byte type, byte code, uint rest, byte[] data)
    {
        var header = new IcmpHeader((IcmpType)type, code, rest);

        return IcmpHeader.Read(Message(header, data), out IcmpHeader read, out ReadOnlySpan<byte> readData) == Defect.None && read == header
            && readData.SequenceEqual(data);
    }

    [Property]
    public bool Every_single_flipped_bit_is_noticed(uint rest, byte[] data, NonNegativeInt bit)
    {
        byte[] message = Message(new(IcmpType.Echo, 0, rest), data);
        PacketBytes.Flip(message, bit.Get % (message.Length * 8));

        return IcmpHeader.Read(message, out _, out _) == Defect.Checksum;
    }

    [Fact]
    public void Seven_bytes_are_no_message()
    {
        Assert.Equal(Defect.Truncated, IcmpHeader.Read(new byte[7], out _, out _));
    }

    private static string Hex(IcmpHeader header, ReadOnlySpan<byte> data) => Convert.ToHexStringLower(Message(header, data));

    private static byte[] Message(IcmpHeader header, ReadOnlySpan<byte> data)
    {
        var message = new byte[IcmpHeader.Size + data.Length];
        data.CopyTo(message.AsSpan(IcmpHeader.Size));
        header.Write(message);
        return message;
    }
}
