using System.Net;
using NetComm.Network;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Tracing;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class UdpSocketActor
{
    private sealed record Sweep
    {
        internal static readonly Sweep Order = new();
    }

    /// <summary>
    /// What the system has not delivered by then it has lost: the loopback interface takes microseconds, unless a receive buffer is full.
    /// </summary>
    private static readonly SimDuration GivenUpAfter = SimDuration.FromSeconds(2);

    private static readonly SimDuration SweepInterval = SimDuration.FromMilliseconds(500);

    /// <summary>Datagrams noted for one sender to a program that does not read: more than the system's receive buffer holds.</summary>
    private const int MostNoted = 4096;

    private readonly Dictionary<IPEndPoint, List<UdpMessages.Expected>> _expected = [];
    private readonly Dictionary<IpEndpoint, int> _outsideConversations = [];
    private readonly Queue<(Packet Packet, byte[] Payload)> _buffer = new();
    private SocketCall.Receive? _reading;
    private IActorRef _reader = ActorRefs.Nobody;
    private long _reads;
    private bool _carries;
    private bool _isSweeping;

    private bool IsReading => _carries || _reading is not null;

    private void Read(SocketCall.Receive receive)
    {
        _reading = receive;
        _reader = Sender;
        _reads++;
        if (_buffer.Count > 0)
        {
            HandNext();
        }
        else if (TakeError() is var error and not Errno.None)
        {
            AnswerReader(Done(error));
        }
        else if (_readShut)
        {
            AnswerReader(new SocketReply.Data([], default));
        }
        else
        {
            ReceiveAll();
            if (receive.Timeout is { } timeout) _run.Clock.At(_run.Clock.Now + timeout, Self, new TimedOut(_reads));
        }
    }

    private void ReceiveAll()
    {
        foreach (UdpPort port in _ports) port.Receive();
        foreach ((_, UdpPort port) in _ears) port.Receive();
    }

    private void Expect(UdpMessages.Expected expected)
    {
        if (IsLeft(expected))
        {
            expected.IsForgotten = true;
            return;
        }

        if (!_expected.TryGetValue(expected.From, out List<UdpMessages.Expected>? fromThere)) _expected[expected.From] = fromThere = [];
        fromThere.Add(expected);
        if (!_carries && fromThere.Count > MostNoted) fromThere.RemoveAt(0);
        if (_isSweeping) return;
        _isSweeping = true;
        _run.Clock.At(_run.Clock.Now + SweepInterval, Self, Sweep.Order);
    }

    /// <summary>
    /// A datagram has come from the system: one of ours that was announced, an outside program's, or one for a host of another LAN.
    /// </summary>
    private void Take(UdpPort.Came came)
    {
        came.Port.Received();
        if (FindExpected(came) is { } expected)
        {
            expected.HasCome = true;
            if (expected.HasCrossed) HandOver(expected);
        }
        else if (_network.Book.FindReal(stream: false, came.From) is null)
        {
            TakeFromOutside(came);
        }

        if (IsReading) came.Port.Receive();
    }

    private UdpMessages.Expected? FindExpected(UdpPort.Came came) =>
        _expected.GetValueOrDefault(came.From)?.Find(expected => !expected.HasCome && expected.Payload.AsSpan().SequenceEqual(came.Bytes));

    private void Settle(UdpMessages.Settled settled)
    {
        UdpMessages.Expected expected = settled.Expected;
        expected.SettledAt = _run.Clock.Now;
        if (settled.Crossed is not { } copy)
        {
            expected.IsLost = true;
            return;
        }

        if (expected.IsForgotten || IsLeft(expected))
        {
            copy.End();
            return;
        }

        expected.Cross(copy);
        if (expected.HasCome) HandOver(expected);
    }

    private void HandOver(UdpMessages.Expected expected)
    {
        _expected.GetValueOrDefault(expected.From)?.Remove(expected);
        while (expected.TryTake(out UnderWay? copy)) Receive(expected.Packet, expected.Payload, copy);
    }

    /// <summary>Whether it is for a group that this socket hears no more: who leaves does not get what is still under way.</summary>
    private bool IsLeft(UdpMessages.Expected expected) => expected.Packet.Destination is { IsMulticast: true } group && !HearsAt(group);

    private void Forget(Ipv4Address group)
    {
        foreach (List<UdpMessages.Expected> fromThere in _expected.Values)
        {
            foreach (UdpMessages.Expected expected in fromThere.Where(expected => expected.Packet.Destination == group))
            {
                expected.IsForgotten = true;
                while (expected.TryTake(out UnderWay? copy)) copy.End();
            }

            fromThere.RemoveAll(expected => expected.IsForgotten);
        }
    }

    private void SweepExpected()
    {
        SimTime now = _run.Clock.Now;
        foreach (List<UdpMessages.Expected> fromThere in _expected.Values)
        {
            fromThere.RemoveAll(expected =>
            {
                bool isOld = (expected.HasCrossed || expected.IsLost) && now - expected.SettledAt > GivenUpAfter;
                if (!isOld || (expected.HasCrossed && !_carries)) return false;
                while (expected.TryTake(out UnderWay? copy)) Overflow(expected.Packet, copy);
                return true;
            });
        }

        _isSweeping = _expected.Values.Any(fromThere => fromThere.Count > 0);
        if (_isSweeping) _run.Clock.At(now + SweepInterval, Self, Sweep.Order);
    }

    private void Overflow(Packet packet, UnderWay copy)
    {
        _run.Trace.Write(TraceEvents.DroppedAt(_run.Clock.Now, _node.Index, packet.Number, DropReason.BufferFull));
        copy.End();
    }

    /// <summary>An outside program's datagram: it crosses the emulated links here, since its sender knows nothing of them.</summary>
    private void TakeFromOutside(UdpPort.Came came)
    {
        int outside = _network.Addresses.External;
        bool isForUs = outside >= 0 && !_carries && (_ports.Contains(came.Port) || SharesLanWith(outside));
        if (!isForUs) return;

        _network.Notes.HearOutside();
        _outside.Heard();
        IpEndpoint from = came.From.ToKnown();
        IpEndpoint to = new(_claims[0].Known.Address, _local.Port);
        Packet packet = _run.Packets.Rent();
        packet.Number = _run.Progress.NextPacketShared();
        packet.Source = from.Address;
        packet.SourcePort = from.Port;
        packet.Bytes = came.Bytes.Length;
        packet.SentAt = _run.Clock.Now;
        _run.Trace
            .Write(TraceEvents.PacketSent(
            packet.SentAt, OutsideConversation(from, to, packet.SentAt), packet.Number, 0, packet.Bytes, answer: false));
        _run.Trace.Write(
            TraceEvents.WithBytes(packet.SentAt, TraceEventKind.PayloadAttached, 0, packet.Bytes, packet.Number), came.Bytes);
        Deliver(packet, came.Bytes, outside);
    }

    private void Deliver(Packet packet, byte[] payload, int outside)
    {
        IActorRef self = Self;
        RunProgress progress = _run.Progress;
        progress.SetOutShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = packet.Number,
            From = outside,
            To = [_node.Index],
            Bytes = packet.Bytes + PayloadSize.UdpOverhead,
            Arrived = (_, _) =>
            {
                self.Tell(new UdpMessages.FromOutside(packet, payload), ActorRefs.NoSender!);
                progress.ArrivedShared();
            },
            Lost = _ => progress.ArrivedShared(),
            Copied = _ => progress.SetOutShared(),
        });
    }

    private bool SharesLanWith(int other) =>
        _node.Interfaces.Any(at => _run.Scenario.Nodes[other].Interfaces.Any(its => its.Medium == at.Medium));

    private int OutsideConversation(IpEndpoint from, IpEndpoint to, SimTime at)
    {
        if (_outsideConversations.TryGetValue(from, out int number)) return number;
        return _outsideConversations[from] = ConversationText.Open(_run, at, "udp", from, to, ttl: 64, _ownerNumber);
    }

    private void Receive(Packet packet, byte[] payload, UnderWay? copy)
    {
        SimTime now = _run.Clock.Now;
        if (_carries && _network.Crashes.IsCrashed(_node.Index, now))
        {
            // It crashed while the system delivered.
            _run.Trace.Write(TraceEvents.DroppedAt(now, _node.Index, packet.Number, DropReason.Down));
            copy?.End();
            return;
        }

        if (_carries)
        {
            _run.Trace.Write(TraceEvents.Received(now, _node.Index, packet.Number, packet.Bytes));
            copy?.End();
            _owner.Tell(PacketMessages.Received(packet), Self);
            return;
        }

        bool isFromPeer = _peer is not { } peer || (packet.SourcePort == peer.Port && packet.Source == peer.Address);
        if (!isFromPeer || _closed)
        {
            _run.Trace.Write(TraceEvents.DroppedAt(_run.Clock.Now, _node.Index, packet.Number, DropReason.NoSocket));
            return;
        }

        _buffer.Enqueue((packet, payload));
        if (_reading is not null) HandNext();
    }

    // What is longer than the reader asked for is cut off, and gone (recvfrom(2)).
    private void HandNext()
    {
        (Packet packet, byte[] payload) = _buffer.Dequeue();
        _run.Trace.Write(TraceEvents.Received(_run.Clock.Now, _node.Index, packet.Number, packet.Bytes));
        byte[] data = payload.Length > _reading!.Size ? payload[.._reading.Size] : payload;
        AnswerReader(new SocketReply.Data(data, new IpEndpoint(packet.Source, packet.SourcePort)));
    }

    private void AnswerReader(SocketReply reply)
    {
        _reading = null;
        _reader.Tell(reply, Self);
    }
}
