using FsCheck.Xunit;
using NetComm.Protocols.Ethernet;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Ethernet;

public sealed class EthernetHeaderTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(46, 64)]
    [InlineData(47, 65)]
    [InlineData(1500, 1518)]
    public void A_frame_takes_18_bytes_more_than_its_payload_and_at_least_64(int payload, int wire)
    {
        Assert.Equal(wire, EthernetHeader.SizeOnTheWire(payload));
        Assert.Equal(wire - 4, EthernetHeader.SizeInCapture(payload));
    }

    [Fact]
    public void The_header_is_destination_source_and_type()
    {
        var frame = new byte[60];

        new EthernetHeader(MacAddress.Broadcast, MacAddress.ForInterface(7), EtherType.Arp).Write(frame, payload: 46);

        Assert.Equal("ffffffffffff" + "020000000007" + "0806", Convert.ToHexStringLower(frame[..14]));
    }

    [Fact]
    public void Padding_is_zero_even_in_a_used_buffer()
    {
        var frame = new byte[60];
        Array.Fill(frame, (byte)0xAA);

        new EthernetHeader(MacAddress.Broadcast, MacAddress.ForInterface(7), EtherType.Ipv4).Write(frame, payload: 20);

        Assert.All(frame[14..34], b => Assert.Equal(0xAA, b));
        Assert.All(frame[34..], b => Assert.Equal(0, b));
    }

    [Property]
    public bool What_is_written_is_read_again(ulong destination, ulong source, bool arp, byte[] payload)
    {
        var header = new EthernetHeader(new(destination >> 16), new(source >> 16), arp ? EtherType.Arp : EtherType.Ipv4);
        var frame = new byte[EthernetHeader.SizeInCapture(payload.Length)];
        payload.CopyTo(frame, EthernetHeader.Size);
        header.Write(frame, payload.Length);

        return EthernetHeader.Read(frame, out EthernetHeader read, out ReadOnlySpan<byte> rest) == Defect.None && read == header
            && rest.StartsWith(payload);
    }

    [Fact]
    public void Thirteen_bytes_are_no_frame()
    {
        Assert.Equal(Defect.Truncated, EthernetHeader.Read(new byte[13], out _, out _));
    }
}
