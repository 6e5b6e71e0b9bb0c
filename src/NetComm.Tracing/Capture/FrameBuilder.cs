using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NetComm.Protocols.Ethernet;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>Builds frames anew from what the trace tells: the bytes that would have been on the wire.</summary>
internal sealed class FrameBuilder(TraceHeader header, LanAddresses addresses)
{
    private const int LargestPacket = ushort.MaxValue;
    private const int TcpChecksumOffset = 16;

    /// <summary>What fills payloads of which only the size is known, behind their name.</summary>
    private static readonly byte[] Filler = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz");

    private readonly byte[] _datagram = new byte[LargestPacket];
    private readonly byte[] _frame = new byte[EthernetHeader.Size + LargestPacket];

    public ReadOnlySpan<byte> Build(CapturedFrame frame)
    {
        bool isEthernet = frame.Crossing is not null;
        Span<byte> packet = _frame.AsSpan(isEthernet ? EthernetHeader.Size : 0);
        int length = frame.Packet switch
        {
            CapturedPacket.Datagram datagram => WriteDatagram(packet, datagram, frame),
            CapturedPacket.Fragment fragment => WriteFragment(packet, fragment, frame),
            CapturedPacket.Segment segment => WriteSegment(packet, segment, frame),
            CapturedPacket.Control control => WriteControl(packet, control, frame.TimeToLive),
            CapturedPacket.Arp arp => WriteArp(packet, arp),
            _ => throw new ArgumentException($"Packet {frame.Packet.Number} is of an unknown kind.", nameof(frame)),
        };
        return frame.Crossing is { } crossing ? InEthernet(crossing, frame.Packet, length) : packet[..length];
    }

    /// <summary>The Ethernet header alone; empty where there is none. Good until the next call.</summary>
    public ReadOnlySpan<byte> BuildEthernet(CapturedFrame frame) =>
        frame.Crossing is { } crossing ? InEthernet(crossing, frame.Packet, 0)[..EthernetHeader.Size] : default;

    private ReadOnlySpan<byte> InEthernet(LanCrossing crossing, CapturedPacket packet, int length)
    {
        EtherType type = packet is CapturedPacket.Arp ? EtherType.Arp : EtherType.Ipv4;
        new EthernetHeader(addresses.Resolve(crossing, packet), MacAddress.ForInterface(crossing.Source), type).Write(_frame, length);
        return _frame.AsSpan(0, EthernetHeader.SizeInCapture(length));
    }

    private int WriteDatagram(Span<byte> packet, CapturedPacket.Datagram datagram, CapturedFrame frame)
    {
        ReadOnlySpan<byte> message = Message(datagram);
        message.CopyTo(packet[Ipv4Header.MinimumSize..]);
        int length = Ipv4Header.MinimumSize + message.Length;
        Ip(datagram, frame).Write(packet[..length]);
        return length;
    }

    private int WriteFragment(Span<byte> packet, CapturedPacket.Fragment fragment, CapturedFrame frame)
    {
        Message(fragment.Whole).Slice(fragment.Offset, fragment.Bytes).CopyTo(packet[Ipv4Header.MinimumSize..]);
        int length = Ipv4Header.MinimumSize + fragment.Bytes;
        Ipv4Header ip = Ip(fragment.Whole, frame) with { FragmentOffset = fragment.Offset, MoreFragments = fragment.HasMore };
        ip.Write(packet[..length]);
        return length;
    }

    /// <summary>With 'don't fragment', as TCP sends it (RFC 1191).</summary>
    private int WriteSegment(Span<byte> packet, CapturedPacket.Segment segment, CapturedFrame frame)
    {
        Conversation conversation = segment.Conversation;
        Span<byte> tcp = packet.Slice(Ipv4Header.MinimumSize, segment.Header.Length + segment.Bytes);
        segment.Header.CopyTo(tcp);
        Span<byte> payload = tcp[segment.Header.Length..];
        if (segment.Payload is { } bytes) bytes.CopyTo(payload);
        else FillStream(payload, conversation, BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]));
        BinaryPrimitives.WriteUInt16BigEndian(
            tcp[TcpChecksumOffset..],
            InternetChecksum.OfTransport(conversation.Source.Value, conversation.Destination.Value, IpProtocol.Tcp, tcp));
        int length = Ipv4Header.MinimumSize + tcp.Length;
        new Ipv4Header(IpProtocol.Tcp, conversation.Source.Value, conversation.Destination.Value)
        {
            TimeToLive = frame.TimeToLive,
            TypeOfService = frame.TypeOfService,
            Identification = (ushort)segment.Number,
            DontFragment = true,
        }.Write(packet[..length]);
        return length;
    }

    /// <summary>A flow's stream repeats its name: the same bytes at the same place, however often they are sent.</summary>
    private void FillStream(Span<byte> payload, Conversation conversation, uint sequenceNumber)
    {
        string flow = conversation.Owner.Flow is { } owner ? header.Flows[owner.Index].Name : "program";
        byte[] pattern = Encoding.ASCII.GetBytes($"netcomm {flow} ");
        for (int i = 0; i < payload.Length; i++) payload[i] = pattern[(int)((sequenceNumber + (uint)i) % (uint)pattern.Length)];
    }

    /// <summary>The packet as it was sent, but for what each router changes: time to live and header checksum.</summary>
    private static int WriteControl(Span<byte> packet, CapturedPacket.Control control, byte ttl)
    {
        control.Bytes.CopyTo(packet);
        Span<byte> header = packet[..((packet[0] & 0x0F) * 4)];
        header[8] = ttl;
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Of(header));
        return control.Bytes.Length;
    }

    /// <summary>RFC 6864 wants identifications unlike those of other packets under way: the low half of the packet's number.</summary>
    private static Ipv4Header Ip(CapturedPacket.Datagram datagram, CapturedFrame frame) =>
        new(datagram.Conversation.Transport == Transport.Icmp
            ? IpProtocol.Icmp : IpProtocol.Udp, datagram.Conversation.Source.Value, datagram.Conversation.Destination.Value)
        {
            TimeToLive = frame.TimeToLive,
            TypeOfService = frame.TypeOfService,
            Identification = (ushort)datagram.Number,
        };

    /// <summary>The datagram or echo: both have a header of eight bytes.</summary>
    private Span<byte> Message(CapturedPacket.Datagram datagram)
    {
        Conversation conversation = datagram.Conversation;
        Span<byte> message = _datagram.AsSpan(0, UdpHeader.Size + datagram.Bytes);
        if (datagram.Payload is { } payload) payload.CopyTo(message[UdpHeader.Size..]);
        else Fill(message[UdpHeader.Size..], datagram);
        if (conversation.Transport == Transport.Icmp) Echo(datagram).Write(message);
        else new UdpHeader(conversation.SourcePort, conversation.DestinationPort)
            .Write(message, conversation.Source.Value, conversation.Destination.Value);
        return message;
    }

    private static IcmpHeader Echo(CapturedPacket.Datagram datagram) => datagram.IsAnswer
        ? IcmpHeader.EchoReply(datagram.Conversation.DestinationPort, (ushort)datagram.Sequence)
        : IcmpHeader.Echo(datagram.Conversation.SourcePort, (ushort)datagram.Sequence);

    /// <summary>A flow's payload says whose it is: <c>netcomm call #7</c>, then letters up to its size.</summary>
    private void Fill(Span<byte> payload, CapturedPacket.Datagram datagram)
    {
        string flow = datagram.Conversation.Owner.Flow is { } owner ? header.Flows[owner.Index].Name : "program";

        // A reply to an echo gives back the data that it got (RFC 792).
        bool isAnswer = datagram.IsAnswer && datagram.Conversation.Transport != Transport.Icmp;
        string title = string.Create(CultureInfo.InvariantCulture, $"netcomm {flow} #{datagram.Sequence}{(isAnswer ? " answer" : "")} ");
        byte[] bytes = Encoding.ASCII.GetBytes(title);
        int used = Math.Min(bytes.Length, payload.Length);
        bytes.AsSpan(0, used).CopyTo(payload);
        for (int i = used; i < payload.Length; i++) payload[i] = Filler[(i - used) % Filler.Length];
    }

    private int WriteArp(Span<byte> packet, CapturedPacket.Arp arp)
    {
        MacAddress sender = MacAddress.ForInterface(arp.Sender);
        uint senderAddress = header.Interfaces[arp.Sender].Address.Value;
        ArpMessage message = arp.IsReply
            ? new(ArpOperation.Reply, sender, senderAddress, MacAddress.ForInterface(arp.Target), arp.About.Value)
            : ArpMessage.Request(sender, senderAddress, arp.About.Value);
        message.Write(packet);
        return ArpMessage.Size;
    }
}
