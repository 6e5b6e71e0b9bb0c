using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp.Segments;

public sealed class TcpHeaderOptionsTests
{
    [Fact]
    public void No_options_take_no_bytes()
    {
        Assert.Equal("", Hex(default));
    }

    [Fact]
    public void A_connection_request_offers_size_scale_sack_and_timestamps()
    {
        var options = new TcpHeaderOptions { MaximumSegmentSize = 1460, WindowScale = 7, SackPermitted = true, Timestamps = new(1, 0) };

        Assert.Equal("020405b4" + "01030307" + "0402" + "080a" + "00000001" + "00000000", Hex(options));
    }

    [Fact]
    public void An_option_that_stands_alone_is_aligned_to_four_bytes()
    {
        Assert.Equal("01010402", Hex(new() { SackPermitted = true }));
        Assert.Equal("0101080a" + "00000001" + "00000002", Hex(new() { Timestamps = new(1, 2) }));
    }

    [Fact]
    public void Blocks_of_bytes_received_out_of_order_follow_each_other()
    {
        var options = new TcpHeaderOptions { Sack = new(new SackBlock(100, 200), new SackBlock(300, 400)) };

        Assert.Equal("01010512" + "00000064" + "000000c8" + "0000012c" + "00000190", Hex(options));
    }

    [Fact]
    public void Three_blocks_fit_beside_timestamps_and_four_do_not()
    {
        var blocks = new SackBlock[4];

        Assert.Equal(40, new TcpHeaderOptions { Timestamps = new(1, 2), Sack = new(blocks.AsSpan(1)) }.Size);
        Assert.Throws<InvalidOperationException>(() => new TcpHeaderOptions { Timestamps = new(1, 2), Sack = new(blocks) }.Size);
    }

    [Fact]
    public void Five_blocks_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SackBlocks(new SackBlock[5]));
    }

    [Fact]
    public void A_block_that_is_not_there_cannot_be_asked_for()
    {
        var blocks = new SackBlocks(new SackBlock(1, 2));

        Assert.Equal(new SackBlock(1, 2), blocks[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => blocks[1]);
    }

    [Fact]
    public void Unknown_options_are_skipped_and_nothing_is_read_after_the_end()
    {
        byte[] bytes = Convert.FromHexString("fe04abcd" + "030302" + "00" + "020405b4");

        Defect defect = TcpHeaderOptions.Read(bytes, out TcpHeaderOptions options);

        Assert.Equal(Defect.None, defect);
        Assert.Equal(new() { WindowScale = 2 }, options);
    }

    [Fact]
    public void A_shift_above_14_counts_as_14()
    {
        _ = TcpHeaderOptions.Read(Convert.FromHexString("03030f00"), out TcpHeaderOptions options);

        Assert.Equal((byte?)14, options.WindowScale);
    }

    [Theory]
    [InlineData("02")] // no length
    [InlineData("0200")] // a length that would never end
    [InlineData("020405")] // runs out of the header
    [InlineData("0203ff00")] // a segment size of one byte
    [InlineData("03020000")]
    [InlineData("0403ff00")]
    [InlineData("05020000")] // no block at all
    [InlineData("050600000001")] // half a block
    [InlineData("080600000001")]
    public void A_length_that_its_kind_does_not_have_is_refused(string hex)
    {
        Assert.Equal(Defect.Option, TcpHeaderOptions.Read(Convert.FromHexString(hex), out _));
    }

    private static string Hex(TcpHeaderOptions options)
    {
        var bytes = new byte[options.Size];
        options.Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
