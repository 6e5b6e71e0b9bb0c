using System.Globalization;
using NetComm.Tracing;

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
