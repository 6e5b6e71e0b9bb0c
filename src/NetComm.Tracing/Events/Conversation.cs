using System.Globalization;

namespace NetComm.Tracing;

/// <summary>Who speaks to whom: what the text of a ConversationOpened event says.</summary>
/// <param name="Transport">What its packets are: UDP datagrams, ICMP echoes and their replies, or TCP segments.</param>
/// <param name="TimeToLive">That of its packets as they set out.</param>
internal sealed record Conversation(
    Owner Owner, Transport Transport, Ipv4Address Source, ushort SourcePort, Ipv4Address Destination, ushort DestinationPort,
    byte TimeToLive)
{
    /// <summary>The differentiated services code point of its packets, until that changes.</summary>
    public byte Dscp { get; init; }

    public static Conversation Read(ReadOnlySpan<TraceEvent> slots, int index) =>
        Parse(new ConversationOpened(slots[index]).Owner, TraceBytes.TextBehind(slots, index));

    /// <summary>Reads <c>udp 10.0.0.1:9000 &gt; 10.0.0.2:9000 ttl 64</c>.</summary>
    public static Conversation Parse(Owner owner, string text)
    {
        string[] words = text.Split(' ');
        if (words is not [var transport, var source, ">", var destination, "ttl", var ttl])
            throw new FormatException($"'{text}' is no conversation.");
        (Ipv4Address from, ushort fromPort) = Endpoint(source);
        (Ipv4Address to, ushort toPort) = Endpoint(destination);
        Transport kind = transport switch
        {
            "udp" => Transport.Udp,
            "icmp" => Transport.Icmp,
            _ => Transport.Tcp,
        };
        return new Conversation(owner, kind, from, fromPort, to, toPort, byte.Parse(ttl, CultureInfo.InvariantCulture));
    }

    private static (Ipv4Address Address, ushort Port) Endpoint(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon > 0 && Ipv4Address.TryParse(text[..colon], out Ipv4Address address)
            && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return (address, port);
        throw new FormatException($"'{text}' is no address and port.");
    }
}
