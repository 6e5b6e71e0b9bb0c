using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Ip;

public sealed class Ipv4HeaderTests
{
    private static readonly Ipv4Header Plain = new(IpProtocol.Udp, 0x0A000001, 0x0A000002);

    [Fact]
    public void A_plain_header_is_twenty_bytes_with_a_good_checksum()
    {
        byte[] packet = Packet(Plain with { Identification = 1, DontFragment = true }, payload: 12);

        // 4500 + 0020 + 0001 + 4000 + 4011 + 0a00 + 0001 + 0a00 + 0002 = d935; complement 26ca
        Assert.Equal("4500" + "0020" + "0001" + "4000" + "4011" + "26ca" + "0a000001" + "0a000002", Convert.ToHexStringLower(packet[..20]));
    }

    [Fact]
    public void Router_alert_makes_the_header_24_bytes_long()
    {
        byte[] packet = Packet(Plain with { RouterAlert = true }, payload: 8);

        Assert.Equal(32, packet.Length);
        Assert.Equal(0x46, packet[0]);
        Assert.Equal("94040000", Convert.ToHexStringLower(packet[20..24]));
    }

    [Fact]
    public void The_fragment_offset_is_written_in_units_of_eight_bytes()
    {
        byte[] packet = Packet(Plain with { MoreFragments = true, FragmentOffset = 1480 }, payload: 1480);

        Assert.Equal("20b9", Convert.ToHexStringLower(packet[6..8])); // 1480 / 8 = 185 = b9
    }

    [Fact]
    public void A_fragment_offset_between_two_units_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Packet(Plain with { FragmentOffset = 12 }, payload: 8));
    }

    [Property]
    public bool What_is_written_is_read_again(
    uint source, uint destination, ushort identification, byte[] fields, bool[] flags, byte[] payload)
    {
        Ipv4Header header = Header(source, destination, identification, fields, flags);
        var packet = new byte[header.Size + payload.Length];
        payload.CopyTo(packet, header.Size);
        header.Write(packet);

        return Ipv4Header.Read(packet, out Ipv4Header read, out ReadOnlySpan<byte> rest) == Defect.None && read == header
            && rest.SequenceEqual(payload);
    }

    [Fact]
    public void Ethernet_padding_is_not_payload()
    {
        byte[] padded = [.. Packet(Plain, payload: 5), .. new byte[21]];

        Defect defect = Ipv4Header.Read(padded, out _, out ReadOnlySpan<byte> payload);

        Assert.Equal(Defect.None, defect);
        Assert.Equal(5, payload.Length);
    }

    [Fact]
    public void Unknown_options_are_skipped()
    {
        byte[] packet = [0x46, .. Packet(Plain, payload: 4)[1..20], 0x01, 0x01, 0x01, 0x00, 0xAB];
        packet[3] = 25;
        PacketBytes.FixChecksum(packet.AsSpan(0, 24), at: 10);

        Defect defect = Ipv4Header.Read(packet, out Ipv4Header header, out ReadOnlySpan<byte> payload);

        Assert.Equal(Defect.None, defect);
        Assert.Equal(Plain, header);
        Assert.Equal([0xAB], payload.ToArray());
    }

    [Theory]
    [InlineData(0, 0x65, Defect.Version)]
    [InlineData(0, 0x44, Defect.Length)]
    [InlineData(3, 0x13, Defect.Length)]
    [InlineData(3, 0x1D, Defect.Length)]
    [InlineData(8, 0x01, Defect.Checksum)]
    public void A_contradiction_in_the_header_is_named(int at, byte value, object defect)
    {
        byte[] packet = Packet(Plain, payload: 8);
        packet[at] = value;

        Assert.Equal(defect, Ipv4Header.Read(packet, out _, out _));
    }

    [Fact]
    public void Nineteen_bytes_are_no_packet()
    {
        Assert.Equal(Defect.Truncated, Ipv4Header.Read(Packet(Plain, payload: 0).AsSpan(0, 19), out _, out _));
    }

    [Fact]
    public void A_fragment_that_would_end_beyond_65535_bytes_is_refused()
    {
        byte[] packet = Packet(Plain with { FragmentOffset = 65528 }, payload: 8);

        Assert.Equal(Defect.Length, Ipv4Header.Read(packet, out _, out _));
    }

    [Property]
    public bool Every_single_flipped_bit_of_the_header_is_noticed(uint source, uint destination, ushort identification, NonNegativeInt bit)
    {
        byte[] packet = Packet(new(IpProtocol.Tcp, source, destination) { Identification = identification }, payload: 40);
        PacketBytes.Flip(packet, bit.Get % (Ipv4Header.MinimumSize * 8));

        return Ipv4Header.Read(packet, out _, out _) != Defect.None;
    }

    private static byte[] Packet(Ipv4Header header, int payload)
    {
        var packet = new byte[header.Size + payload];
        header.Write(packet);
        return packet;
    }

    private static Ipv4Header Header(uint source, uint destination, ushort identification, byte[] fields, bool[] flags) =>
        new((IpProtocol)fields.ElementAtOrDefault(0), source, destination)
        {
            Identification = identification,
            TimeToLive = fields.ElementAtOrDefault(1),
            TypeOfService = fields.ElementAtOrDefault(2),
            FragmentOffset = fields.ElementAtOrDefault(3) * 8,
            DontFragment = flags.ElementAtOrDefault(0),
            MoreFragments = flags.ElementAtOrDefault(1),
            RouterAlert = flags.ElementAtOrDefault(2),
        };
}
