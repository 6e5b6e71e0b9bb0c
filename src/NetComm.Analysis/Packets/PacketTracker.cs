using System.Runtime.CompilerServices;

namespace NetComm.Analysis;

/// <summary>Follows each packet of a flow to its end at every receiver: copies, fragments and answers belong together here.</summary>
/// <remarks>
/// A multicast packet may end without a drop for one at whom it is due: no branch of the tree leads there (any more), or the host has left.
/// Such a one has lost it once no copy is on any link or LAN, at the place nearest to it where one has been. Not modelled: which branch of
/// a multicast tree a drop between routers cuts off. It counts for all who have not received the packet, and those who do receive it later
/// are corrected then.
/// </remarks>
internal sealed partial class PacketTracker
{
    /// <summary>The last fragment: its time, its number, and where it ends in its datagram.</summary>
    private readonly record struct Part(SimTime Time, long Packet, int End)
    {
        public bool Continues(FragmentSent cut) => cut.Offset > 0 && cut.Offset == End && cut.Packet == Packet + 1 && cut.Time == Time;
    }

    private readonly TraceHeader _header;
    private readonly IPacketSink _sink;
    private readonly PacketRing _ring = new();
    private readonly FlowDelivery[] _paths;
    private Owner[] _owners = new Owner[64];
    private Part _lastCut;

    public PacketTracker(TraceHeader header, IPacketSink sink)
    {
        _header = header;
        _sink = sink;
        _paths = [.. header.Flows.Select(flow => new FlowDelivery(flow, header))];
        // Real sockets take a packet later than the emulated path gives it up, so there the drops alone are believed.
        FollowsCopies = header.Mode == RunMode.Simulated && Array.Exists(_paths, path => path.Group is not null);
    }

    public void Take(in TraceEvent happened)
    {
        if (_landed.Count > 0 && happened.Time > _landed[^1].Time) GiveUpLanded();
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                SetOut(new Enqueued(happened).Packet);
                break;
            case TraceEventKind.Delivered:
                var delivered = new Delivered(happened);
                if (delivered.IsCopy) Copied(delivered);
                else Arrived(delivered);
                break;
            case TraceEventKind.Withdrawn:
                Withdrawn(new Withdrawn(happened).Packet);
                break;
            case TraceEventKind.PacketSent:
                Sent(new PacketSent(happened));
                break;
            case TraceEventKind.Received:
                Received(new Received(happened));
                break;
            case TraceEventKind.Dropped:
                Dropped(new Dropped(happened));
                break;
            case TraceEventKind.FragmentSent:
                Cut(new FragmentSent(happened));
                break;
            case TraceEventKind.ConversationOpened:
                Opened(new ConversationOpened(happened));
                break;
            case TraceEventKind.GroupJoined or TraceEventKind.GroupLeft:
                ChangeMember(new MembershipChanged(happened));
                break;
            case TraceEventKind.RunEnded:
                GiveUpLanded();
                break;
        }
    }

    public DueReceivers DueOf(FlowId flow) => PathOf(flow).Due;

    /// <summary>How many receivers of a flow are told apart: 1 where any of them will do.</summary>
    public int MarksOf(FlowId flow) => PathOf(flow).Marks.Receivers;

    public void Copied(Delivered delivered)
    {
        ref TrackedPacket packet = ref _ring.Find(delivered.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        AffectedReceivers affected = Affected(packet, PacketLocation.On(delivered.Direction));
        if (affected.IsNobody) return;
        if (packet.Role == PacketRole.Fragment) CopiedPart(ref packet, affected);
        else if (!Revive(ref packet, affected) && packet.Copies < byte.MaxValue) packet.Copies++;
        CopyArrived(delivered);
    }

    private void CopiedPart(ref TrackedPacket fragment, AffectedReceivers affected)
    {
        if (fragment.DroppedBits == 0)
        {
            if (fragment.Copies < byte.MaxValue) fragment.Copies++;
            return;
        }

        fragment.DroppedBits = 0;
        ref TrackedPacket whole = ref _ring.Find(fragment.Origin);
        if (!Unsafe.IsNullRef(ref whole) && --whole.LostParts == 0) Revive(ref whole, affected);
    }

    /// <summary>Where a packet was dropped for those it concerns a copy takes its place; false where none had been.</summary>
    private bool Revive(ref TrackedPacket packet, AffectedReceivers affected)
    {
        ReceiverMarks marks = PathOf(packet.Flow).Marks;
        int open = packet.Unresolved;
        (int first, int beyond) = affected.Receiver is { } only ? (only, only + 1) : (0, marks.Receivers);
        for (int mark = first; mark < beyond; mark++)
        {
            if (!marks.IsDropped(packet, mark) || marks.IsReceived(packet, mark)) continue;
            _sink.Recovered(packet, mark, underWay: true);
            marks.Revive(ref packet, mark);
        }

        return packet.Unresolved > open;
    }

    /// <summary>Whether copies of a packet are under way, besides the one that was sent.</summary>
    public bool HasCopies(long number)
    {
        ref TrackedPacket packet = ref _ring.Find(number);
        return !Unsafe.IsNullRef(ref packet) && packet.Copies > 0;
    }

    /// <summary>All pairs of packet and receiver neither received nor lost; requests until answered, answers only if asked for.</summary>
    public void VisitUnderWay(Action<TrackedPacket, int> visit, bool answersToo = false) => _ring.VisitOpen(packet =>
    {
        if (packet.Role == PacketRole.Fragment || packet.Unresolved == 0 || (packet.Role == PacketRole.Answer && !answersToo)) return;
        FlowDelivery path = PathOf(packet.Flow);
        for (int receiver = 0; receiver < path.Marks.Receivers; receiver++)
        {
            if (path.Due.Includes(packet.DueState, receiver) && path.Marks.IsOpen(packet, receiver)) visit(packet, receiver);
        }
    });

    private void Opened(ConversationOpened opened)
    {
        while (opened.Conversation.Index >= _owners.Length) Array.Resize(ref _owners, 2 * _owners.Length);
        _owners[opened.Conversation.Index] = opened.Owner;
    }

    private void Sent(PacketSent sent)
    {
        if (sent.Conversation.Index >= _owners.Length || _owners[sent.Conversation.Index].Flow is not { } flow) return;

        FlowDelivery path = PathOf(flow);
        ref TrackedPacket packet = ref Claim(sent.Packet);
        packet.Number = sent.Packet;
        packet.SentAt = sent.Time;
        packet.Since = sent.Time;
        packet.Origin = sent.Packet;
        packet.Flow = flow;
        packet.Sequence = (uint)sent.Sequence;
        packet.Bytes = sent.Bytes;
        packet.IpHeaders = 1;
        packet.Role = sent.IsAnswer ? PacketRole.Answer : path.IsAnswered ? PacketRole.Request : PacketRole.Datagram;
        packet.DueState = path.Due.Now();
        path.Marks.Open(ref packet, path.Due.Varies ? path.Due.Count(packet.DueState) : null);

        if (packet.Role == PacketRole.Request) path.Remember(packet, _ring);
        if (packet.Role == PacketRole.Answer) LinkToRequest(ref packet, path);
        _sink.Sent(packet);
        if (FollowsCopies && path.Group is not null) Land(ref packet, sent.Time, PacketLocation.At(path.Sender));
    }

    private void LinkToRequest(ref TrackedPacket answer, FlowDelivery path)
    {
        ref TrackedPacket request = ref _ring.Find(path.RequestOf(answer.Sequence));
        if (Unsafe.IsNullRef(ref request) || request.Sequence != answer.Sequence || request.Flow != answer.Flow) return;
        answer.Origin = request.Number;
        answer.Since = request.SentAt;
        answer.AnsweredBy = request.AnsweredBy;
    }

    private void Cut(FragmentSent cut)
    {
        ref TrackedPacket whole = ref FindWhole(cut.Whole);
        if (Unsafe.IsNullRef(ref whole)) return;

        // The first part of a cut takes the header of what was cut, be it the datagram or a fragment; each further part adds one.
        if (_lastCut.Continues(cut)) whole.IpHeaders++;
        _lastCut = new Part(cut.Time, cut.Packet, cut.Offset + cut.Bytes);
        (long origin, FlowId flow) = (whole.Number, whole.Flow);

        ref TrackedPacket fragment = ref Claim(cut.Packet);
        fragment.Number = cut.Packet;
        fragment.Origin = origin;
        fragment.Flow = flow;
        fragment.Role = PacketRole.Fragment;
    }

    private void Received(Received received)
    {
        ref TrackedPacket packet = ref _ring.Find(received.Packet);
        if (Unsafe.IsNullRef(ref packet) || packet.Role == PacketRole.Fragment) return;

        FlowDelivery path = PathOf(packet.Flow);
        bool isAnswer = packet.Role == PacketRole.Answer;
        int? known = path.ReceiverAt(isAnswer ? packet.AnsweredBy : received.Node);
        if (known is null && !isAnswer) return;

        int receiver = known ?? 0;
        int mark = isAnswer ? 0 : path.MarkOf(receiver);
        if (!path.Due.Includes(packet.DueState, mark))
        {
            if (!path.Marks.ReceiveAstray(ref packet, mark) && packet.Copies > 0) packet.Copies--;
            return;
        }

        bool recovered = path.Marks.IsDropped(packet, mark) && !path.Marks.IsReceived(packet, mark);
        if (recovered) _sink.Recovered(packet, mark, underWay: false);
        bool again = packet.Role switch
        {
            PacketRole.Request => TakeRequest(ref packet, received.Node),
            PacketRole.Answer => TakeAnswer(ref packet, path),
            _ => TakeDatagram(ref packet, path.Marks, mark),
        };
        _sink.Received(packet, receiver, received.Time, again);
    }

    private static bool TakeDatagram(ref TrackedPacket packet, ReceiverMarks marks, int mark)
    {
        if (!marks.IsReceived(packet, mark))
        {
            marks.Receive(ref packet, mark);
            return false;
        }

        if (packet.Copies > 0) packet.Copies--;
        return true;
    }

    private static bool TakeRequest(ref TrackedPacket request, NodeId node)
    {
        if (request.AnsweredBy is null)
        {
            request.AnsweredBy = node;
            return false;
        }

        if (request.Copies > 0) request.Copies--;
        return true;
    }

    private bool TakeAnswer(ref TrackedPacket answer, FlowDelivery path)
    {
        bool again = TakeDatagram(ref answer, path.Marks, 0);
        ref TrackedPacket request = ref _ring.Find(answer.Origin);
        if (answer.Origin == answer.Number || Unsafe.IsNullRef(ref request)) return again;
        if (path.Marks.IsReceived(request, 0)) return true;
        path.Marks.Receive(ref request, 0);
        return again;
    }

    private void Dropped(Dropped drop)
    {
        ref TrackedPacket packet = ref _ring.Find(drop.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        LeftOut(drop);
        var loss = new PacketLoss(drop.Time, drop.Location, drop.Reason);
        AffectedReceivers affected = Affected(packet, drop.Location);
        if (affected.IsNobody) return;
        if (affected.Receiver is { } receiver && !PathOf(packet.Flow).Due.Includes(packet.DueState, receiver)) return;
        if (packet.Copies > 0) packet.Copies--;
        else if (packet.Role == PacketRole.Fragment) DroppedPart(ref packet, affected, loss);
        else Lose(ref packet, affected, loss);
    }

    /// <summary>A datagram that lacks a part is lost, or the copy of it that was cut is.</summary>
    private void DroppedPart(ref TrackedPacket fragment, AffectedReceivers affected, in PacketLoss loss)
    {
        ref TrackedPacket whole = ref _ring.Find(fragment.Origin);
        if (Unsafe.IsNullRef(ref whole) || fragment.DroppedBits != 0) return;
        if (whole.Copies > 0)
        {
            whole.Copies--;
            return;
        }

        fragment.DroppedBits = 1;
        if (whole.LostParts < byte.MaxValue) whole.LostParts++;
        Lose(ref whole, affected, loss);
    }

    private void Lose(ref TrackedPacket packet, AffectedReceivers affected, in PacketLoss loss)
    {
        if (packet.Role == PacketRole.Request && packet.AnsweredBy is not null) return;
        FlowDelivery path = PathOf(packet.Flow);
        if (affected.Receiver is { } only)
        {
            Lose(ref packet, path, only, loss);
            return;
        }

        for (int receiver = 0; receiver < path.Marks.Receivers; receiver++) Lose(ref packet, path, receiver, loss);
    }

    private AffectedReceivers Affected(in TrackedPacket packet, PacketLocation place)
    {
        FlowDelivery path = PathOf(packet.Flow);
        if (place.Direction is { } direction) return path.AffectedTowards(_header.Directions[direction.Index].ToNode);
        return packet.Role == PacketRole.Answer ? AffectedReceivers.All : path.AffectedAt(place.Node!.Value);
    }

    private FlowDelivery PathOf(FlowId flow) => _paths[flow.Index];

    private void Lose(ref TrackedPacket packet, FlowDelivery path, int mark, in PacketLoss loss)
    {
        if (!path.Marks.IsOpen(packet, mark) || !path.Due.Includes(packet.DueState, mark)) return;

        path.Marks.Drop(ref packet, mark);
        if (packet.Role == PacketRole.Answer)
        {
            ref TrackedPacket request = ref _ring.Find(packet.Origin);
            bool pending = packet.Origin != packet.Number && !Unsafe.IsNullRef(ref request) && path.Marks.IsOpen(request, 0);
            if (pending)
            {
                path.Marks.Drop(ref request, 0);
                _sink.Unanswered(request);
            }
        }

        _sink.Lost(packet, mark, loss);
    }

    private ref TrackedPacket Claim(long number)
    {
        ref TrackedPacket slot = ref _ring.Claim(number);
        if (slot.Number != 0 && slot.Role != PacketRole.Fragment) PathOf(slot.Flow).Marks.Close(slot);
        _places.Free(slot.Places);
        slot = default;
        return ref slot;
    }

    private ref TrackedPacket FindWhole(long number)
    {
        ref TrackedPacket packet = ref _ring.Find(number);
        if (Unsafe.IsNullRef(ref packet) || packet.Role != PacketRole.Fragment) return ref packet;
        return ref _ring.Find(packet.Origin);
    }
}
