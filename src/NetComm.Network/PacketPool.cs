namespace NetComm.Network;

/// <summary>Packets for use again, so that sending allocates nothing. One thread, unless <c>shared</c>: then each is new.</summary>
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
        packet.Owner = Owner.Nobody;
        packet.IsReply = false;
        packet.TypeOfService = 0;
        packet.Kind = PacketKind.Udp;
        packet.Source = default;
        packet.Hop = default;
        packet.NextFree = _free;
        _free = packet;
    }

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
        copy.Owner = original.Owner;
        copy.Sequence = original.Sequence;
        copy.IsReply = original.IsReply;
        copy.Ttl = original.Ttl;
        copy.Kind = original.Kind;
        copy.SentAt = original.SentAt;
        copy.IpLength = original.IpLength;
        copy.To = original.To;
        copy.SourceNode = original.SourceNode;
        copy.TypeOfService = original.TypeOfService;
        copy.Hop = original.Hop;
        copy.Hop.IsCopy = false;
        copy.Fragment = original.Fragment;
        copy.ArpSender = original.ArpSender;
        copy.ArpTarget = original.ArpTarget;
        if (original.Kind == PacketKind.Tcp) (copy.Segment ??= new SegmentHeader()).Tcp = original.Segment!.Tcp;
        return copy;
    }
}
