using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Ip;

public sealed class UdpHeaderTests
{
    private const uint Alice = 0x0A000001;
    private const uint Bob = 0x0A000002;

    [Fact]
    public void The_header_holds_ports_length_and_checksum()
    {
        byte[] datagram = Datagram(new(1000, 2000), Alice, Bob, "hi"u8);

        // pseudo header 0a00+0001+0a00+0002+0011+000a, header 03e8+07d0+000a, payload 6869 = 8849; complement 77b6
        Assert.Equal("03e8" + "07d0" + "000a" + "77b6" + "6869", Convert.ToHexStringLower(datagram));
    }

    [Fact]
    public void A_checksum_of_zero_is_sent_as_all_ones()
    {
        // The payload is the checksum of the same datagram with a payload of zeros: both together sum to zero.
        byte[] zeros = Datagram(new(1000, 2000), Alice, Bob, [0, 0]);

        byte[] datagram = Datagram(new(1000, 2000), Alice, Bob, zeros.AsSpan(6, 2));

        Assert.Equal("ffff", Convert.ToHexStringLower(datagram[6..8]));
        Assert.Equal(Defect.None, UdpHeader.Read(datagram, Alice, Bob, out _, out _));
    }

    [Fact]
    public void A_checksum_of_zero_was_not_computed_and_is_not_checked()
    {
        byte[] datagram = Datagram(new(1000, 2000), Alice, Bob, "hi"u8);
        datagram.AsSpan(6, 2).Clear();

        Assert.Equal(Defect.None, UdpHeader.Read(datagram, Alice, Bob, out _, out _));
    }

    [Property]
    public bool What_is_written_is_read_again(ushort sourcePort, ushort destinationPort, uint source, uint destination, byte[] payload)
    {
        var header = new UdpHeader(sourcePort, destinationPort);
        byte[] datagram = Datagram(header, source, destination, payload);

        return UdpHeader.Read(datagram, source, destination, out UdpHeader read, out ReadOnlySpan<byte> rest) == Defect.None
            && read == header && rest.SequenceEqual(payload);
    }

    /// <remarks>A flip that leaves the checksum zero turns it off: RFC 768 cannot notice that one.</remarks>
    [Property]
    public bool Every_single_flipped_bit_is_noticed(ushort sourcePort, ushort destinationPort, byte[] payload, NonNegativeInt bit)
    {
        byte[] datagram = Datagram(new(sourcePort, destinationPort), Alice, Bob, payload);
        PacketBytes.Flip(datagram, bit.Get % (datagram.Length * 8));
        bool notComputed = datagram[6] == 0 && datagram[7] == 0;

        return notComputed || UdpHeader.Read(datagram, Alice, Bob, out _, out _) != Defect.None;
    }

    [Fact]
    public void The_wrong_receiver_notices_it()
    {
        byte[] datagram = Datagram(new(1000, 2000), Alice, Bob, "hi"u8);

        Assert.Equal(Defect.Checksum, UdpHeader.Read(datagram, Alice, Bob + 1, out _, out _));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    public void A_length_below_the_header_or_beyond_the_bytes_is_refused(byte length)
    {
        byte[] datagram = Datagram(new(1000, 2000), Alice, Bob, "hi"u8);
        datagram[5] = length;

        Assert.Equal(Defect.Length, UdpHeader.Read(datagram, Alice, Bob, out _, out _));
    }

    [Fact]
    public void Seven_bytes_are_no_datagram()
    {
        Assert.Equal(Defect.Truncated, UdpHeader.Read(new byte[7], Alice, Bob, out _, out _));
    }

    private static byte[] Datagram(UdpHeader header, uint source, uint destination, ReadOnlySpan<byte> payload)
    {
        var datagram = new byte[UdpHeader.Size + payload.Length];
        payload.CopyTo(datagram.AsSpan(UdpHeader.Size));
        header.Write(datagram, source, destination);
        return datagram;
    }
}
