using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NetComm.Model;

/// <summary>An IPv4 address as a number, most significant octet first: 10.0.0.1 is 0x0A000001.</summary>
public readonly record struct Ipv4Address(uint Value) : IComparable<Ipv4Address>
{
    /// <summary>0.0.0.0: no address, or any address of a host.</summary>
    public static readonly Ipv4Address Any;

    /// <summary>255.255.255.255: every host of the sender's own network (RFC 919).</summary>
    public static readonly Ipv4Address LimitedBroadcast = new(uint.MaxValue);

    /// <summary>127.0.0.1: the own host, whoever asks (RFC 1122, 3.2.1.3).</summary>
    public static readonly Ipv4Address Localhost = FromOctets(127, 0, 0, 1);

    /// <summary>Whether it is of 127.0.0.0/8, which never leaves a host.</summary>
    public bool IsLoopback => Value >> 24 == 127;

    /// <summary>Whether it is a group address, 224.0.0.0/4 (RFC 1112).</summary>
    public bool IsMulticast => Value >> 28 == 0xE;

    /// <summary>Whether one host can have it: not of 0.0.0.0/8, 127.0.0.0/8 or 224.0.0.0/3 (RFC 6890).</summary>
    public bool IsUnicast => Value >> 28 < 0xE && Value >> 24 != 0 && !IsLoopback;

    /// <summary>The address with these four octets.</summary>
    public static Ipv4Address FromOctets(byte a, byte b, byte c, byte d) => new((uint)(a << 24 | b << 16 | c << 8 | d));

    /// <summary>Reads four decimal octets with dots between; nothing else (no spaces, no leading zeros, no short forms).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Ipv4Address address)
    {
        address = default;
        string[] octets = text?.Split('.') ?? [];
        if (octets.Length != 4) return false;
        uint value = 0;
        foreach (string octet in octets)
        {
            bool plain = octet.Length is > 0 and <= 3 && octet.All(char.IsAsciiDigit) && (octet.Length == 1 || octet[0] != '0');
            if (!plain || !byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out byte part)) return false;
            value = value << 8 | part;
        }

        address = new(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Ipv4Address other) => Value.CompareTo(other.Value);

    /// <summary>The address in dotted form.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 24}.{Value >> 16 & 255}.{Value >> 8 & 255}.{Value & 255}");
}
