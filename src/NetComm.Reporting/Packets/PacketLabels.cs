using System.Globalization;
using System.Text;

namespace NetComm.Reporting.Packets;

/// <summary>What packets are, in a few words, from the events that tell of their sending.</summary>
internal sealed class PacketLabels(TraceHeader header)
{
    private const int LongestPayload = 26;

    private readonly Dictionary<ConversationId, string> _owners = [];
    private readonly Dictionary<long, (string Label, string Owner)> _packets = [];
    private readonly Dictionary<long, string> _besidesPayload = [];
    private readonly Dictionary<long, SegmentNumbers> _segments = [];
    private readonly ConnectionIndex _connections = new();

    public int Count => _packets.Count;

    public (string Label, string Owner) Of(long packet, int bytes) =>
        _packets.TryGetValue(packet, out (string Label, string Owner) known)
            ? known : (string.Create(CultureInfo.InvariantCulture, $"{bytes} B"), "");

    /// <summary>The numbers of a TCP segment that is nothing but data or an acknowledgment; null of all others.</summary>
    public SegmentNumbers? SegmentOf(long packet) => _segments.GetValueOrDefault(packet);

    /// <summary>Takes an event; those that do not tell what a packet is are passed over.</summary>
    public void Take(ReadOnlySpan<TraceEvent> slots, int index)
    {
        ref readonly TraceEvent happened = ref slots[index];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                _connections.Open(slots, index);
                var opened = new ConversationOpened(happened);
                _owners[opened.Conversation] = header.NameOf(opened.Owner);
                break;
            case TraceEventKind.PacketSent:
                var sent = new PacketSent(happened);
                string owner = _owners.GetValueOrDefault(sent.Conversation, "");
                string answer = sent.IsAnswer ? " answer" : "";
                string label = string.Create(CultureInfo.InvariantCulture, $"{owner} #{sent.Sequence}{answer}, {sent.Bytes} B");
                _packets[sent.Packet] = (label.TrimStart(), owner);
                break;
            case TraceEventKind.PayloadAttached:
                long carrier = new PayloadAttached(happened).Packet;
                if (TextOf(TraceBytes.Behind(slots, index)) is { } text)
                    _packets[carrier] = ($"{text}{_besidesPayload.GetValueOrDefault(carrier, "")}", Of(carrier, 0).Owner);
                break;
            case TraceEventKind.SegmentSent:
                if (_connections.Read(slots, index) is not { } segment) break;
                var carried = new SegmentSent(happened);
                _packets[carried.Packet] = (SegmentText.Of(segment), _owners.GetValueOrDefault(carried.Conversation, ""));
                if (SegmentNumbers.Of(segment) is { } numbers) _segments[carried.Packet] = numbers;
                if (SegmentText.Besides(segment) is { Length: > 0 } besides) _besidesPayload[carried.Packet] = besides;
                break;
            case TraceEventKind.FragmentSent:
                var cut = new FragmentSent(happened);
                (string Label, string Owner) whole = Of(cut.Whole, cut.Bytes);
                _packets[cut.Packet] = ($"{whole.Label}, fragment from byte {cut.Offset}", whole.Owner);
                break;
            case TraceEventKind.ArpSent:
                var arp = new ArpSent(happened);
                _packets[arp.Packet] = (ArpText(arp), "");
                break;
            case TraceEventKind.ControlSent:
                _packets[new ControlSent(happened).Packet] = (ControlText(TraceBytes.Behind(slots, index)), "");
                break;
        }
    }

    private string ArpText(ArpSent arp)
    {
        TracedInterface sender = header.Interfaces[arp.Sender];
        return arp.IsReply ? $"ARP: {sender.Address} is at {header.Nodes[sender.Node].Name}" : $"ARP: who has {arp.About}?";
    }

    /// <summary>The payload in quotes, shortened; null where it is no text.</summary>
    private static string? TextOf(ReadOnlySpan<byte> payload)
    {
        string text = Encoding.UTF8.GetString(payload).TrimEnd();
        if (text.Length == 0 || text.Any(c => (char.IsControl(c) && c is not '\n' and not '\r' and not '\t') || c == '\uFFFD')) return null;
        text = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        return $"“{(text.Length > LongestPayload ? $"{text[..(char.IsHighSurrogate(text[LongestPayload - 1]) ? LongestPayload - 1 : LongestPayload)].TrimEnd()}…" : text)}”";
    }

    /// <summary>By the protocol's number (RFC 791, 3.1) and what the first byte behind the IP header says.</summary>
    private static string ControlText(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 20) return $"{packet.Length} B";
        ReadOnlySpan<byte> inside = packet[Math.Min(packet.Length, (packet[0] & 0x0F) * 4)..];
        int type = inside.IsEmpty ? 0 : inside[0];
        return packet[9] switch
        {
            1 => IcmpText(type, inside.Length > 1 ? inside[1] : 0),
            2 => type switch { 0x11 => "IGMP query", 0x12 or 0x16 or 0x22 => "IGMP report", 0x17 => "IGMP leave", _ => "IGMP" },
            6 => TcpText(inside),
            17 when inside.Length > 3 && (inside[2] << 8 | inside[3]) == 520 => "RIP",
            103 => "PIM",
            _ => $"{packet.Length} B",
        };
    }

    private static string IcmpText(int type, int code) => type switch
    {
        0 => "ICMP echo reply",
        3 => code switch
        {
            0 => "ICMP net unreachable",
            1 => "ICMP host unreachable",
            3 => "ICMP port unreachable",
            4 =>
            "ICMP fragmentation needed",
            _ => "ICMP unreachable"
        },
        8 => "ICMP echo",
        11 => "ICMP time exceeded",
        _ => "ICMP",
    };

    /// <summary>RFC 9293, 3.1: the flags stand in byte 13.</summary>
    private static string TcpText(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 20) return "TCP";
        (int Bit, string Name)[] flags = [(2, "SYN"), (1, "FIN"), (4, "RST"), (16, "ACK")];
        byte set = segment[13];
        int data = segment.Length - ((segment[12] >> 4) * 4);
        string names = string.Join('+', flags.Where(flag => (set & flag.Bit) != 0).Select(flag => flag.Name));
        return data > 0 ? $"TCP {names}, {data} B" : $"TCP {names}".TrimEnd();
    }
}
