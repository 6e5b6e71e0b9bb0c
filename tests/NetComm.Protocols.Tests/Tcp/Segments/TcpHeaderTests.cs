using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp.Segments;

public sealed class TcpHeaderTests
{
    private const uint Alice = 0x0A000001;
    private const uint Bob = 0x0A000002;

    private static readonly TcpHeader Data = new(1000, 80, 0x11223344, TcpFlags.Ack | TcpFlags.Psh)
    {
        AcknowledgmentNumber = 0x55667788,
        Window = 0x1000,
    };

    [Fact]
    public void A_data_segment_has_a_header_of_twenty_bytes()
    {
        byte[] segment = Segment(Data, "hi"u8);

        // pseudo header 0a00+0001+0a00+0002+0006+0016 = 141f; header and payload 03e8+0050+1122+3344+5566+7788+5018+1000+6869 = 1de0d
        // 141f + 1de0d = 1f22c; f22c + 1 = f22d; complement 0dd2
        Assert.Equal(
            "03e8" + "0050" + "11223344" + "55667788" + "50" + "18" + "1000" + "0dd2" + "0000" + "6869",
            Convert.ToHexStringLower(segment));
    }

    [Property]
    public bool What_is_written_is_read_again(ushort[] halves, uint[] words, byte flags, OptionsChoice choice, byte[] payload)
    {
        var header = new TcpHeader(halves.ElementAtOrDefault(0), halves.ElementAtOrDefault(1), words.ElementAtOrDefault(0), (TcpFlags)flags)
        {
            AcknowledgmentNumber = words.ElementAtOrDefault(1),
            Window = halves.ElementAtOrDefault(2),
            UrgentPointer = halves.ElementAtOrDefault(3),
            Options = choice.Options,
        };

        return TcpHeader.Read(Segment(header, payload), Alice, Bob, out TcpHeader read, out ReadOnlySpan<byte> rest) == Defect.None
            && read == header && rest.SequenceEqual(payload);
    }

    [Property]
    public bool Every_single_flipped_bit_is_noticed(uint sequence, byte[] payload, NonNegativeInt bit)
    {
        byte[] segment = Segment(Data with { SequenceNumber = sequence }, payload);
        PacketBytes.Flip(segment, bit.Get % (segment.Length * 8));

        return TcpHeader.Read(segment, Alice, Bob, out _, out _) != Defect.None;
    }

    [Fact]
    public void The_wrong_receiver_notices_it()
    {
        Assert.Equal(Defect.Checksum, TcpHeader.Read(Segment(Data, "hi"u8), Alice, Bob + 1, out _, out _));
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x60)]
    public void A_data_offset_inside_the_header_or_beyond_the_bytes_is_refused(byte offset)
    {
        byte[] segment = Segment(Data, "hi"u8);
        segment[12] = offset;

        Assert.Equal(Defect.Length, TcpHeader.Read(segment, Alice, Bob, out _, out _));
    }

    [Fact]
    public void Nineteen_bytes_are_no_segment()
    {
        Assert.Equal(Defect.Truncated, TcpHeader.Read(new byte[19], Alice, Bob, out _, out _));
    }

    /// <summary>Any set of options that fits into 40 bytes, made from random choices.</summary>
    public sealed record OptionsChoice(ushort? Size, byte? Shift, bool SackPermitted, bool HasTimestamps, uint Clock, byte Blocks)
    {
        internal TcpHeaderOptions Options => new()
        {
            MaximumSegmentSize = Size,
            WindowScale = (byte?)(Shift % 15),
            SackPermitted = SackPermitted,
            Timestamps = HasTimestamps ? new(Clock, ~Clock) : null,
            Sack = new([.. Enumerable.Range(0, Blocks % (Room + 1)).Select(i => new SackBlock(Clock + (uint)i, Clock + (uint)i + 1))]),
        };

        /// <summary>How many blocks of 8 B fit after the others and the 4 B that begin them.</summary>
        private int Room
        {
            get
            {
                TcpTimestamps? timestamps = HasTimestamps ? default(TcpTimestamps) : (TcpTimestamps?)null;
                var others = new TcpHeaderOptions
                {
                    MaximumSegmentSize = Size,
                    WindowScale = Shift,
                    SackPermitted = SackPermitted,
                    Timestamps = timestamps,
                };
                return Math.Min(SackBlocks.Maximum, (40 - 4 - others.Size) / 8);
            }
        }
    }

    private static byte[] Segment(TcpHeader header, ReadOnlySpan<byte> payload)
    {
        var segment = new byte[header.Size + payload.Length];
        payload.CopyTo(segment.AsSpan(header.Size));
        header.Write(segment, Alice, Bob);
        return segment;
    }
}
