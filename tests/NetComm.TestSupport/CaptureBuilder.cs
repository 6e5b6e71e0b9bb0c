using System.Buffers.Binary;

namespace NetComm.TestSupport;

/// <summary>Makes packets and captures byte by byte, in each form of file: independent of what the product writes.</summary>
internal sealed class CaptureBuilder(bool isBig = false)
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public int Length => _bytes.Count;

    /// <summary>An IPv4 packet of UDP from 10.0.0.1 to 10.0.0.2.</summary>
    public static byte[] Udp(int bytes, int fromPort = 5000, int toPort = 6000, bool reverse = false) =>
        V4(17, [.. Big16(fromPort), .. Big16(toPort), .. Big16(8 + bytes), 0, 0, .. new byte[bytes]], reverse);

    /// <summary>An IPv4 packet of TCP from 10.0.0.1 to 10.0.0.2 with 12 bytes of options.</summary>
    public static byte[] Tcp(uint sequence, int bytes, bool syn = false, bool reverse = false) =>
        V4(6, [.. Big16(5000), .. Big16(6000), .. Big32(sequence), .. Big32(0), 8 << 4, (byte)(syn ? 2 : 16), .. Big16(1000), 0, 0, 0, 0,
            .. new byte[12], .. new byte[bytes]], reverse);

    /// <summary>An IPv6 packet of UDP from ::1 to ::1, behind a hop-by-hop header.</summary>
    public static byte[] UdpV6(int bytes)
    {
        byte[] loopback = [.. new byte[15], 1];
        byte[] udp = [.. Big16(5000), .. Big16(6000), .. Big16(8 + bytes), 0, 0, .. new byte[bytes]];
        return [0x60, 0, 0, 0, .. Big16(8 + udp.Length), 0, 64, .. loopback, .. loopback, 17, 0, 1, 4, 0, 0, 0, 0, .. udp];
    }

    /// <summary>An IPv4 packet.</summary>
    public static byte[] V4(byte protocol, byte[] payload, bool reverse = false, int fragment = 0)
    {
        byte[] one = [10, 0, 0, 1];
        byte[] two = [10, 0, 0, 2];
        return [0x45, 0, .. Big16(20 + payload.Length), 0, 7, .. Big16(fragment), 64, protocol, 0, 0,
            .. reverse ? two : one, .. reverse ? one : two, .. payload];
    }

    /// <summary>A frame of Ethernet round an IPv4 packet, with tags of VLANs.</summary>
    public static byte[] Ethernet(byte[] packet, int tags = 0) =>
        [.. new byte[12], .. Enumerable.Repeat<byte[]>([0x81, 0, 0, 5], tags).SelectMany(tag => tag), 8, 0, .. packet];

    /// <summary>Linux cooked, version 1 or 2, round an IPv4 packet.</summary>
    public static byte[] Cooked(byte[] packet, int version) =>
        version == 1 ? [.. new byte[14], 8, 0, .. packet] : [8, 0, 0, 0, 0, 0, 0, 3, .. new byte[12], .. packet];

    /// <summary>The header of a pcap file.</summary>
    public CaptureBuilder Pcap(int link, bool nanoseconds = false) =>
        Word(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).Short(2).Short(4).Word(0).Word(0).Word(65535).Word((uint)link);

    /// <summary>A record of a pcap file.</summary>
    public CaptureBuilder Record(uint seconds, uint fraction, byte[] frame, int? keep = null) =>
        Word(seconds).Word(fraction).Word((uint)(keep ?? frame.Length)).Word((uint)frame.Length).Raw(frame[..(keep ?? frame.Length)]);

    /// <summary>A section header of pcapng, with a comment.</summary>
    public CaptureBuilder Section() =>
        Block(0x0A0D0D0A, block => block.Word(0x1A2B3C4D).Short(1).Short(0).Word(uint.MaxValue).Word(uint.MaxValue)
            .Option(1, [65, 66, 67]).End());

    /// <summary>An interface of pcapng, with a name, and with a resolution and an offset in seconds where they are given.</summary>
    public CaptureBuilder Interface(int link, byte? resolution = null, long? offset = null) => Block(1, block =>
    {
        block.Short(link).Short(0).Word(0).Option(2, [101, 116, 104, 48]);
        if (resolution is { } units) block.Option(9, [units]);
        if (offset is { } seconds) block.Option(14, new CaptureBuilder(isBig).Long(seconds).Bytes);
        block.End();
    });

    /// <summary>An enhanced packet block of pcapng, with a comment.</summary>
    public CaptureBuilder Packet(uint on, ulong time, byte[] frame, int? keep = null) => Block(6, block => block
        .Word(on).Word((uint)(time >> 32)).Word((uint)time).Word((uint)(keep ?? frame.Length)).Word((uint)frame.Length)
        .Raw(frame[..(keep ?? frame.Length)]).Pad().Option(1, [33]).End());

    /// <summary>A block of pcapng.</summary>
    public CaptureBuilder Block(uint type, Action<CaptureBuilder> write)
    {
        var body = new CaptureBuilder(isBig);
        write(body);
        uint length = (uint)body.Length + 12;
        return Word(type).Word(length).Raw(body.Bytes).Word(length);
    }

    public CaptureBuilder Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public CaptureBuilder Short(int value) => Raw(isBig ? Big16(value) : [.. Big16(value).Reverse()]);

    public CaptureBuilder Word(uint value) => Raw(isBig ? Big32(value) : [.. Big32(value).Reverse()]);

    public CaptureBuilder Pad() => Raw(new byte[(4 - (_bytes.Count % 4)) % 4]);

    private CaptureBuilder Long(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Raw(isBig ? bytes : [.. bytes.Reverse()]);
    }

    private CaptureBuilder Option(int code, byte[] value) => Short(code).Short(value.Length).Raw(value).Pad();

    private void End() => Word(0);

    private static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Big32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
