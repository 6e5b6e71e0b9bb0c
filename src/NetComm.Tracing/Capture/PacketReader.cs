namespace NetComm.Tracing;

/// <summary>Reads from events what packets are: all that is needed to build them anew.</summary>
internal sealed class PacketReader
{
    private readonly List<Conversation> _conversations = [];

    /// <summary>
    /// The packet whose sending an event tells of; null for all other events. A payload goes to the packet that carries it.
    /// </summary>
    /// <param name="slots">A block of events.</param>
    /// <param name="i">The event's index.</param>
    /// <param name="find">Finds a packet read before by its number.</param>
    public CapturedPacket? Read(ReadOnlySpan<TraceEvent> slots, int i, Func<long, CapturedPacket?> find)
    {
        ref readonly TraceEvent happened = ref slots[i];
        switch (happened.Kind)
        {
            case TraceEventKind.ConversationOpened:
                while (_conversations.Count <= happened.Place) _conversations.Add(null!);
                _conversations[happened.Place] = Conversation.Parse(happened.Packet, TraceBytes.TextBehind(slots, i));
                return null;
            case TraceEventKind.PayloadAttached:
                Attach(find(happened.Packet), TraceBytes.Behind(slots, i));
                return null;
            case TraceEventKind.PacketSent:
                return Sent(happened);
            case TraceEventKind.SegmentSent:
                return new CapturedPacket.Segment(
                    happened.Packet, _conversations[happened.Place], TraceBytes.Behind(slots, i).ToArray(), happened.Extra);
            case TraceEventKind.FragmentSent:
                return Cut(happened, find(happened.Value));
            case TraceEventKind.ArpSent:
                return new CapturedPacket.Arp(
                    happened.Packet, happened.Place, (int)(happened.Value >> 32), new((uint)happened.Value), reply: happened.Extra == 2);
            case TraceEventKind.ControlSent:
                return new CapturedPacket.Control(happened.Packet, TraceBytes.Behind(slots, i).ToArray());
            default:
                return null;
        }
    }

    /// <summary>A message of a TCP flow is no packet: its segments are.</summary>
    private CapturedPacket.Datagram? Sent(in TraceEvent sent)
    {
        Conversation conversation = _conversations[sent.Place];
        return conversation.Transport == Transport.Tcp
            ? null
            : new CapturedPacket.Datagram(
            sent.Packet, conversation, TraceEvents.Sequence(sent), TraceEvents.PayloadBytes(sent), sent.Extra == 1);
    }

    private static CapturedPacket.Fragment? Cut(in TraceEvent cut, CapturedPacket? from)
    {
        CapturedPacket.Datagram? whole = from as CapturedPacket.Datagram ?? (from as CapturedPacket.Fragment)?.Whole;
        return whole is null ? null : new CapturedPacket.Fragment(cut.Packet, whole, cut.Extra * 8, cut.Place, cut.Reason == 1);
    }

    private static void Attach(CapturedPacket? carrier, ReadOnlySpan<byte> payload)
    {
        if (carrier is CapturedPacket.Datagram datagram) datagram.Payload = payload.ToArray();
        else if (carrier is CapturedPacket.Segment segment) segment.Payload = payload.ToArray();
    }
}
