namespace NetComm.Network;

/// <summary>Cuts packets larger than the MTU (RFC 791, 3.2). Offsets of fragments' fragments count from the datagram's start.</summary>
internal static class Fragmentation
{
    /// <summary>The IPv4 header without options (RFC 791, 3.1).</summary>
    private const int HeaderBytes = 20;

    /// <summary>The parts, in order; each is a packet of its own, and the whole is given back.</summary>
    internal static IReadOnlyList<Packet> Cut(DataPlane plane, Packet packet, int mtu, SimTime now)
    {
        long datagram = packet.Fragment?.Datagram ?? packet.Number;
        int begin = packet.Fragment?.Offset ?? 0;
        bool moreAfter = packet.Fragment?.More ?? false;
        int total = packet.IpLength - HeaderBytes;
        int most = Math.Max(8, (mtu - HeaderBytes) / 8 * 8);
        var parts = new List<Packet>();
        for (int offset = 0; offset < total; offset += most)
        {
            int length = Math.Min(most, total - offset);
            Packet part = plane.Duplicate(packet);
            part.Number = plane.NextPacketNumber();
            part.Fragment = new Fragment(datagram, begin + offset, length, moreAfter || offset + length < total);
            part.IpLength = HeaderBytes + length;
            part.Hop.FlippedByte = packet.Hop.FlippedByte.InPart(offset, HeaderBytes, length);
            plane.Trace.Write(TraceEvents.FragmentSent(now, part.Number, datagram, part.Fragment.Offset, length, part.Fragment.More));
            parts.Add(part);
        }

        plane.Discard(packet);
        return parts;
    }
}
