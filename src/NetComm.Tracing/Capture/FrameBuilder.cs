using System.Buffers.Binary;
using NetComm.Protocols.Ethernet;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;

namespace NetComm.Tracing;

/// <summary>
/// Builds frames anew from what the trace tells: the bytes that would have been on the wire. A packet on a link has none of Ethernet's, and
/// gets a header here that is the capture's alone.
/// </summary>
/// <param name="madeUpBytes">As in <see cref="CaptureOptions"/>.</param>
internal sealed class FrameBuilder(TraceHeader header, LanAddresses addresses, int? madeUpBytes)
{
    private const int LargestPacket = ushort.MaxValue;
    private const int TcpChecksumOffset = 16;

    private readonly MadeUpPayload _madeUp = new(header);
    private readonly byte[] _datagram = new byte[LargestPacket];
    private readonly byte[] _frame = new byte[EthernetHeader.Size + LargestPacket];
    private CapturedPacket.Datagram? _built;

    /// <summary>The frame, as much of it as is kept; good until the next call.</summary>
    /// <param name="length">How long it was.</param>
    public ReadOnlySpan<byte> Build(CapturedFrame frame, out int length)
    {
        (int packetLength, int kept) = WritePacket(frame);
        WriteEthernet(frame, packetLength);
        length = frame.Crossing is null ? EthernetHeader.Size + packetLength : EthernetHeader.SizeInCapture(packetLength);
        return _frame.AsSpan(0, kept == packetLength ? length : EthernetHeader.Size + kept);
    }

    /// <summary>The IP packet or ARP message alone, as much of it as is kept; good until the next call.</summary>
    public ReadOnlySpan<byte> BuildPacket(CapturedFrame frame) => _frame.AsSpan(EthernetHeader.Size, WritePacket(frame).Kept);

    /// <summary>The Ethernet header alone; good until the next call.</summary>
    public ReadOnlySpan<byte> BuildEthernet(CapturedFrame frame)
    {
        WriteEthernet(frame, 0);
        return _frame.AsSpan(0, EthernetHeader.Size);
    }

    private void WriteEthernet(CapturedFrame frame, int length)
    {
        (MacAddress source, MacAddress destination) = addresses.Ends(frame);
        EtherType type = frame.Packet is CapturedPacket.Arp ? EtherType.Arp : EtherType.Ipv4;
        new EthernetHeader(destination, source, type).Write(_frame, length);
    }

    /// <summary>Its length, and how much of it is kept.</summary>
    private (int Length, int Kept) WritePacket(CapturedFrame frame)
    {
        Span<byte> packet = _frame.AsSpan(EthernetHeader.Size);
        return frame.Packet switch
        {
            CapturedPacket.Datagram datagram => WriteDatagram(packet, datagram, frame),
            CapturedPacket.Fragment fragment => WriteFragment(packet, fragment, frame),
            CapturedPacket.Segment segment => WriteSegment(packet, segment, frame),
            CapturedPacket.Control control => WriteControl(packet, control, frame.TimeToLive),
            CapturedPacket.Arp arp => WriteArp(packet, arp),
            _ => throw new ArgumentException($"Packet {frame.Packet.Number} is of an unknown kind.", nameof(frame)),
        };
    }

    private (int Length, int Kept) WriteDatagram(Span<byte> packet, CapturedPacket.Datagram datagram, CapturedFrame frame)
    {
        ReadOnlySpan<byte> message = Message(datagram);
        int kept = Ipv4Header.MinimumSize + UdpHeader.Size + KeptOf(datagram.Payload, datagram.Bytes);
        message[..(kept - Ipv4Header.MinimumSize)].CopyTo(packet[Ipv4Header.MinimumSize..]);
        int length = Ipv4Header.MinimumSize + message.Length;
        Ip(datagram, frame).Write(packet[..length]);
        return (length, kept);
    }

    private (int Length, int Kept) WriteFragment(Span<byte> packet, CapturedPacket.Fragment fragment, CapturedFrame frame)
    {
        int transport = Math.Clamp(UdpHeader.Size - fragment.Offset, 0, fragment.Bytes);
        int kept = transport + KeptOf(fragment.Whole.Payload, fragment.Bytes - transport);
        Message(fragment.Whole).Slice(fragment.Offset, kept).CopyTo(packet[Ipv4Header.MinimumSize..]);
        int length = Ipv4Header.MinimumSize + fragment.Bytes;
        Ipv4Header ip = Ip(fragment.Whole, frame) with { FragmentOffset = fragment.Offset, MoreFragments = fragment.HasMore };
        ip.Write(packet[..length]);
        return (length, Ipv4Header.MinimumSize + kept);
    }

    /// <summary>With 'don't fragment', as TCP sends it (RFC 1191).</summary>
    private (int Length, int Kept) WriteSegment(Span<byte> packet, CapturedPacket.Segment segment, CapturedFrame frame)
    {
        Conversation conversation = segment.Conversation;
        Span<byte> tcp = packet.Slice(Ipv4Header.MinimumSize, segment.Header.Length + segment.Bytes);
        segment.Header.CopyTo(tcp);
        Span<byte> payload = tcp[segment.Header.Length..];
        if (segment.Payload is { } bytes) bytes.CopyTo(payload);
        else _madeUp.FillStream(payload, conversation, BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]));
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
        return (length, length - segment.Bytes + KeptOf(segment.Payload, segment.Bytes));
    }

    /// <summary>How much is kept of a payload, or of a part of it.</summary>
    private int KeptOf(byte[]? said, int bytes) => said is null && madeUpBytes is { } most ? Math.Min(bytes, most) : bytes;

    /// <summary>The packet as it was sent, but for what each router changes: time to live and header checksum.</summary>
    private static (int Length, int Kept) WriteControl(Span<byte> packet, CapturedPacket.Control control, byte ttl)
    {
        control.Bytes.CopyTo(packet);
        Span<byte> header = packet[..((packet[0] & 0x0F) * 4)];
        header[8] = ttl;
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Of(header));
        return (control.Bytes.Length, control.Bytes.Length);
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

    /// <summary>The datagram or echo: both have a header of eight bytes. Built once for fragments in a row.</summary>
    private ReadOnlySpan<byte> Message(CapturedPacket.Datagram datagram)
    {
        Conversation conversation = datagram.Conversation;
        Span<byte> message = _datagram.AsSpan(0, UdpHeader.Size + datagram.Bytes);
        if (_built == datagram) return message;
        _built = datagram;
        if (datagram.Payload is { } payload) payload.CopyTo(message[UdpHeader.Size..]);
        else _madeUp.Fill(message[UdpHeader.Size..], datagram);
        if (conversation.Transport == Transport.Icmp) Echo(datagram).Write(message);
        else new UdpHeader(conversation.SourcePort, conversation.DestinationPort)
            .Write(message, conversation.Source.Value, conversation.Destination.Value);
        return message;
    }

    private static IcmpHeader Echo(CapturedPacket.Datagram datagram) => datagram.IsAnswer
        ? IcmpHeader.EchoReply(datagram.Conversation.DestinationPort, (ushort)datagram.Sequence)
        : IcmpHeader.Echo(datagram.Conversation.SourcePort, (ushort)datagram.Sequence);

    private (int Length, int Kept) WriteArp(Span<byte> packet, CapturedPacket.Arp arp)
    {
        MacAddress sender = MacAddress.ForInterface(arp.Sender);
        uint senderAddress = header.Interfaces[arp.Sender].Address.Value;
        ArpMessage message = arp.IsReply
            ? new(ArpOperation.Reply, sender, senderAddress, MacAddress.ForInterface(arp.Target), arp.About.Value)
            : ArpMessage.Request(sender, senderAddress, arp.About.Value);
        message.Write(packet);
        return (ArpMessage.Size, ArpMessage.Size);
    }
}
