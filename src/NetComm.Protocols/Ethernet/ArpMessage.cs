using System.Buffers.Binary;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Ethernet;

/// <summary>An ARP message: it asks for the Ethernet address that belongs to an IPv4 address, or replies with it (RFC 826).</summary>
internal readonly record struct ArpMessage(
    ArpOperation Operation, MacAddress SenderMac, uint SenderAddress, MacAddress TargetMac, uint TargetAddress)
{
    public const int Size = 28;

    /// <summary>Hardware type 1 (Ethernet), protocol type 0800 (IPv4), address lengths 6 and 4: the only kind supported.</summary>
    private const ulong EthernetAndIpv4 = 0x0001_0800_06_04;

    /// <summary>"Who has <paramref name="wanted"/>?"; the target's hardware address is not known yet and stays zero.</summary>
    public static ArpMessage Request(MacAddress mac, uint address, uint wanted) => new(ArpOperation.Request, mac, address, default, wanted);

    /// <summary>The reply of the node that has the address: sender and target change places.</summary>
    public ArpMessage AnsweredBy(MacAddress mac) => new(ArpOperation.Reply, mac, TargetAddress, SenderMac, SenderAddress);

    public void Write(Span<byte> message)
    {
        BinaryPrimitives.WriteUInt64BigEndian(message, (EthernetAndIpv4 << 16) | (ulong)Operation);
        SenderMac.Write(message[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[14..], SenderAddress);
        TargetMac.Write(message[18..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[24..], TargetAddress);
    }

    public static Defect Read(ReadOnlySpan<byte> bytes, out ArpMessage message)
    {
        message = default;
        if (bytes.Length < Size) return Defect.Truncated;
        ulong start = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        if (start >> 16 != EthernetAndIpv4) return Defect.Version;
        var operation = (ArpOperation)(ushort)start;
        if (operation is not (ArpOperation.Request or ArpOperation.Reply)) return Defect.Kind;

        message = new(
            operation,
            MacAddress.Read(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[14..]),
            MacAddress.Read(bytes[18..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]));
        return Defect.None;
    }
}

/// <summary>The operation of an ARP message (RFC 826).</summary>
internal enum ArpOperation : ushort
{
    Request = 1,
    Reply = 2,
}
