using NetComm.Sim.Model;
using NetComm.Sim.Packets;
using NetComm.Sim.Protocols.Tcp;
using NetComm.Sim.Runtime.Simulated.Streams;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>TCP segments: to the connection that they belong to, to a new one where someone listens, or back with a reset.</summary>
internal sealed partial class NodeActor
{
    private readonly Dictionary<(IpEndpoint From, IpEndpoint To), int> _resets = [];

    private void TakeSegment(Packet packet)
    {
        var local = new IpEndpoint(packet.Destination, packet.DestinationPort);
        var remote = new IpEndpoint(packet.Source, packet.SourcePort);
        if (_tcp.Find(local, remote) is { } socket) socket.Tell(packet, Self);
        else if ((packet.Segment!.Tcp.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Syn && _tcp.FindListener(local) is { } listener) Open(packet, local, remote, listener);
        else RefuseSegment(packet, local, remote);
    }

    private void Open(Packet syn, IpEndpoint local, IpEndpoint remote, TcpListener listener)
    {
        if (listener.IsFull)
        {
            // As on Linux: nothing is said, and the SYN will come again.
            _network.DropAt(_node.Index, syn, DropReason.BacklogFull);
            return;
        }

        listener.Waiting++;
        IActorRef self = Self;
        var incoming = new TcpSocketActor.Incoming(local, remote, listener);
        IActorRef socket = Context.ActorOf(Props.Create(() => new TcpSocketActor(_network, _node, _tcp, _sequenceNumbers, self, listener.Owner, incoming)));

        // Its actor may be made later: what comes until then must find it.
        _tcp.TryConnect(local, remote, socket);
        socket.Tell(syn, Self);
    }

    private void RefuseSegment(Packet packet, IpEndpoint local, IpEndpoint remote)
    {
        bool answered = TcpReset.TryAnswer(packet.Segment!.Tcp, packet.Bytes, out TcpHeader reset);
        long owner = packet.Flow;
        _network.DropAt(_node.Index, packet, DropReason.NoSocket);
        if (!answered) return;

        Packet answer = _network.Run.Packets.Rent();
        answer.Kind = PacketKind.Tcp;
        answer.Flow = (int)owner;
        (answer.Source, answer.SourcePort) = (local.Address, local.Port);
        (answer.Destination, answer.DestinationPort) = (remote.Address, remote.Port);
        answer.DestinationNode = _network.Map.Addresses.DestinationOf(remote.Address);
        answer.NextHopPort = -1;
        answer.Ttl = 64;
        answer.Bytes = 0;
        answer.WireBytes = Ipv4Header.MinimumSize + reset.Size;
        answer.Number = _network.Run.Progress.NextPacket();
        (answer.Segment ??= new SegmentHeader()).Tcp = reset;
        if (!_resets.TryGetValue((local, remote), out int conversation))
        {
            _resets[(local, remote)] = conversation = ConversationText.Open(_network.Run, _network.Clock.Now, "tcp", local, remote, answer.Ttl, owner);
        }

        SegmentTrace.Sent(_network, conversation, answer, again: false);
        _network.Run.Progress.SetOut();
        SetOut(answer);
    }
}
