using System.Buffers.Binary;
using NetComm.Protocols.Icmp;
using NetComm.Protocols.Ip;

namespace NetComm.Network;

/// <summary>ICMP errors (RFC 792) as whole IP packets: written by who drops a packet, read by who sent it.</summary>
/// <remarks>Not modelled: a limit on their rate (RFC 1812, 4.3.2.8).</remarks>
internal static class IcmpErrors
{
    /// <summary>RFC 1122, 3.2.2: never about an error, a broadcast, or any but the first fragment.</summary>
    internal static bool MayBeAbout(Packet packet) => packet.IsOfApplication && packet.To.IsOne && packet.Fragment is null or { Offset: 0 };

    internal static byte[] About(Packet subject, IcmpHeader error, Ipv4Address from, Ipv4Address to)
    {
        var whole = new byte[subject.IpLength];
        WriteHeader(subject, whole.AsSpan(Ipv4Header.MinimumSize));
        new Ipv4Header(ProtocolOf(subject), subject.Source.Value, subject.Destination.Value)
        {
            TimeToLive = Math.Max((byte)1, subject.Ttl),
            Identification = (ushort)subject.Number,
        }.Write(whole);

        ReadOnlySpan<byte> quote = IcmpHeader.Quote(whole);
        var packet = new byte[Ipv4Header.MinimumSize + IcmpHeader.Size + quote.Length];
        quote.CopyTo(packet.AsSpan(Ipv4Header.MinimumSize + IcmpHeader.Size));
        error.Write(packet.AsSpan(Ipv4Header.MinimumSize));
        new Ipv4Header(IpProtocol.Icmp, from.Value, to.Value).Write(packet);
        return packet;
    }

    internal static bool TryRead(ReadOnlySpan<byte> packet, out IcmpReport report)
    {
        report = new IcmpReport(default, default, Errno.None, Transport.Udp, 0, default);
        if (Ipv4Header.Read(packet, out Ipv4Header outer, out ReadOnlySpan<byte> message) != Defect.None
            || outer.Protocol != IpProtocol.Icmp) return false;
        if (IcmpHeader.Read(message, out IcmpHeader icmp, out ReadOnlySpan<byte> quote) != Defect.None) return false;
        if (quote.Length < Ipv4Header.MinimumSize + UdpHeader.Size) return false;

        // A quote is shorter than the length it states, so its header is read field by field.
        var source = new Ipv4Address(BinaryPrimitives.ReadUInt32BigEndian(quote[12..]));
        var destination = new Ipv4Address(BinaryPrimitives.ReadUInt32BigEndian(quote[16..]));
        ReadOnlySpan<byte> inside = quote[((quote[0] & 0x0F) * 4)..];
        (ushort first, ushort second) = (BinaryPrimitives.ReadUInt16BigEndian(inside), BinaryPrimitives.ReadUInt16BigEndian(inside[2..]));
        var from = new Ipv4Address(outer.Source);
        if ((IpProtocol)quote[9] == IpProtocol.Icmp)
        {
            (ushort identifier, ushort sequence) =
                (BinaryPrimitives.ReadUInt16BigEndian(inside[4..]), BinaryPrimitives.ReadUInt16BigEndian(inside[6..]));
            report = new IcmpReport(new(source, identifier), new(destination, 0), ErrnoOf(icmp), Transport.Icmp, sequence, from);
            return (IcmpType)inside[0] == IcmpType.Echo;
        }

        bool isTcp = (IpProtocol)quote[9] == IpProtocol.Tcp;
        bool isTooBig = icmp.Type == IcmpType.DestinationUnreachable && (UnreachableCode)icmp.Code == UnreachableCode.FragmentationNeeded;
        report = new IcmpReport(
            new(source, first), new(destination, second), ErrnoOf(icmp), isTcp ? Transport.Tcp : Transport.Udp,
            isTcp ? BinaryPrimitives.ReadUInt32BigEndian(inside[4..]) : 0, from, isTooBig ? icmp.NextHopMtu : 0);
        return true;
    }

    private static IpProtocol ProtocolOf(Packet packet) => packet.Kind switch
    {
        PacketKind.Echo => IpProtocol.Icmp,
        PacketKind.Tcp => IpProtocol.Tcp,
        _ => IpProtocol.Udp,
    };

    private static void WriteHeader(Packet subject, Span<byte> bytes)
    {
        if (subject.Kind == PacketKind.Udp)
        {
            new UdpHeader((ushort)subject.SourcePort, (ushort)subject.DestinationPort)
                .Write(bytes, subject.Source.Value, subject.Destination.Value);
            return;
        }

        if (subject.Kind == PacketKind.Tcp)
        {
            subject.Segment!.Tcp.Write(bytes, subject.Source.Value, subject.Destination.Value);
            return;
        }

        IcmpHeader echo = subject.IsReply
            ? IcmpHeader.EchoReply((ushort)subject.DestinationPort, (ushort)subject.Sequence)
            : IcmpHeader.Echo((ushort)subject.SourcePort, (ushort)subject.Sequence);
        echo.Write(bytes);
    }

    private static Errno ErrnoOf(IcmpHeader icmp) => (icmp.Type, (UnreachableCode)icmp.Code) switch
    {
        (IcmpType.DestinationUnreachable, UnreachableCode.Port) => Errno.ECONNREFUSED,
        (IcmpType.DestinationUnreachable, UnreachableCode.Network) => Errno.ENETUNREACH,
        (IcmpType.TimeExceeded, _) => Errno.None,
        _ => Errno.EHOSTUNREACH,
    };
}

/// <summary>What an ICMP error says to the socket whose packet it is about.</summary>
/// <param name="Error">The errno that stands for it; None where a time to live was exceeded on the way.</param>
/// <param name="Transport">Of what it speaks: a UDP datagram, a TCP segment, or an echo, whose identifier is Local's port.</param>
/// <param name="Sequence">The sequence number of an echo, or of a segment.</param>
/// <param name="Mtu">Of 'fragmentation needed': what the next link takes, in bytes (RFC 1191); else 0.</param>
internal sealed record IcmpReport(
    IpEndpoint Local, IpEndpoint Remote, Errno Error, Transport Transport, long Sequence, Ipv4Address From, int Mtu = 0);
