using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>The receive sequence variables (RFC 9293 §3.3.1). The peer's SYN is position 0, so the first byte is position 1.</summary>
public sealed class ReceiveWindowTests
{
    private const int SegmentSize = 100;

    [Fact]
    public void Before_the_peers_syn_its_syn_is_expected()
    {
        var window = new ReceiveWindow(1000, carriesBytes: false);
        Assert.Equal(0, window.NextSequence);

        window.SynArrived(initialSequenceNumber: 500, scale: 0);

        Assert.Equal(1, window.NextSequence);
        Assert.Equal(1, window.PositionOf(new TcpHeader(1, 2, 501, TcpFlags.Ack)));
    }

    // RFC 9293 §3.10.7.4, table 6, with RCV.NXT = 1: by position and length of the segment, and size of the window.
    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(0, 2, 0, false)]
    [InlineData(200, 0, 0, false)]
    [InlineData(200, 1, 0, true)]
    [InlineData(200, 201, 0, true)] // at the right edge
    [InlineData(200, 202, 0, false)]
    [InlineData(0, 1, 10, false)]
    [InlineData(0, 2, 10, false)]
    [InlineData(200, -9, 10, false)] // ends just before the window
    [InlineData(200, -8, 10, true)] // its last byte is in the window
    [InlineData(200, 1, 300, true)]
    [InlineData(200, 200, 10, true)] // its first byte is
    [InlineData(200, 201, 10, false)]
    [InlineData(200, -8, 300, true)] // begins before it and ends beyond it
    public void A_segment_is_acceptable_if_some_of_it_lies_in_the_window(int size, long start, int span, bool acceptable)
    {
        ReceiveWindow window = Advertising(size);

        Assert.Equal(acceptable, window.IsAcceptable(start, span));
    }

    [Fact]
    public void Bytes_in_order_can_be_read_and_make_the_window_smaller()
    {
        ReceiveWindow window = Advertising(1000);

        Assert.Equal(100, window.Accept(1, 100, default, out _));

        Assert.Equal((101, 100, 900), (window.NextSequence, window.Available, window.Size));
    }

    [Fact]
    public void Bytes_beyond_a_gap_wait_for_it_to_be_filled()
    {
        ReceiveWindow window = Advertising(1000);

        Assert.Equal(0, window.Accept(101, 100, default, out bool first));
        Assert.Equal((1, 0, 1), (window.NextSequence, window.Available, window.BlocksToReport));
        Assert.Equal(200, window.Accept(1, 100, default, out bool second));

        Assert.Equal((201, 200, 0), (window.NextSequence, window.Available, window.BlocksToReport));
        Assert.True(first && second); // RFC 5681 §4.2: a gap, and what fills it, are acknowledged at once
    }

    [Fact]
    public void Bytes_beyond_the_right_edge_are_cut_off()
    {
        ReceiveWindow window = Advertising(150);

        Assert.Equal(150, window.Accept(1, 200, default, out _));

        Assert.Equal(0, window.Size);
    }

    [Fact]
    public void Bytes_that_are_known_do_no_harm()
    {
        var window = new ReceiveWindow(1000, carriesBytes: true);
        Open(window, 1000);
        window.Accept(1, 3, "abc"u8, out _);

        Assert.Equal(2, window.Accept(2, 4, "bcde"u8, out _));

        byte[] read = new byte[10];
        Assert.Equal("abcde"u8, read.AsSpan(0, window.Read(read)));
    }

    [Fact]
    public void Blocks_report_the_newest_range_first()
    {
        ReceiveWindow window = Advertising(1000);
        window.Accept(101, 100, default, out _);
        window.Accept(301, 100, default, out _);

        SackBlocks blocks = window.ReportBlocks(limit: 3);

        Assert.Equal([new SackBlock(301, 401), new SackBlock(101, 201)], [blocks[0], blocks[1]]);
        Assert.Equal(1, window.ReportBlocks(limit: 1).Count);
    }

    [Fact]
    public void An_early_fin_counts_once_all_before_it_has_come()
    {
        ReceiveWindow window = Advertising(1000);
        window.NoteFin(101);
        Assert.False(window.TryReceiveFin());

        window.Accept(1, 100, default, out _);
        Assert.True(window.TryReceiveFin());

        Assert.Equal((102, true), (window.NextSequence, window.HasFin));
        Assert.False(window.TryReceiveFin());
    }

    [Fact]
    public void A_fin_beyond_the_window_is_not_taken()
    {
        ReceiveWindow window = Advertising(100);
        window.Accept(1, 100, default, out _);

        window.NoteFin(101);

        Assert.False(window.TryReceiveFin());
    }

    // A buffer of 1000 B is full. Silly windows are not offered (RFC 9293 §3.8.6.2.2): it opens by a segment of 100 B at least.
    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 100)]
    [InlineData(400, 400)]
    public void The_window_opens_by_a_segment_at_least(long read, int advertised)
    {
        ReceiveWindow window = Advertising(1000);
        window.Accept(1, 1000, default, out _);

        window.Skip(read);

        Assert.Equal(advertised, window.Advertise(SegmentSize));
    }

    [Fact]
    public void A_small_buffer_opens_by_half_of_it()
    {
        ReceiveWindow window = Advertising(120);
        window.Accept(1, 120, default, out _);

        window.Skip(59);
        Assert.Equal(0, window.Advertise(SegmentSize));
        window.Skip(1);
        Assert.Equal(60, window.Advertise(SegmentSize));
    }

    [Fact]
    public void The_right_edge_never_moves_back()
    {
        ReceiveWindow window = Advertising(1000);

        window.Accept(1, 300, default, out _);

        Assert.Equal(700, window.Advertise(SegmentSize));
        Assert.Equal(301, window.LastAcknowledged);
    }

    [Theory]
    [InlineData(65_535, 0)]
    [InlineData(65_536, 1)]
    [InlineData(1 << 20, 5)] // 2²⁰ / 2⁵ = 32,768
    [InlineData(1L << 40, 14)] // RFC 7323 §2.3: no larger shift
    public void The_scale_is_the_smallest_by_which_the_buffer_fits_16_bits(long capacity, int scale)
    {
        Assert.Equal(scale, ReceiveWindow.ScaleFor(capacity));
    }

    [Fact]
    public void A_scaled_window_is_rounded_down()
    {
        var window = new ReceiveWindow(1 << 20, carriesBytes: false);
        window.SynArrived(0, scale: 5);
        Assert.Equal(32_768, window.Advertise(SegmentSize));

        window.Accept(1, 10, default, out _);

        Assert.Equal(32_767, window.Advertise(SegmentSize)); // (2²⁰ - 10) / 2⁵ = 32,767.7
    }

    [Fact]
    public void The_window_of_a_syn_is_not_scaled()
    {
        var window = new ReceiveWindow(1 << 20, carriesBytes: false);
        window.SynArrived(0, scale: 5);

        Assert.Equal(65_535, window.AdvertiseInSyn());
    }

    // The peer knows of 200 B of 1000 B: it is told without being asked once it knows of less than half of the room.
    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    public void A_read_that_doubles_the_room_is_worth_an_acknowledgement(long read, bool worth)
    {
        ReceiveWindow window = Advertising(1000);
        window.Accept(1, 800, default, out _);

        window.Skip(read);

        Assert.Equal(worth, window.IsWorthAdvertising(SegmentSize));
    }

    /// <summary>A window whose buffer has this size and is advertised in full.</summary>
    private static ReceiveWindow Advertising(int size)
    {
        var window = new ReceiveWindow(size, carriesBytes: false);
        Open(window, size);
        return window;
    }

    private static void Open(ReceiveWindow window, int size)
    {
        window.SynArrived(initialSequenceNumber: 0, scale: 0);
        Assert.Equal(size, window.Advertise(SegmentSize));
    }
}
