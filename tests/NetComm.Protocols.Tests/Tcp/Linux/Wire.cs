using NetComm.Network;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>
/// One direction between the two ends: delays packets and does to them what the link of a scenario would, by the same draws; and sees
/// which data were lost, sent again, and sent again although they had arrived.
/// </summary>
internal sealed class Wire
{
    private readonly EventLoop _loop;
    private readonly Impairments _impairments;
    private readonly Action<byte[], SimTime> _deliver;
    private readonly ByteRanges _sent = new();
    private readonly ByteRanges _arrived = new();
    private uint? _first;
    private SimTime _last;

    public Wire(EventLoop loop, LinkProperties properties, RandomStream luck, Action<byte[], SimTime> deliver)
    {
        (_loop, _deliver) = (loop, deliver);
        _impairments = new(luck, ethernet: false);
        _impairments.Follow(properties);
    }

    /// <summary>The SYN that this end sent, for what it offers.</summary>
    public TcpHeader? Syn { get; private set; }

    /// <summary>Packets whose checksums were wrong as they left: none.</summary>
    public int Malformed { get; private set; }

    public int Segments { get; private set; }

    public int LargestPacket { get; private set; }

    /// <summary>Segments with data that the wire has lost or corrupted.</summary>
    public int Lost { get; private set; }

    /// <summary>Segments with data that had been sent before.</summary>
    public int SentAgain { get; private set; }

    /// <summary>Those of them whose data had all arrived.</summary>
    public int InVain { get; private set; }

    public bool HasClosedWindow { get; private set; }

    /// <summary>When data last arrived that had not arrived before.</summary>
    public SimTime LastNew { get; private set; }

    public void Send(byte[] packet)
    {
        bool isTcp = TryRead(packet, out TcpHeader header, out int length);
        if (!isTcp) Malformed++;
        LargestPacket = Math.Max(LargestPacket, packet.Length);
        ByteRange range = isTcp ? Note(header, length) : default;

        ImpairmentOutcome outcome = _impairments.Draw(packet.Length);
        bool arrives = !outcome.IsLost && outcome.FlippedByte.IsNone;
        if (range.Length > 0 && !arrives) Lost++;
        if (outcome.IsLost) return;
        SimTime arrival = _loop.Now + new SimDuration(outcome.Propagation);
        if (!outcome.Overtakes) _last = arrival = arrival < _last ? _last : arrival;
        byte[] copy = Flip(packet, outcome.FlippedByte);
        for (int i = 0; i < (outcome.IsTwice ? 2 : 1); i++)
        {
            _loop.At(arrival, () =>
            {
                if (arrives && range.Length > 0 && _arrived.Add(range.Start, range.End) > 0) LastNew = _loop.Now;
                _deliver(copy, _loop.Now);
            });
        }
    }

    /// <summary>A TCP segment in an IPv4 packet, if both checksums are right.</summary>
    public static bool TryRead(byte[] packet, out TcpHeader header, out int length)
    {
        (header, length) = (default, 0);
        if (Ipv4Header.Read(packet, out Ipv4Header ip, out ReadOnlySpan<byte> segment) != Defect.None || ip.Protocol != IpProtocol.Tcp)
            return false;
        if (TcpHeader.Read(segment, ip.Source, ip.Destination, out header, out ReadOnlySpan<byte> payload) != Defect.None) return false;
        length = payload.Length;
        return true;
    }

    private ByteRange Note(in TcpHeader header, int length)
    {
        if (header.Flags.HasFlag(TcpFlags.Syn)) Syn = header;
        else if (header is { Window: 0 } && !header.Flags.HasFlag(TcpFlags.Rst)) HasClosedWindow = true;
        _first ??= header.SequenceNumber;
        if (length == 0) return default;

        long start = unchecked(header.SequenceNumber - _first.Value);
        Segments++;
        bool isNew = _sent.Add(start, start + length) > 0;
        if (isNew) return new(start, start + length);
        SentAgain++;
        int at = _arrived.FirstEndingFrom(start + length);
        if (at < _arrived.Count && _arrived[at].Start <= start) InVain++;
        return new(start, start + length);
    }

    private static byte[] Flip(byte[] packet, FlippedByte flipped)
    {
        if (flipped.IsNone) return packet;
        byte[] copy = [.. packet];
        int at = 0;
        while (!flipped.IsAmongFirst(at + 1)) at++;
        copy[at] ^= 1;
        return copy;
    }
}
