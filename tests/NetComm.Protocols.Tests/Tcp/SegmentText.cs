using System.Globalization;
using System.Text.RegularExpressions;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp;

/// <summary>
/// Segments as packetdrill writes them: <c>P. 1:1001(1000) ack 1 win 500 &lt;mss 1000,sackOK,TS 5:3,wscale 7,sack 3:5 8:9&gt;</c>. Flags
/// are S, F, R, P, E (ECE), W (CWR) and a dot for ACK. Whatever is left out of an expected text is not looked at.
/// </summary>
internal static partial class SegmentText
{
    public static string Of(in TcpSegment segment)
    {
        TcpHeader header = segment.Header;
        string flags = string.Concat("SFRPEW".Where(letter => header.Flags.HasFlag(Flag(letter))))
            + (header.Flags.HasFlag(TcpFlags.Ack) ? "." : "");
        string acknowledgment = header.Flags.HasFlag(TcpFlags.Ack) ? $" ack {header.AcknowledgmentNumber}" : "";
        string[] options = [.. Options(header.Options)];
        string list = options.Length == 0 ? "" : $" <{string.Join(',', options)}>";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{flags} {header.SequenceNumber}:{unchecked(header.SequenceNumber + (uint)segment.Length)}({segment.Length}){acknowledgment} win {header.Window}{list}");
    }

    /// <summary>Whether a segment is as expected.</summary>
    public static bool Matches(string expected, in TcpSegment segment)
    {
        Match due = Pattern().Match(expected);
        Match sent = Pattern().Match(Of(segment));
        if (!due.Success) throw new ArgumentException($"'{expected}' is no segment.", nameof(expected));
        return due.Groups.Keys.Where(name => !char.IsDigit(name[0]) && due.Groups[name].Success)
            .All(name => due.Groups[name].Value == sent.Groups[name].Value);
    }

    /// <summary>A segment to be injected; its window is 65,535 where the text does not say.</summary>
    public static (TcpHeader Header, int Length) Read(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success) throw new ArgumentException($"'{text}' is no segment.", nameof(text));

        TcpFlags flags = TcpFlags.None;
        foreach (char letter in match.Groups["flags"].Value) flags |= Flag(letter);
        var header = new TcpHeader(2, 1, Number(match.Groups["seq"], 0), flags)
        {
            AcknowledgmentNumber = Number(match.Groups["ack"], 0),
            Window = (ushort)Number(match.Groups["win"], ushort.MaxValue),
            Options = ReadOptions(match.Groups["options"].Value),
        };
        return (header, (int)Number(match.Groups["length"], 0));
    }

    private static IEnumerable<string> Options(TcpHeaderOptions options)
    {
        if (options.MaximumSegmentSize is { } size) yield return $"mss {size}";
        if (options.SackPermitted) yield return "sackOK";
        if (options.Timestamps is { } timestamps) yield return $"TS {timestamps.Value}:{timestamps.EchoReply}";
        if (options.WindowScale is { } shift) yield return $"wscale {shift}";
        SackBlocks sack = options.Sack;
        if (sack.Count > 0)
            yield return $"sack {string.Join(' ', Enumerable.Range(0, sack.Count).Select(i => $"{sack[i].LeftEdge}:{sack[i].RightEdge}"))}";
    }

    private static TcpHeaderOptions ReadOptions(string text)
    {
        TcpHeaderOptions options = default;
        foreach (string option in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = option.Split(' ');
            options = words[0] switch
            {
                "mss" => options with { MaximumSegmentSize = ushort.Parse(words[1], CultureInfo.InvariantCulture) },
                "sackOK" => options with { SackPermitted = true },
                "TS" => options with { Timestamps = new(Pair(words[1]).LeftEdge, Pair(words[1]).RightEdge) },
                "wscale" => options with { WindowScale = byte.Parse(words[1], CultureInfo.InvariantCulture) },
                "sack" => options with { Sack = new([.. words[1..].Select(Pair)]) },
                _ => throw new ArgumentException($"'{option}' is no option.", nameof(text)),
            };
        }

        return options;
    }

    private static SackBlock Pair(string text)
    {
        string[] numbers = text.Split(':');
        return new(uint.Parse(numbers[0], CultureInfo.InvariantCulture), uint.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    private static uint Number(Group group, uint otherwise) =>
        group.Success ? uint.Parse(group.Value, CultureInfo.InvariantCulture) : otherwise;

    private static TcpFlags Flag(char letter) => letter switch
    {
        'S' => TcpFlags.Syn,
        'F' => TcpFlags.Fin,
        'R' => TcpFlags.Rst,
        'P' => TcpFlags.Psh,
        'E' => TcpFlags.Ece,
        'W' => TcpFlags.Cwr,
        '.' => TcpFlags.Ack,
        _ => throw new ArgumentException($"'{letter}' is no flag.", nameof(letter)),
    };

    [GeneratedRegex(@"^(?<flags>[SFRPEW]*\.?) (?<seq>\d+):(?<end>\d+)\((?<length>\d+)\)( ack (?<ack>\d+))?( win (?<win>\d+))?( <(?<options>[^>]*)>)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
