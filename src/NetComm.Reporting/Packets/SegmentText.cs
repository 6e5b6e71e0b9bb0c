using System.Globalization;

namespace NetComm.Reporting.Packets;

/// <summary>A segment in the words of a textbook, without its payload.</summary>
internal static class SegmentText
{
    private const string Retransmission = " (retransmission)";

    /// <summary>
    /// <c>SYN, ACK</c>, <c>FIN, ACK</c>, <c>ACK 15</c>, <c>seq 1449, 1448 B</c>; the size stands last, where the diagram can leave it out.
    /// </summary>
    public static string Of(ConnectionIndex.Numbered numbered)
    {
        TracedSegment segment = numbered.Segment;
        string again = segment.IsAgain ? Retransmission : "";
        if (segment.IsReset) return segment.IsAck ? "RST, ACK" : "RST";
        if (segment.IsSyn) return $"SYN{(segment.IsAck ? ", ACK" : "")}{again}";
        string sequence = string.Create(CultureInfo.InvariantCulture, $"seq {numbered.First}");
        string size = string.Create(CultureInfo.InvariantCulture, $", {segment.Payload} B");
        if (segment.IsFin) return segment.Payload == 0 ? $"FIN, ACK{again}" : $"{sequence}, FIN{again}{size}";
        if (segment.Payload > 0) return $"{sequence}{again}{size}";
        string window = segment.Window == 0 ? ", window 0" : "";
        return string.Create(CultureInfo.InvariantCulture, $"ACK {numbered.Expected}{window}");
    }

    /// <summary>What is said besides a payload that is itself shown.</summary>
    public static string Besides(ConnectionIndex.Numbered numbered) =>
        $"{(numbered.Segment.IsFin ? ", FIN" : "")}{(numbered.Segment.IsAgain ? Retransmission : "")}";
}

/// <summary>The numbers of a segment that is nothing but data or an acknowledgment.</summary>
/// <param name="First">Of data its first byte, of an acknowledgment the number that it expects.</param>
/// <param name="End">Of data the byte behind its last, of an acknowledgment the same.</param>
internal sealed record SegmentNumbers(ConnectionIndex.Side Side, long First, long End, bool IsAck)
{
    /// <summary>Null of what opens, ends or resets a connection, or is sent again.</summary>
    public static SegmentNumbers? Of(ConnectionIndex.Numbered numbered) => numbered.Segment switch
    {
        { IsSyn: true } or { IsFin: true } or { IsReset: true } or { IsAgain: true } => null,
        { Payload: > 0 and var bytes } => new(numbered.Side, numbered.First, numbered.First + bytes, IsAck: false),
        _ => numbered.Expected is { } expected ? new(numbered.Side, expected, expected, IsAck: true) : null,
    };
}
