using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Ethernet;

/// <summary>The header of an Ethernet II frame (IEEE 802.3 §3.1.1). A captured frame has no frame check sequence.</summary>
/// <remarks>Not modelled: the length form of the type field (LLC), VLAN tags.</remarks>
internal readonly record struct EthernetHeader(MacAddress Destination, MacAddress Source, EtherType Type)
{
    public const int Size = 14;

    private const int FrameCheckSequence = 4;

    /// <summary>IEEE 802.3 §4A.4.2: minFrameSize is 512 bits, frame check sequence included.</summary>
    private const int MinimumOnTheWire = 64;

    /// <summary>Bytes that a payload takes on the wire, with header, padding up to 64 B and frame check sequence.</summary>
    public static int SizeOnTheWire(int payload) => Math.Max(MinimumOnTheWire, Size + payload + FrameCheckSequence);

    /// <summary>Bytes of the frame in a capture, which lacks the frame check sequence.</summary>
    public static int SizeInCapture(int payload) => SizeOnTheWire(payload) - FrameCheckSequence;

    /// <summary>Writes the header before the payload of this length, which is in the frame already, and padding after it.</summary>
    public void Write(Span<byte> frame, int payload)
    {
        Destination.Write(frame);
        Source.Write(frame[MacAddress.Size..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)Type);
        frame[(Size + payload)..SizeInCapture(payload)].Clear();
    }

    /// <summary>Reads a frame. The payload keeps its padding: IPv4 and ARP know their own length.</summary>
    public static Defect Read(ReadOnlySpan<byte> frame, out EthernetHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (frame.Length < Size) return Defect.Truncated;

        header = new(MacAddress.Read(frame), MacAddress.Read(frame[MacAddress.Size..]),
            (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[12..]));
        payload = frame[Size..];
        return Defect.None;
    }
}

/// <summary>The protocol that an Ethernet frame carries (IEEE 802 EtherTypes).</summary>
internal enum EtherType : ushort
{
    Ipv4 = 0x0800,
    Arp = 0x0806,
}
