namespace NetComm.Network;

/// <summary>
/// Packets for use again, so that sending allocates nothing. One thread, unless made <c>shared</c>: then each packet is new.
/// </summary>
internal sealed class PacketPool(bool shared = false)
{
    private Packet? _free;

    internal Packet Rent()
    {
        if (shared || _free is null) return new Packet();
        Packet packet = _free;
        _free = packet.NextFree;
        packet.NextFree = null;
        return packet;
    }

    internal void Return(Packet packet)
    {
        if (shared) return;
        packet.Number = 0;
        packet.Data = null;
        packet.Fragment = null;
        packet.Flow = -1;
        packet.Answer = false;
        packet.Kind = PacketKind.Udp;
        packet.Source = default;
        packet.Direction = -1;
        packet.FlippedByte = -1;
        packet.IsCopy = false;
        packet.IsMarked = false;
        packet.Fate = NetComm.Tracing.DropReason.None;
        packet.NextFree = _free;
        _free = packet;
    }

    /// <summary>A second packet, alike in all.</summary>
    internal Packet Copy(Packet original)
    {
        Packet copy = Rent();
        copy.Number = original.Number;
        copy.Source = original.Source;
        copy.Destination = original.Destination;
        copy.SourcePort = original.SourcePort;
        copy.DestinationPort = original.DestinationPort;
        copy.Bytes = original.Bytes;
        copy.Data = original.Data;
        copy.Flow = original.Flow;
        copy.Sequence = original.Sequence;
        copy.Answer = original.Answer;
        copy.Ttl = original.Ttl;
        copy.Kind = original.Kind;
        copy.SentAt = original.SentAt;
        copy.WireBytes = original.WireBytes;
        copy.DestinationNode = original.DestinationNode;
        copy.SourceNode = original.SourceNode;
        copy.Direction = original.Direction;
        copy.Interface = original.Interface;
        copy.NextHopPort = original.NextHopPort;
        copy.Fate = original.Fate;
        copy.FlippedByte = original.FlippedByte;
        copy.IsMarked = original.IsMarked;
        copy.Fragment = original.Fragment;
        copy.ArpSender = original.ArpSender;
        copy.ArpTarget = original.ArpTarget;
        if (original.Kind == PacketKind.Tcp) (copy.Segment ??= new SegmentHeader()).Tcp = original.Segment!.Tcp;
        return copy;
    }
}
