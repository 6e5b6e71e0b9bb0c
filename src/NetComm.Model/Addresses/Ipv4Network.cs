using System.Globalization;

namespace NetComm.Model;

/// <summary>A block of addresses: the network's first address and the length of its prefix, 0 to 32.</summary>
public readonly record struct Ipv4Network(Ipv4Address Address, int PrefixLength)
{
    /// <summary>The prefix as a mask: /24 is 255.255.255.0.</summary>
    public uint Mask => PrefixLength == 0 ? 0 : uint.MaxValue << 32 - PrefixLength;

    /// <summary>The broadcast address (RFC 919): the last one.</summary>
    public Ipv4Address Broadcast => new(Address.Value | ~Mask);

    /// <summary>How many hosts can have an address: all addresses but the first and the last.</summary>
    public long Capacity => PrefixLength >= 31 ? 0 : (1L << 32 - PrefixLength) - 2;

    /// <summary>The network of this prefix length that holds <paramref name="address"/>.</summary>
    public static Ipv4Network Holding(Ipv4Address address, int prefixLength)
    {
        var network = new Ipv4Network(address, prefixLength);
        return network with { Address = new(address.Value & network.Mask) };
    }

    /// <summary>Whether the address belongs to the network.</summary>
    public bool Contains(Ipv4Address address) => (address.Value & Mask) == Address.Value;

    /// <summary>Whether the two share an address.</summary>
    public bool Overlaps(Ipv4Network other) => Contains(other.Address) || other.Contains(Address);

    /// <summary>The network as <c>10.0.1.0/24</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");
}
