namespace NetComm.Analysis;

/// <summary>What of a trace's end its packets' order depends on: which are under way for ever, and which are told lost too early.</summary>
internal sealed class PacketFates : ITraceFold, IPacketSink
{
    private readonly PacketTracker _packets;
    private readonly Dictionary<(long Packet, int Receiver), int> _recoveries = [];
    private readonly HashSet<(long Packet, int Receiver)> _underWay = [];

    public PacketFates(TraceHeader header) => _packets = new PacketTracker(header, this);

    /// <summary>How many times it is told lost though another copy is under way, or comes after all.</summary>
    public int Recoveries(long packet, int receiver) => _recoveries.GetValueOrDefault((packet, receiver));

    public bool IsUnderWay(long packet, int receiver) => _underWay.Contains((packet, receiver));

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots) _packets.Take(slots[i]);
    }

    /// <summary>To be called when all events were folded.</summary>
    public void Finish() => _packets.VisitUnderWay(
        (packet, receiver) =>
        {
            // A request that was taken but not answered has itself arrived.
            if (packet.Role != PacketRole.Request || packet.AnsweredBy is null) _underWay.Add((packet.Number, receiver));
        },
        answersToo: true);

    void IPacketSink.Sent(in TrackedPacket packet)
    {
    }

    void IPacketSink.Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
    }

    void IPacketSink.Lost(in TrackedPacket packet, int receiver, in PacketLoss loss)
    {
    }

    void IPacketSink.Recovered(in TrackedPacket packet, int receiver, bool underWay) =>
        _recoveries[(packet.Number, receiver)] = Recoveries(packet.Number, receiver) + 1;
}
