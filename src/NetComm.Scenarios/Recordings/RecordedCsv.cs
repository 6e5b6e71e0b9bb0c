using System.Globalization;
using System.Text;

namespace NetComm.Scenarios.Recordings;

/// <summary>Recorded packets as CSV: the header <c>time_s,size_bytes</c>, then a line for each packet, by time.</summary>
internal sealed class RecordedCsv : Recording
{
    private const string Header = "time_s,size_bytes";

    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Earlier and later times are no measurement: 10¹² s are 30 000 years.</summary>
    private const decimal LatestTime = 1e12m;

    private readonly RecordedTraffic _packets;

    private RecordedCsv(RecordedTraffic packets) => _packets = packets;

    public override RecordedTraffic Play(string? match) => match is null ? _packets
        : throw new RecordingException("it is CSV, which has one flow only: 'match' picks from a capture");

    /// <summary>Reads a text.</summary>
    /// <exception cref="RecordingException">It is no such text.</exception>
    public static new RecordedCsv Of(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (content.StartsWith(mark)) content = content[mark.Length..];
        int end = content.IndexOf((byte)'\n');
        ReadOnlySpan<byte> header = (end < 0 ? content : content[..end]).TrimEnd((byte)'\r');
        if (!header.SequenceEqual(Encoding.ASCII.GetBytes(Header)))
        {
            throw new RecordingException(
                $"it is neither a capture (pcap, pcapng) nor CSV, whose first line must be '{Header}', but was '{Quoted(header)}'");
        }

        var packets = new List<(Int128 Time, int Bytes)>();
        decimal? first = null;
        decimal before = decimal.MinValue;
        int number = 1;
        ReadOnlySpan<byte> rest = end < 0 ? [] : content[(end + 1)..];
        while (!rest.IsEmpty)
        {
            number++;
            end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).Trim(" \r\t"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.IsEmpty) continue;
            (decimal time, int bytes) = Packet(line, number);
            if (time < before) throw RecordingException.InLine(number, $"times must not go back, but '{Quoted(line)}' is before {before}");
            before = time;
            if (bytes == 0) continue;
            first ??= time;
            if (time - first > (decimal)Longest.TotalSeconds)
                throw RecordingException.InLine(number, "at most 1000 h after the first packet, but was '" + Quoted(line) + "'");
            if (packets.Count == MostPackets) throw RecordingException.InLine(number, $"there are more than {MostPackets} packets");
            packets.Add(((Int128)Math.Round((time - first.Value) * SimDuration.PerSecond, MidpointRounding.AwayFromZero), bytes));
        }

        return packets.Count > 0 ? new(Played(packets)) : throw new RecordingException("it holds no packet with payload");
    }

    private static (decimal Time, int Bytes) Packet(ReadOnlySpan<byte> line, int number)
    {
        int comma = line.IndexOf((byte)',');
        if (comma >= 0
            && decimal.TryParse(line[..comma].Trim(" \t"u8), Decimal, CultureInfo.InvariantCulture, out decimal time)
            && time is > -LatestTime and < LatestTime
            && int.TryParse(line[(comma + 1)..].Trim(" \t"u8), NumberStyles.None, CultureInfo.InvariantCulture, out int bytes))
        {
            return (time, bytes);
        }

        throw RecordingException.InLine(
            number, $"a packet is a time in seconds and a whole number of bytes, such as '0.02,160', but was '{Quoted(line)}'");
    }

    /// <summary>What was found, at most 40 characters of it, and nothing that a terminal obeys.</summary>
    private static string Quoted(ReadOnlySpan<byte> text)
    {
        string shown = Encoding.UTF8.GetString(text.Length > 40 ? text[..40] : text);
        return string.Concat(shown.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) + (text.Length > 40 ? "…" : "");
    }
}
