using System.Globalization;
using System.Text;

namespace NetComm.Analysis;

/// <summary>
/// Writes packets.csv (reports/FILES.md): a row for each packet of a flow and each receiver, of a bulk transfer for each segment of its
/// sender, in the order of sending. Goes through the trace twice and keeps only the packets under way at one time.
/// </summary>
public sealed class PacketsCsv : ITraceFold, IPacketSink
{
    private const string Columns = "flow,sequence,sender,receiver,sent_s,received_s,latency_ms,bytes,outcome";

    private readonly TraceHeader _header;
    private readonly PacketFates _fates;
    private readonly StreamWriter _writer;
    private readonly PacketTracker _packets;
    private readonly SegmentFates _segments;
    private readonly BulkSenders _senders;
    private readonly uint[] _nextSegment;
    private readonly Queue<PendingPacket> _inOrder = new();
    private readonly Dictionary<long, PendingPacket> _byNumber = [];

    private PacketsCsv(TraceHeader header, PacketFates fates, SegmentFates segments, StreamWriter writer)
    {
        _header = header;
        _fates = fates;
        _segments = segments;
        _senders = new BulkSenders(header);
        _nextSegment = new uint[header.Flows.Count];
        _writer = writer;
        _packets = new PacketTracker(header, this);
    }

    /// <summary>Writes the rows of a kept trace; the stream stays open.</summary>
    public static void Write(Stream stream, Trace trace)
    {
        var fates = new PacketFates(trace.Header);
        var segments = new SegmentFates(trace.Header);
        trace.FoldInto(fates, segments);
        fates.Finish();
        using var writer =
            new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Columns);
        var rows = new PacketsCsv(trace.Header, fates, segments, writer);
        trace.FoldInto(rows);
        rows.WriteReady(atEnd: true);
    }

    void ITraceFold.Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            if (slots[i].Kind != TraceEventKind.Enqueued || _packets.FollowsCopies) _packets.Take(slots[i]);
            TakeSegment(slots, i);
        }

        WriteReady(atEnd: false);
    }

    void IPacketSink.Sent(in TrackedPacket packet)
    {
        TracedFlow flow = _header.Flows[packet.Flow.Index];
        int receivers = flow.IsDueAtEach && packet.Role == PacketRole.Datagram ? flow.Receivers.Count : 1;
        var pending = new PendingPacket(packet, receivers);
        DueReceivers due = _packets.DueOf(packet.Flow);
        for (int receiver = 0; receiver < receivers; receiver++)
        {
            if (!due.Includes(packet.DueState, receiver))
            {
                pending.Spare(receiver);
                continue;
            }

            pending.Expect(receiver, _fates.Recoveries(packet.Number, receiver));
            if (_fates.IsUnderWay(packet.Number, receiver)) pending.StayUnderWay(receiver);
        }

        _inOrder.Enqueue(pending);
        _byNumber[packet.Number] = pending;
    }

    void IPacketSink.Received(in TrackedPacket packet, int receiver, SimTime at, bool again)
    {
        if (!_byNumber.TryGetValue(packet.Number, out PendingPacket? pending)) return;
        TracedFlow flow = _header.Flows[packet.Flow.Index];
        NodeId? node = packet.Role switch
        {
            PacketRole.Answer => new NodeId(flow.From),
            PacketRole.Request => packet.AnsweredBy,
            _ => new NodeId(flow.Receivers[receiver]),
        };
        pending.Receive(pending.Outcomes.Length == 1 ? 0 : receiver, node, at, again);
    }

    void IPacketSink.Lost(in TrackedPacket packet, int receiver, in PacketLoss loss)
    {
        if (_byNumber.TryGetValue(packet.Number, out PendingPacket? pending)) pending.Lose(receiver, loss);
    }

    private void TakeSegment(ReadOnlySpan<TraceEvent> slots, int index)
    {
        switch (slots[index].Kind)
        {
            case TraceEventKind.ConversationOpened:
                _senders.Opened(slots, index);
                break;
            case TraceEventKind.SegmentSent when _senders.FlowOf(new SegmentSent(slots[index]).Conversation) is { } flow:
                SendSegment(new SegmentSent(slots[index]), flow);
                break;
            case TraceEventKind.Received when PendingSegment(new Received(slots[index]).Packet) is { } pending:
                var received = new Received(slots[index]);
                pending.Receive(0, received.Node, received.Time, again: false);
                break;
            case TraceEventKind.Dropped when PendingSegment(new Dropped(slots[index]).Packet) is { } pending:
                var drop = new Dropped(slots[index]);
                pending.Lose(0, new PacketLoss(drop.Time, drop.Location, drop.Reason));
                break;
        }
    }

    private void SendSegment(SegmentSent sent, FlowId flow)
    {
        var pending = new PendingPacket(
            new TrackedPacket
            {
                Number = sent.Packet,
                Flow = flow,
                Sequence = _nextSegment[flow.Index]++,
                SentAt = sent.Time,
                Bytes = sent.Payload
            }, receivers: 1);
        pending.Expect(0, _segments.DropsToPassOver(sent.Packet));
        if (_segments.IsUnderWay(sent.Packet)) pending.StayUnderWay(0);
        _inOrder.Enqueue(pending);
        _byNumber[sent.Packet] = pending;
    }

    /// <summary>The segment that a packet is or is part of, unless its row is written.</summary>
    private PendingPacket? PendingSegment(long packet) =>
        _segments.SegmentOf(packet) is { } segment ? _byNumber.GetValueOrDefault(segment) : null;

    private bool HasCopies(PendingPacket pending) => _packets.HasCopies(pending.Number)
        || (_segments.Copies(pending.Number) is > 0 and var copies && copies > (pending.Outcomes[0].Copies?.Count ?? 0));

    private void WriteReady(bool atEnd)
    {
        while (_inOrder.TryPeek(out PendingPacket? first) && (atEnd || (first.IsResolved && !HasCopies(first))))
        {
            _inOrder.Dequeue();
            _byNumber.Remove(first.Number);
            for (int receiver = 0; receiver < first.Outcomes.Length; receiver++) WriteRows(first, receiver);
        }
    }

    private void WriteRows(PendingPacket packet, int receiver)
    {
        ref readonly PendingPacket.Outcome outcome = ref packet.Outcomes[receiver];
        if (outcome.Kind == PendingPacket.OutcomeKind.NotDue) return;
        (string what, SimTime? received) = outcome.Kind switch
        {
            PendingPacket.OutcomeKind.Received => ("received", outcome.At),
            PendingPacket.OutcomeKind.Duplicate => ("duplicate", outcome.At),
            PendingPacket.OutcomeKind.Lost =>
                ($"lost: {DropReasons.Name(outcome.Loss.Reason)} at {_header.NameOf(outcome.Loss.Location)}", (SimTime?)null),
            _ => ("in-flight", null),
        };
        string to = ReceiverName(packet, receiver, outcome.Node);
        WriteRow(packet, to, received, what);
        foreach (SimTime copy in outcome.Copies ?? []) WriteRow(packet, to, copy, "duplicate");
    }

    private void WriteRow(PendingPacket packet, string receiver, SimTime? received, string outcome)
    {
        _writer.Write(_header.Flows[packet.Flow.Index].Name);
        _writer.Write(',');
        WriteNumber(packet.Sequence);
        _writer.Write(',');
        _writer.Write(SenderName(packet));
        _writer.Write(',');
        _writer.Write(receiver);
        _writer.Write(',');
        WriteDecimal(packet.SentAt.Picoseconds, 12);
        _writer.Write(',');
        if (received is { } at) WriteDecimal(at.Picoseconds, 12);
        _writer.Write(',');
        if (received is { } end) WriteDecimal(Rounding.Round((end - packet.SentAt).Picoseconds), 9);
        _writer.Write(',');
        WriteNumber(packet.Bytes);
        _writer.Write(',');
        _writer.WriteLine(outcome);
    }

    private string SenderName(PendingPacket packet)
    {
        TracedFlow flow = _header.Flows[packet.Flow.Index];
        if (!packet.IsAnswer) return _header.Nodes[flow.From].Name;
        return packet.AnsweredBy is { } node ? _header.Nodes[node.Index].Name : flow.To;
    }

    private string ReceiverName(PendingPacket packet, int receiver, NodeId? node)
    {
        TracedFlow flow = _header.Flows[packet.Flow.Index];
        if (packet.IsAnswer) return _header.Nodes[flow.From].Name;
        if (node is { } known) return _header.Nodes[known.Index].Name;
        return flow.IsDueAtEach || flow.Receivers.Count == 1 ? _header.Nodes[flow.Receivers[receiver]].Name : flow.To;
    }

    private void WriteNumber(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        _writer.Write(digits[..length]);
    }

    /// <summary>A whole number of the unit's 10⁻⁹ or 10⁻¹², exactly, without trailing zeros.</summary>
    private void WriteDecimal(long parts, int places)
    {
        Span<char> digits = stackalloc char[24];
        (parts < 0 ? -(Int128)parts : parts).TryFormat(digits, out int length, "D" + (places + 1), CultureInfo.InvariantCulture);
        if (parts < 0) _writer.Write('-');
        _writer.Write(digits[..(length - places)]);
        ReadOnlySpan<char> fraction = digits[(length - places)..length].TrimEnd('0');
        if (fraction.Length == 0) return;
        _writer.Write('.');
        _writer.Write(fraction);
    }
}
