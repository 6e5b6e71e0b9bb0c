namespace NetComm.Tracing;

/// <summary>Reads from events what packets are: all that is needed to build them anew.</summary>
internal sealed class PacketReader
{
    private readonly List<Conversation> _conversations = [];

    /// <summary>The packet whose sending an event tells of; null for all others. A payload goes to its packet.</summary>
    public CapturedPacket? Read(ReadOnlySpan<TraceEvent> slots, int i, Func<long, CapturedPacket?> find)
    {
        ref readonly TraceEvent happened = ref slots[i];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                int opened = new ConversationOpened(happened).Conversation.Index;
                while (_conversations.Count <= opened) _conversations.Add(null!);
                _conversations[opened] = Conversation.Read(slots, i);
                return null;
            case TraceEventKind.DscpChanged:
                var changed = new DscpChanged(happened);
                _conversations[changed.Conversation.Index] = _conversations[changed.Conversation.Index] with { Dscp = changed.Dscp };
                return null;
            case TraceEventKind.PayloadAttached:
                Attach(find(new PayloadAttached(happened).Packet), TraceBytes.Behind(slots, i));
                return null;
            case TraceEventKind.PacketSent:
                return Sent(new PacketSent(happened));
            case TraceEventKind.SegmentSent:
                var segment = new SegmentSent(happened);
                return new CapturedPacket.Segment(
                    segment.Packet, _conversations[segment.Conversation.Index], TraceBytes.Behind(slots, i).ToArray(), segment.Payload)
                {
                    Ecn = segment.Ecn,
                };
            case TraceEventKind.FragmentSent:
                var cut = new FragmentSent(happened);
                return Cut(cut, find(cut.Whole));
            case TraceEventKind.ArpSent:
                var arp = new ArpSent(happened);
                return new CapturedPacket.Arp(arp.Packet, arp.Sender, arp.Target, arp.About, arp.IsReply);
            case TraceEventKind.ControlSent:
                return new CapturedPacket.Control(new ControlSent(happened).Packet, TraceBytes.Behind(slots, i).ToArray());
            default:
                return null;
        }
    }

    /// <summary>A message of a TCP flow is no packet: its segments are.</summary>
    private CapturedPacket.Datagram? Sent(PacketSent sent)
    {
        Conversation conversation = _conversations[sent.Conversation.Index];
        return conversation.Transport == Transport.Tcp
            ? null
            : new CapturedPacket.Datagram(sent.Packet, conversation, sent.Sequence, sent.Bytes, sent.IsAnswer);
    }

    private static CapturedPacket.Fragment? Cut(FragmentSent cut, CapturedPacket? from)
    {
        CapturedPacket.Datagram? whole = from as CapturedPacket.Datagram ?? (from as CapturedPacket.Fragment)?.Whole;
        return whole is null ? null : new CapturedPacket.Fragment(cut.Packet, whole, cut.Offset, cut.Bytes, cut.HasMore);
    }

    private static void Attach(CapturedPacket? carrier, ReadOnlySpan<byte> payload)
    {
        if (carrier is CapturedPacket.Datagram datagram) datagram.Payload = payload.ToArray();
        else if (carrier is CapturedPacket.Segment segment) segment.Payload = payload.ToArray();
    }
}
