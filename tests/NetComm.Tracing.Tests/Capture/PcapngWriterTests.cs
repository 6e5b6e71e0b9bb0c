namespace NetComm.Tracing.Tests.Capture;

public sealed class PcapngWriterTests
{
    private const string SectionHeader = "0a0d0d0a" + "1c000000" + "4d3c2b1a" + "0100" + "0000" + "ffffffffffffffff" + "1c000000";

    /// <summary>The interface 'a--b' of Ethernet: 16 B of fixed fields and options of 8, 8 and 4 B, then the length again.</summary>
    private const string Interface =
        "01000000" + "28000000" + "0100" + "0000" + "00000000"
        + "0200" + "0400" + "612d2d62"
        + "0900" + "0100" + "09000000"
        + "00000000" + "28000000";

    [Fact]
    public void A_capture_begins_with_a_section_that_names_no_machine()
    {
        Assert.Equal(SectionHeader, Hex(_ => { }));
    }

    [Fact]
    public void An_interface_has_a_name_and_counts_nanoseconds()
    {
        Assert.Equal(SectionHeader + Interface, Hex(writer => writer.AddInterface("a--b")));
    }

    [Fact]
    public void A_packet_is_padded_to_a_multiple_of_four_bytes()
    {
        string hex =
            Hex(writer => writer.Write(writer.AddInterface("a--b"), 0x1_0000_0002, [0x45, 0x46, 0x47, 0x48, 0x49], 5));

        Assert.Equal(
            SectionHeader + Interface
            + "06000000" + "28000000" + "00000000" + "01000000" + "02000000" + "05000000" + "05000000" + "4546474849000000" + "28000000",
            hex);
    }

    [Fact]
    public void A_packet_that_was_cut_keeps_its_length()
    {
        string hex = Hex(writer => writer.Write(writer.AddInterface("a--b"), 1, [0x45, 0x46, 0x47, 0x48], 1500));

        Assert.EndsWith(
            "06000000" + "24000000" + "00000000" + "00000000" + "01000000" + "04000000" + "dc050000" + "45464748" + "24000000", hex,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_follows_the_packet_as_an_option()
    {
        string hex = Hex(writer => writer.Write(writer.AddInterface("a--b"), 1, [0x45], 1, "ü"));

        Assert.Equal(
            SectionHeader + Interface
            + "06000000" + "30000000" + "00000000" + "00000000" + "01000000" + "01000000" + "01000000" + "45000000"
            + "0100" + "0200" + "c3bc0000" + "00000000" + "30000000",
            hex);
    }

    [Fact]
    public void A_packet_larger_than_the_buffer_is_written_whole()
    {
        using var stream = new MemoryStream();
        var writer = new PcapngWriter(stream);
        writer.AddInterface("a--b");
        long before = stream.Length;

        writer.Write(0, 0, new byte[65535], 65535);

        Assert.Equal(32 + 65536, stream.Length - before);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void An_interface_that_was_not_added_is_refused(int number)
    {
        var writer = new PcapngWriter(Stream.Null);
        writer.AddInterface("a--b");

        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(number, 0, [0x45], 1));
    }

    [Fact]
    public void A_text_too_long_for_an_option_is_refused()
    {
        var writer = new PcapngWriter(Stream.Null);

        Assert.Throws<ArgumentException>(() => writer.AddInterface(new string('a', 65536)));
    }

    [Fact]
    public void Writing_packets_allocates_nothing_in_the_steady_state()
    {
        var writer = new PcapngWriter(Stream.Null);
        var packet = new byte[1500];
        writer.AddInterface("a--b");
        writer.Write(0, 0, packet, packet.Length, "lost");

        long allocated = Allocations.Of(_ =>
        {
            for (uint i = 0u; i < 1000; i++)
                writer.Write(0, i, packet, packet.Length, "lost");
        });

        Assert.Equal(0, allocated);
    }

    [SkippableFact]
    public void Tshark_reads_the_names_the_times_the_comments_and_the_protocols()
    {
        using var capture = CaptureFile.Of(SampleCapture.Write);

        string[] rows = capture.Fields("frame.interface_name", "frame.time_epoch", "frame.comment", "ip.proto");

        Assert.Equal(SampleCapture.ExpectedRows, rows);
    }

    [SkippableFact]
    public void Tshark_finds_nothing_malformed_and_every_checksum_good()
    {
        using var capture = CaptureFile.Of(SampleCapture.Write);

        Assert.Empty(capture.Complaints());
    }

    [SkippableFact]
    public void Tshark_does_complain_about_a_bad_checksum()
    {
        using var capture = CaptureFile.Of(writer => SampleCapture.WriteDamagedUdp(writer));

        Assert.Single(capture.Complaints());
    }

    private static string Hex(Action<PcapngWriter> write)
    {
        using var stream = new MemoryStream();
        write(new PcapngWriter(stream));
        return Convert.ToHexStringLower(stream.ToArray());
    }
}
