using System.Buffers.Binary;
using System.Numerics;

namespace NetComm.Protocols.Rip;

/// <summary>A route in a RIP message (RFC 2453 §4): addresses in host order, the metric from 1 to 16, where 16 is unreachable.</summary>
/// <remarks>Fields are read whatever their value: the receiver ignores entries that make no sense (§3.9.2).</remarks>
internal readonly record struct RipEntry(uint Address, uint Mask, uint Metric)
{
    public const int Size = 20;

    /// <summary>§3.6: a metric of 16 means unreachable.</summary>
    public const int Infinity = 16;

    private const ushort Internet = 2;

    /// <summary>2: an Internet address. 0 in a request for the whole table; ffff for a password, which is not modelled.</summary>
    public ushort AddressFamily { get; init; } = Internet;

    /// <summary>Marks routes from another protocol; not used here.</summary>
    public ushort RouteTag { get; init; }

    /// <summary>The next hop; 0.0.0.0 means the sender itself.</summary>
    public uint NextHop { get; init; }

    public static RipEntry For(Ipv4Network network, int metric) => new(network.Address.Value, network.Mask, (uint)metric);

    /// <summary>Whether it names a possible destination: not 0/8 (but the default route), 127/8, groups, or bits off the mask.</summary>
    public bool TryGetNetwork(out Ipv4Network network)
    {
        network = new(new(Address), BitOperations.LeadingZeroCount(~Mask));
        bool isPrefix = network.Mask == Mask && (Address & ~Mask) == 0;
        bool isDestination = Address >> 24 is > 0 and < 224 and not 127 || (Address, Mask) == (0, 0);
        return AddressFamily == Internet && isPrefix && isDestination;
    }

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, AddressFamily);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], RouteTag);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Address);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Mask);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], NextHop);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], Metric);
    }

    public static RipEntry Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]))
        {
            AddressFamily = BinaryPrimitives.ReadUInt16BigEndian(bytes),
            RouteTag = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            NextHop = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
        };
}
