using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace NetComm.Scenarios.Recordings;

/// <summary>A capture, of which a flow plays one direction of one conversation.</summary>
internal sealed partial class Capture(Conversations conversations) : Recording
{
    /// <summary>How many conversations a message names.</summary>
    private const int Named = 5;

    public override RecordedTraffic Play(string? match)
    {
        Conversations.Direction[] known = [.. conversations.All.Where(direction => direction.Bytes > 0)];
        if (known.Length == 0) throw new RecordingException("it holds no packet with payload over UDP or TCP" + WhyNone());
        // Of several interfaces that saw the same, the first.
        Conversations.Direction[] wanted = match is null ? known : Matching(known, match);
        return Played([.. wanted.MaxBy(direction => direction.Bytes)!.Packets.OrderBy(packet => packet.Time)]);
    }

    private string WhyNone() =>
        conversations.UnknownLink is { } link ? $": its link type is {link}, and read are {CapturedFrame.Known}"
            : conversations.Cut > 0 ? $": {conversations.Cut} packets are cut in their headers (capture with a longer snaplen)"
            : "";

    private static Conversations.Direction[] Matching(Conversations.Direction[] known, string match)
    {
        if (Written().Match(match) is not { Success: true } typed || EndpointOf(typed.Groups["from"].Value) is not { } from
            || EndpointOf(typed.Groups["to"].Value) is not { } to)
        {
            throw new RecordingException(
                $"'match' is written 'udp 10.0.0.1:5000 > 10.0.0.2:6000' (tcp too; IPv6 as [::1]:5000), but was '{match}'");
        }

        Transport transport = typed.Groups["transport"].Value == "tcp" ? Transport.Tcp : Transport.Udp;
        Conversations.Direction[] found =
            [.. known.Where(direction => direction.Transport == transport && direction.From == from && direction.To == to)];
        if (found.Length > 0) return found;
        IEnumerable<string> names =
            known.GroupBy(NameOf).OrderByDescending(one => one.Max(direction => direction.Bytes)).Select(one => one.Key).Take(Named);
        throw new RecordingException(
            $"no packet matches '{match}': most payload has {string.Join(", ", names.Select(name => $"'{name}'"))}");
    }

    private static string NameOf(Conversations.Direction direction) =>
        $"{(direction.Transport == Transport.Tcp ? "tcp" : "udp")} {Text(direction.From)} > {Text(direction.To)}";

    private static string Text(RecordedEndpoint end)
    {
        byte[] bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, end.Address);
        return new IPEndPoint(new IPAddress(end.IsV6 ? bytes : bytes[12..]), end.Port).ToString();
    }

    private static RecordedEndpoint? EndpointOf(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return null;
        string host = text[..colon];
        if (Ipv4Address.TryParse(host, out Ipv4Address address)) return new(address.Value, IsV6: false, port);
        if (host is not ['[', .. var inner, ']'] || !IPAddress.TryParse(inner, out IPAddress? parsed)) return null;
        if (parsed.GetAddressBytes() is not { Length: 16 } bytes) return null;
        return new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), IsV6: true, port);
    }

    [GeneratedRegex(@"^\s*(?<transport>udp|tcp)\s+(?<from>\S+?)\s*>\s*(?<to>\S+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
