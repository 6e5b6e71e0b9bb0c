using static NetComm.TestSupport.CaptureBuilder;

namespace NetComm.Scenarios.Tests.Recordings;

public sealed class PcapTests
{
    private const int RawIp = 101;

    [Theory]
    [InlineData(false, false, "1.5 µs")]
    [InlineData(true, false, "1.5 µs")]
    [InlineData(false, true, "1.5 µs")]
    [InlineData(true, true, "1.5 µs")]
    public void Both_byte_orders_and_resolutions_are_read(bool isBig, bool nanoseconds, string last)
    {
        uint unit = nanoseconds ? 1000u : 1;
        CaptureBuilder capture = new CaptureBuilder(isBig).Pcap(RawIp, nanoseconds)
            .Record(1_700_000_000, 999_999 * unit, Udp(160)).Record(1_700_000_001, nanoseconds ? 500u : 0, Udp(170));

        string[] played = Played.Of(capture.Bytes);

        Assert.Equal(["0 µs: 160 B", $"{(nanoseconds ? last : "1 µs")}: 170 B"], played);
    }

    public static TheoryData<int, string> Frames => new()
    {
        { 1, Convert.ToHexString(Ethernet(Udp(160))) },
        { 1, Convert.ToHexString(Ethernet(Udp(160), tags: 2)) },
        { 12, Convert.ToHexString(Udp(160)) },
        { 101, Convert.ToHexString(Udp(160)) },
        { 228, Convert.ToHexString(Udp(160)) },
        { 101, Convert.ToHexString(UdpV6(160)) },
        { 113, Convert.ToHexString(Cooked(Udp(160), version: 1)) },
        { 276, Convert.ToHexString(Cooked(Udp(160), version: 2)) },
        { 0, Convert.ToHexString([2, 0, 0, 0, .. Udp(160)]) },
        { 108, Convert.ToHexString([0, 0, 0, 2, .. Udp(160)]) },
        { 1 | (4 << 28) | (1 << 26), Convert.ToHexString([.. Ethernet(Udp(160)), 1, 2, 3, 4]) },
    };

    [Theory, MemberData(nameof(Frames))]
    public void The_packet_is_found_in_frames_of_each_link_type(int link, string frame)
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(link).Record(5, 0, Convert.FromHexString(frame));

        Assert.Equal(["0 µs: 160 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void A_packet_that_was_cut_has_the_size_that_its_headers_tell()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp).Record(0, 0, Udp(1400), keep: 28).Record(0, 7, Tcp(1, 1300), keep: 34);

        Assert.Equal(["0 µs: 1400 B"], Played.Of(capture.Bytes));
        Assert.Equal(["0 µs: 1300 B"], Played.Of(capture.Bytes, "tcp 10.0.0.1:5000 > 10.0.0.2:6000"));
    }

    [Fact]
    public void Packets_without_payload_fragments_behind_the_first_and_other_protocols_are_left_out()
    {
        byte[] first = [.. new byte[4], 5, 8 + 220, 0, 0, .. new byte[192]];
        (first[0], first[1], first[2], first[3], first[4], first[5]) = (19, 136, 23, 112, 0, 228);
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp)
            .Record(0, 0, Udp(0)).Record(0, 5, V4(17, first, fragment: 0x2000)).Record(0, 6, V4(17, new byte[28], fragment: 25))
            .Record(0, 7, V4(1, new byte[28])).Record(0, 9, Udp(30));

        Assert.Equal(["0 µs: 220 B", "4 µs: 30 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void The_direction_with_most_payload_is_played_unless_another_is_named()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp)
            .Record(1, 0, Udp(50)).Record(1, 10, Udp(300, reverse: true, fromPort: 6000, toPort: 5000)).Record(1, 30, Udp(60))
            .Record(1, 50, Tcp(9, 20)).Record(1, 70, Udp(10, reverse: true, fromPort: 6000, toPort: 5000));

        Assert.Equal(["0 µs: 300 B", "60 µs: 10 B"], Played.Of(capture.Bytes));
        Assert.Equal(["0 µs: 50 B", "30 µs: 60 B"], Played.Of(capture.Bytes, "udp 10.0.0.1:5000 > 10.0.0.2:6000"));
        Assert.Equal(["0 µs: 20 B"], Played.Of(capture.Bytes, " tcp 10.0.0.1:5000>10.0.0.2:6000"));
    }

    [Fact]
    public void A_direction_of_ipv6_is_named_with_brackets()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp).Record(1, 0, UdpV6(50)).Record(1, 10, Udp(300));

        Assert.Equal(["0 µs: 50 B"], Played.Of(capture.Bytes, "udp [::1]:5000 > [::1]:6000"));
    }

    [Fact]
    public void Who_does_not_match_is_told_who_there_is()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp).Record(1, 0, UdpV6(50)).Record(1, 10, Udp(300));

        string refusal = Played.Refusal(capture.Bytes, "udp 10.0.0.1:5000 > 10.0.0.2:6001");

        Assert.Equal("no packet matches 'udp 10.0.0.1:5000 > 10.0.0.2:6001': most payload has "
            + "'udp 10.0.0.1:5000 > 10.0.0.2:6000', 'udp [::1]:5000 > [::1]:6000'", refusal);
    }

    [Theory]
    [InlineData("10.0.0.1:5000 > 10.0.0.2:6000")]
    [InlineData("udp 10.0.0.1 > 10.0.0.2")]
    [InlineData("udp 10.0.0.1:5000 < 10.0.0.2:6000")]
    [InlineData("udp 10.0.0.1:70000 > 10.0.0.2:6000")]
    [InlineData("udp 10.1:5000 > 10.0.0.2:6000")]
    [InlineData("udp [10.0.0.1]:5000 > 10.0.0.2:6000")]
    public void A_direction_is_written_in_one_way(string match)
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp).Record(1, 0, Udp(300));

        Assert.StartsWith("'match' is written", Played.Refusal(capture.Bytes, match), StringComparison.Ordinal);
    }

    // 1: 100 B. Sent again, and 50 new bytes behind. A hole of 100 B, then what was in it. A keep-alive. A new connection.
    [Fact]
    public void Each_byte_of_a_tcp_stream_counts_once_when_it_is_first_seen()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp).Record(0, 0, Tcp(4294967290, 0, syn: true))
            .Record(0, 1, Tcp(4294967291, 100)).Record(0, 2, Tcp(4294967291, 100)).Record(0, 3, Tcp(45, 100))
            .Record(0, 4, Tcp(245, 10)).Record(0, 5, Tcp(145, 100)).Record(0, 6, Tcp(254, 1))
            .Record(0, 7, Tcp(100, 0, syn: true)).Record(0, 8, Tcp(101, 30)).Record(0, 9, Tcp(100, 0, syn: true));

        Assert.Equal(["0 µs: 100 B", "2 µs: 50 B", "3 µs: 10 B", "4 µs: 100 B", "7 µs: 30 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void Packets_play_in_the_order_of_their_times()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(RawIp).Record(2, 0, Udp(20)).Record(1, 999_990, Udp(10));

        Assert.Equal(["0 µs: 10 B", "10 µs: 20 B"], Played.Of(capture.Bytes));
    }

    [Fact]
    public void What_is_broken_is_told_with_its_place()
    {
        byte[] good = new CaptureBuilder().Pcap(RawIp).Record(1, 0, Udp(10)).Bytes;
        byte[] tooLong = [.. good];
        tooLong[24 + 8] = 39;
        byte[] noFraction = new CaptureBuilder().Pcap(RawIp).Record(1, 1_000_000, Udp(10)).Bytes;
        byte[] version = [.. good];
        version[4] = 3;

        Assert.Equal("at byte 20: the file ends in its header, which has 24 bytes", Played.Refusal(good[..20]));
        Assert.Equal("at byte 24: a record of 16 bytes was expected, but 15 are left", Played.Refusal(good[..39]));
        Assert.Equal("at byte 32: the packet has 38 bytes, but 37 are left in the file", Played.Refusal(good[..^1]));
        Assert.Equal("at byte 32: the packet has 39 bytes, but 38 are left in the file", Played.Refusal(tooLong));
        Assert.Equal("at byte 28: a fraction of a second below 1000000 was expected, but was 1000000", Played.Refusal(noFraction));
        Assert.Equal("at byte 4: version 2 was expected, but was 3", Played.Refusal(version));
    }

    [Fact]
    public void A_capture_with_nothing_to_play_says_why()
    {
        byte[] none = new CaptureBuilder().Pcap(RawIp).Bytes;
        byte[] cut = new CaptureBuilder().Pcap(RawIp).Record(1, 0, Udp(10), keep: 24).Bytes;
        byte[] radio = new CaptureBuilder().Pcap(127).Record(1, 0, Udp(10)).Bytes;

        Assert.Equal("it holds no packet with payload over UDP or TCP", Played.Refusal(none));
        Assert.EndsWith(": 1 packets are cut in their headers (capture with a longer snaplen)", Played.Refusal(cut), StringComparison.Ordinal);
        Assert.Contains(": its link type is 127, and read are Ethernet (1)", Played.Refusal(radio), StringComparison.Ordinal);
        Assert.StartsWith("the file is compressed", Played.Refusal([0x1F, 0x8B, 8, 0]), StringComparison.Ordinal);
    }
}
