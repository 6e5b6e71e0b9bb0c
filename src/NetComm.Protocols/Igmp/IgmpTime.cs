using System.Numerics;

namespace NetComm.Protocols.Igmp;

/// <summary>
/// How IGMPv3 encodes a time in one byte (RFC 3376 §4.1.1 and §4.1.7): below 128 as the number itself, from 128 on as 1eeemmmm, which is
/// (mmmm + 16) × 2^(eee + 3) units. A time between two codes is rounded down.
/// </summary>
internal static class IgmpTime
{
    /// <summary>The unit of 'max resp code': a tenth of a second.</summary>
    public static readonly SimDuration ResponseUnit = SimDuration.FromMilliseconds(100);

    /// <summary>The unit of the querier's interval: a second.</summary>
    public static readonly SimDuration IntervalUnit = SimDuration.FromSeconds(1);

    private const int FirstFloatingPoint = 128;

    /// <summary>Code ff: (15 + 16) × 2^(7 + 3).</summary>
    private const int Largest = 31744;

    public static byte Encode(SimDuration time, SimDuration unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, SimDuration.Zero);
        var units = (int)Math.Min(time.Picoseconds / unit.Picoseconds, Largest);
        if (units < FirstFloatingPoint) return (byte)units;
        int exponent = BitOperations.Log2((uint)units) - 7;
        int mantissa = (units >> exponent + 3) & 0x0F;
        return (byte)(0x80 | exponent << 4 | mantissa);
    }

    public static SimDuration Decode(byte code, SimDuration unit) =>
        unit * (code < FirstFloatingPoint ? code : (code & 0x0F | 0x10) << (code >> 4 & 7) + 3);
}
