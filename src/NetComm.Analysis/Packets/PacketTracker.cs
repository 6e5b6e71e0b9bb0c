using System.Runtime.CompilerServices;
using NetComm.Tracing;

namespace NetComm.Analysis;

/// <summary>
/// Follows each packet of a flow from its sending to its end at every receiver: copies, fragments and answers belong together here, so that
/// those who count or list packets need not know of them.
/// </summary>
/// <remarks>
/// A multicast packet may end without a drop for one at whom it is due: no branch of the tree leads there (any more), or the host has left.
/// Such a one has lost it once no copy is on any link or LAN, at the place nearest to it where one has been. Not modelled: which branch of
/// a multicast tree a drop between routers cuts off. It counts for all who have not received the packet, and those who do receive it later
/// are corrected then.
/// </remarks>
internal sealed partial class PacketTracker
{
    private const int NoFlow = -1;

    /// <summary>The last fragment: its time, its number, and where it ends in its datagram.</summary>
    private readonly record struct Part(SimTime Time, long Packet, int End)
    {
        public bool Continues(in TraceEvent cut, int offset) => offset > 0 && offset == End && cut.Packet == Packet + 1 && cut.Time == Time;
    }

    private readonly TraceHeader _header;
    private readonly IPacketSink _sink;
    private readonly PacketRing _ring = new();
    private readonly FlowDelivery[] _paths;
    private int[] _flowOfConversation = new int[64];
    private int _conversations;
    private Part _lastCut;

    public PacketTracker(TraceHeader header, IPacketSink sink)
    {
        _header = header;
        _sink = sink;
        _paths = [.. header.Flows.Select(flow => new FlowDelivery(flow, header))];
        // Real sockets take a packet later than the emulated path gives it up, so there the drops alone are believed.
        FollowsCopies = header.Mode == RunMode.Simulated && Array.Exists(_paths, path => path.Group >= 0);
    }

    /// <summary>Takes an event; those that do not speak of packets are passed over.</summary>
    public void Take(in TraceEvent happened)
    {
        if (_landed.Count > 0 && happened.Time > _landed[^1].Time) GiveUpLanded();
        switch (happened.Kind)
        {
            case TraceEventKind.Enqueued:
                SetOut(happened);
                break;
            case TraceEventKind.Delivered:
                if (happened.Extra != 0) Copied(happened);
                else Arrived(happened);
                break;
            case TraceEventKind.Withdrawn:
                Withdrawn(happened.Packet);
                break;
            case TraceEventKind.PacketSent:
                Sent(happened);
                break;
            case TraceEventKind.Received:
                Received(happened);
                break;
            case TraceEventKind.Dropped:
                Dropped(happened);
                break;
            case TraceEventKind.FragmentSent:
                Cut(happened);
                break;
            case TraceEventKind.ConversationOpened:
                Opened(happened);
                break;
            case TraceEventKind.GroupJoined or TraceEventKind.GroupLeft:
                ChangeMember((int)happened.Packet, happened.Place, isMember: happened.Kind == TraceEventKind.GroupJoined);
                break;
            case TraceEventKind.RunEnded:
                GiveUpLanded();
                break;
        }
    }

    /// <summary>Whom the packets of a flow are due at.</summary>
    public DueReceivers DueOf(int flow) => _paths[flow].Due;

    /// <summary>How many receivers of a flow are told apart: 1 where any of them will do.</summary>
    public int MarksOf(int flow) => _paths[flow].Marks.Receivers;

    /// <summary>A direction made a copy of a packet.</summary>
    public void Copied(in TraceEvent delivered)
    {
        ref TrackedPacket packet = ref _ring.Find(delivered.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        int concerned = Concerned(packet, delivered.Place);
        if (concerned == FlowDelivery.Nobody) return;
        if (packet.Role == PacketRole.Fragment) CopiedPart(ref packet, concerned);
        else if (!Revive(ref packet, concerned) && packet.Copies < byte.MaxValue) packet.Copies++;
        CopyArrived(delivered);
    }

    private void CopiedPart(ref TrackedPacket fragment, int concerned)
    {
        if (fragment.DroppedBits == 0)
        {
            if (fragment.Copies < byte.MaxValue) fragment.Copies++;
            return;
        }

        fragment.DroppedBits = 0;
        ref TrackedPacket whole = ref _ring.Find(fragment.Origin);
        if (!Unsafe.IsNullRef(ref whole) && --whole.LostParts == 0) Revive(ref whole, concerned);
    }

    /// <summary>Where a packet was dropped for those concerned a copy takes its place; false where none had been.</summary>
    private bool Revive(ref TrackedPacket packet, int concerned)
    {
        ReceiverMarks marks = _paths[packet.Flow].Marks;
        int open = packet.Unresolved;
        (int first, int beyond) = concerned == FlowDelivery.All ? (0, marks.Receivers) : (concerned, concerned + 1);
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

    /// <summary>
    /// All pairs of packet and receiver that are neither received nor lost; a request until it is answered, its answer only if asked for.
    /// </summary>
    public void VisitUnderWay(Action<TrackedPacket, int> visit, bool answersToo = false) => _ring.VisitOpen(packet =>
    {
        if (packet.Role == PacketRole.Fragment || packet.Unresolved == 0 || (packet.Role == PacketRole.Answer && !answersToo)) return;
        FlowDelivery path = _paths[packet.Flow];
        for (int receiver = 0; receiver < path.Marks.Receivers; receiver++)
        {
            if (path.Due.Includes(packet.DueState, receiver) && path.Marks.IsOpen(packet, receiver)) visit(packet, receiver);
        }
    });

    private void Opened(in TraceEvent opened)
    {
        while (opened.Place >= _flowOfConversation.Length) Array.Resize(ref _flowOfConversation, 2 * _flowOfConversation.Length);
        for (; _conversations <= opened.Place; _conversations++) _flowOfConversation[_conversations] = NoFlow;
        _flowOfConversation[opened.Place] = opened.Packet >= 0 ? (int)opened.Packet : NoFlow;
    }

    private void Sent(in TraceEvent sent)
    {
        int flow = sent.Place < _conversations ? _flowOfConversation[sent.Place] : NoFlow;
        if (flow == NoFlow) return;

        FlowDelivery path = _paths[flow];
        ref TrackedPacket packet = ref Claim(sent.Packet);
        packet.Number = sent.Packet;
        packet.SentAt = sent.Time;
        packet.Since = sent.Time;
        packet.Origin = sent.Packet;
        packet.Flow = flow;
        packet.Sequence = (uint)new PacketSent(sent).Sequence;
        packet.Bytes = new PacketSent(sent).Bytes;
        packet.AnsweredBy = -1;
        packet.IpHeaders = 1;
        packet.Role = sent.Extra == 1 ? PacketRole.Answer : path.IsAnswered ? PacketRole.Request : PacketRole.Datagram;
        packet.DueState = path.Due.Now();
        path.Marks.Open(ref packet, path.Due.Varies ? path.Due.Count(packet.DueState) : null);

        if (packet.Role == PacketRole.Request) path.Remember(packet, _ring);
        if (packet.Role == PacketRole.Answer) LinkToRequest(ref packet, path);
        _sink.Sent(packet);
        if (FollowsCopies && path.Group >= 0) Land(ref packet, sent.Time, -1 - path.Sender);
    }

    private void LinkToRequest(ref TrackedPacket answer, FlowDelivery path)
    {
        ref TrackedPacket request = ref _ring.Find(path.RequestOf(answer.Sequence));
        if (Unsafe.IsNullRef(ref request) || request.Sequence != answer.Sequence || request.Flow != answer.Flow) return;
        answer.Origin = request.Number;
        answer.Since = request.SentAt;
        answer.AnsweredBy = request.AnsweredBy;
    }

    private void Cut(in TraceEvent cut)
    {
        ref TrackedPacket whole = ref FindWhole(cut.Value);
        if (Unsafe.IsNullRef(ref whole)) return;

        // The first part of a cut takes the header of what was cut, be it the datagram or a fragment; each further part adds one.
        int offset = cut.Extra * 8;
        if (_lastCut.Continues(cut, offset)) whole.IpHeaders++;
        _lastCut = new Part(cut.Time, cut.Packet, offset + cut.Place);
        (long origin, int flow) = (whole.Number, whole.Flow);

        ref TrackedPacket fragment = ref Claim(cut.Packet);
        fragment.Number = cut.Packet;
        fragment.Origin = origin;
        fragment.Flow = flow;
        fragment.Role = PacketRole.Fragment;
    }

    private void Received(in TraceEvent received)
    {
        ref TrackedPacket packet = ref _ring.Find(received.Packet);
        if (Unsafe.IsNullRef(ref packet) || packet.Role == PacketRole.Fragment) return;

        FlowDelivery path = _paths[packet.Flow];
        bool isAnswer = packet.Role == PacketRole.Answer;
        int receiver = path.ReceiverAt(isAnswer ? packet.AnsweredBy : received.Place);
        if (receiver < 0 && !isAnswer) return;

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
            PacketRole.Request => TakeRequest(ref packet, received.Place),
            PacketRole.Answer => TakeAnswer(ref packet, path),
            _ => TakeDatagram(ref packet, path.Marks, mark),
        };
        _sink.Received(packet, Math.Max(0, receiver), received.Time, again);
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

    private static bool TakeRequest(ref TrackedPacket request, int node)
    {
        if (request.AnsweredBy < 0)
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

    private void Dropped(in TraceEvent drop)
    {
        ref TrackedPacket packet = ref _ring.Find(drop.Packet);
        if (Unsafe.IsNullRef(ref packet)) return;
        LeftOut(drop);
        int concerned = Concerned(packet, drop.Place);
        if (concerned == FlowDelivery.Nobody) return;
        if (concerned >= 0 && !_paths[packet.Flow].Due.Includes(packet.DueState, concerned)) return;
        if (packet.Copies > 0) packet.Copies--;
        else if (packet.Role == PacketRole.Fragment) DroppedPart(ref packet, concerned, drop);
        else Lose(ref packet, concerned, drop);
    }

    /// <summary>A datagram that lacks a part is lost, or the copy of it that was cut is.</summary>
    private void DroppedPart(ref TrackedPacket fragment, int concerned, in TraceEvent drop)
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
        Lose(ref whole, concerned, drop);
    }

    private void Lose(ref TrackedPacket packet, int concerned, in TraceEvent drop)
    {
        if (packet.Role == PacketRole.Request && packet.AnsweredBy >= 0) return;
        FlowDelivery path = _paths[packet.Flow];
        if (concerned != FlowDelivery.All)
        {
            Lose(ref packet, path, concerned, drop);
            return;
        }

        for (int receiver = 0; receiver < path.Marks.Receivers; receiver++) Lose(ref packet, path, receiver, drop);
    }

    private int Concerned(in TrackedPacket packet, int place)
    {
        FlowDelivery path = _paths[packet.Flow];
        if (place >= 0) return path.ConcernedTowards(_header.Directions[place].ToNode);
        return packet.Role == PacketRole.Answer ? FlowDelivery.All : path.ConcernedAt(-1 - place);
    }

    private void Lose(ref TrackedPacket packet, FlowDelivery path, int mark, in TraceEvent drop)
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

        _sink.Lost(packet, mark, drop);
    }

    private ref TrackedPacket Claim(long number)
    {
        ref TrackedPacket slot = ref _ring.Claim(number);
        if (slot.Number != 0 && slot.Role != PacketRole.Fragment) _paths[slot.Flow].Marks.Close(slot);
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
