namespace NetComm.Model;

/// <summary>How many bytes of payload a packet has.</summary>
/// <param name="Bytes">The size, as it varies; rounded to whole bytes.</param>
/// <param name="OfWire">Whether it is the size on a point-to-point link (headers of IP and transport included) instead of the
/// payload's.</param>
/// <param name="Largest">The largest payload. Default: that of a UDP datagram.</param>
public sealed record PayloadSize(Distribution Bytes, bool OfWire = false, int Largest = PayloadSize.LargestUdp)
{
    /// <summary>Bytes of IPv4 (RFC 791) and UDP (RFC 768) header.</summary>
    public const int UdpOverhead = 20 + 8;

    /// <summary>Bytes of IPv4 (RFC 791) and ICMP echo (RFC 792) header.</summary>
    public const int EchoOverhead = 20 + 8;

    /// <summary>The largest UDP payload: 65 535 − 20 − 8 B (RFC 768, RFC 791).</summary>
    public const int LargestUdp = 65507;

    /// <summary>Always this many bytes.</summary>
    public static PayloadSize Of(int bytes) => new(new Distribution.Constant(bytes));

    /// <summary>The mean payload in bytes.</summary>
    public double Mean => Math.Max(0, Bytes.Mean - (OfWire ? UdpOverhead : 0));

    /// <summary>Draws the next packet's payload, 0 to <see cref="Largest"/> bytes.</summary>
    public int Sample(RandomStream random)
    {
        double bytes = Bytes.Sample(random) - (OfWire ? UdpOverhead : 0);
        return (int)Math.Clamp(Math.Round(bytes, MidpointRounding.AwayFromZero), 0, Largest);
    }
}
