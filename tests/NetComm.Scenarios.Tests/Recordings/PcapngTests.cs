using static NetComm.TestSupport.CaptureBuilder;

namespace NetComm.Scenarios.Tests.Recordings;

public sealed class PcapngTests
{
    private const int RawIp = 101;

    private const int OnEthernet = 1;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Interfaces_have_resolutions_and_link_types_of_their_own(bool isBig)
    {
        const string other = "udp 10.0.0.1:7 > 10.0.0.2:8";
        CaptureBuilder capture = new CaptureBuilder(isBig).Section().Interface(OnEthernet).Interface(RawIp, resolution: 9)
            .Packet(0, 5_000_000, Ethernet(Udp(100))).Packet(1, 5_000_000_000, Udp(30, 7, 8))
            .Packet(0, 5_000_020, Ethernet(Udp(200))).Packet(1, 5_000_000_500, Udp(40, 7, 8));

        Assert.Equal(["0 µs: 100 B", "20 µs: 200 B"], Played.Of(capture.Bytes));
        Assert.Equal(["0 µs: 30 B", "0.5 µs: 40 B"], Played.Of(capture.Bytes, other));
    }

    // 2⁻¹⁰ s are 976.5625 µs, 10⁻¹⁵ s a thousandth of a picosecond.
    [Theory]
    [InlineData(0, 1, "1000000 µs")]
    [InlineData(3, 2, "2000 µs")]
    [InlineData(12, 7_000_000, "7 µs")]
    [InlineData(15, 3_000_000_000, "3 µs")]
    [InlineData(0x80 | 10, 1, "976.5625 µs")]
    public void Times_are_counted_in_the_units_of_their_interface(byte resolution, ulong units, string after)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Interface(RawIp, resolution, offset: 1_700_000_000)
            .Packet(0, 0, Udp(100)).Packet(0, units, Udp(200));

        Assert.Equal(["0 µs: 100 B", $"{after}: 200 B"], Played.Of(capture.Bytes));
    }

    [Theory]
    [InlineData(0x7F)]
    [InlineData(0xFF)]
    public void Units_below_a_picosecond_are_no_time(byte resolution)
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Interface(RawIp, resolution)
            .Packet(0, 0, Udp(100)).Packet(0, ulong.MaxValue, Udp(200));

        Assert.Equal(["0 µs: 100 B", "0 µs: 200 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void A_section_begins_anew_in_its_own_byte_order()
    {
        byte[] little = new CaptureBuilder().Section().Interface(RawIp).Packet(0, 1_000_000, Udp(100)).Bytes;
        byte[] big = new CaptureBuilder(isBig: true).Section().Interface(RawIp, offset: 2).Packet(0, 500_000, Udp(700)).Bytes;

        Assert.Equal(["0 µs: 700 B"], Played.Of([.. little, .. big]));
    }

    [Fact]
    public void What_several_interfaces_saw_is_played_once()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Interface(OnEthernet).Interface(OnEthernet);
        for (uint i = 0; i < 3; i++) capture.Packet(0, 20 * i, Ethernet(Udp(100))).Packet(1, (20 * i) + 7, Ethernet(Udp(100)));

        Assert.Equal(["0 µs: 100 B", "20 µs: 100 B", "40 µs: 100 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void Blocks_of_other_kinds_are_passed_over_and_old_packets_read()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Interface(RawIp).Block(5, block => block.Word(0).Word(0).Word(1))
            .Block(0x0BAD, block => block.Raw(new byte[8])).Packet(0, 3, Udp(100), keep: 28)
            .Block(2, block => block.Short(0).Short(0).Word(0).Word(9).Word(228).Word(228).Raw(Udp(200)));

        Assert.Equal(["0 µs: 100 B", "6 µs: 200 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void What_is_broken_is_told_with_its_place()
    {
        byte[] section = new CaptureBuilder().Section().Bytes;
        int start = section.Length;
        byte[] good = [.. section, .. new CaptureBuilder().Interface(RawIp).Bytes];
        byte[] order = [.. section];
        order[8] = 0;
        byte[] odd = [.. good];
        odd[start + 4] = 30;
        byte[] huge = [.. good];
        huge[start + 7] = 0x7F;
        byte[] unequal = [.. good];
        unequal[^4] = 99;
        byte[] option = [.. good];
        option[start + 18] = 200;

        Assert.StartsWith("at byte 8: the byte order 0x1A2B3C4D was expected, but was 0x", Played.Refusal(order), StringComparison.Ordinal);
        Assert.Equal($"at byte {start}: a block of 12 bytes or more was expected, but 7 are left", Played.Refusal(good[..(start + 7)]));
        Assert.Equal(
            $"at byte {start + 4}: a block's length of 12 or more, in steps of 4, was expected, but was 30", Played.Refusal(odd));
        Assert.Equal($"at byte {start + 4}: the block has 2130706464 bytes, but 32 are left in the file", Played.Refusal(huge));
        Assert.Equal($"at byte {good.Length - 4}: the block's length 32 was expected again, but was 99", Played.Refusal(unequal));
        Assert.Equal($"at byte {start + 18}: the option has 200 bytes, but 8 are left in its block", Played.Refusal(option));
        Assert.Equal($"at byte {start + 8}: a packet of one of the section's 0 interfaces was expected, but was of number 0",
            Played.Refusal(new CaptureBuilder().Section().Packet(0, 0, Udp(1)).Bytes));
        Assert.Equal($"at byte {start}: packets with times were expected, but a simple packet block has none",
            Played.Refusal(new CaptureBuilder().Section().Block(3, block => block.Word(0)).Bytes));
        Assert.Equal($"at byte {start + 4}: a block of this kind has 32 bytes or more, but was 16",
            Played.Refusal(new CaptureBuilder().Section().Block(6, block => block.Word(0)).Bytes));
    }
}
