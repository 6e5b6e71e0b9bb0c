using System.Buffers.Binary;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Tracing;

/// <summary>What a SegmentSent event tells of a TCP segment (RFC 9293, 3.1).</summary>
/// <param name="Sequence">The number of its first byte, as it stands in the header.</param>
/// <param name="Acknowledgment">The next byte that its sender expects; has a meaning only with ACK.</param>
/// <param name="Window">As it stands in the header, before it is scaled.</param>
/// <param name="WindowShift">Of a SYN: by how many bits later windows are to be shifted (RFC 7323, 2.2); 0 without the option.</param>
/// <param name="Payload">Bytes of payload.</param>
/// <param name="IsAgain">Whether it is a retransmission.</param>
public readonly record struct TracedSegment(uint Sequence, uint Acknowledgment, int Window, int WindowShift, int Payload, bool IsAgain)
{
    private TcpFlags Flags { get; init; }

    private SackBlocks Sack { get; init; }

    /// <summary>It opens a connection.</summary>
    public bool IsSyn => (Flags & TcpFlags.Syn) != 0;

    /// <summary>It acknowledges.</summary>
    public bool IsAck => (Flags & TcpFlags.Ack) != 0;

    /// <summary>It ends what its sender says.</summary>
    public bool IsFin => (Flags & TcpFlags.Fin) != 0;

    /// <summary>It ends the connection at once.</summary>
    public bool IsReset => (Flags & TcpFlags.Rst) != 0;

    /// <summary>How many sequence numbers it takes: SEG.LEN (RFC 9293, 3.3.1), in which SYN and FIN count.</summary>
    public int SequenceLength => Payload + (IsSyn ? 1 : 0) + (IsFin ? 1 : 0);

    /// <summary>How many blocks it tells of that came beyond a gap (RFC 2018).</summary>
    public int SackCount => Sack.Count;

    /// <summary>One of them: from its first sequence number to the one behind its last.</summary>
    public (uint Start, uint End) Sacked(int block) => (Sack[block].LeftEdge, Sack[block].RightEdge);

    /// <summary>Reads the event at an index of a block, and the header behind it.</summary>
    public static TracedSegment Read(ReadOnlySpan<TraceEvent> slots, int index)
    {
        var sent = new SegmentSent(slots[index]);
        ReadOnlySpan<byte> header = TraceBytes.Behind(slots, index);
        var flags = (TcpFlags)header[13];
        if (TcpHeaderOptions.Read(header[TcpHeader.MinimumSize..], out TcpHeaderOptions options) != Defect.None) options = default;
        return new TracedSegment(
            BinaryPrimitives.ReadUInt32BigEndian(header[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(header[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(header[14..]),
            (flags & TcpFlags.Syn) != 0 ? options.WindowScale ?? 0 : 0,
            sent.Payload,
            sent.IsAgain)
        { Flags = flags, Sack = options.Sack };
    }
}
