using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;
using NetComm.Runtime.Simulated.Sockets;

namespace NetComm.Runtime.Simulated.Ip;

/// <summary>TCP segments: to the connection that they belong to, to a new one where someone listens, or back with a reset.</summary>
internal sealed class SegmentDelivery(SimulatedNetwork network, TransportLayer ip, Node node, ISocketOpener? sockets)
{
    /// <summary>Of a reset: as Linux's ip_default_ttl.</summary>
    private const byte ResetTtl = 64;

    private readonly Dictionary<(IpEndpoint From, IpEndpoint To), int> _resets = [];
    private readonly DscpTrace _dscp = new(network.Trace);

    internal void Deliver(Packet packet, TcpTable connections)
    {
        var local = new IpEndpoint(packet.Destination, packet.DestinationPort);
        var remote = new IpEndpoint(packet.Source, packet.SourcePort);
        if (connections.Find(local, remote) is { } socket) socket.Tell(PacketMessages.Delivered(packet), ActorRefs.NoSender);
        else if (IsSyn(packet) && connections.FindListener(local) is { } listener) Open(packet, new(local, remote, listener), connections);
        else Refuse(packet, local, remote);
    }

    private static bool IsSyn(Packet packet) => (packet.Segment!.Tcp.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Syn;

    private void Open(Packet syn, TcpSocketActor.Incoming incoming, TcpTable connections)
    {
        if (incoming.Listener.IsFull)
        {
            // As on Linux: nothing is said, and the SYN will come again.
            network.DropAt(node.Index, syn, DropReason.BacklogFull);
            return;
        }

        IActorRef socket = sockets!.Open(incoming);
        incoming.Listener.Waiting.Add(socket);

        // Its actor may be made later: what comes until then must find it.
        connections.TryConnect(incoming.Local, incoming.Peer, socket);
        socket.Tell(PacketMessages.Delivered(syn), ActorRefs.NoSender);
    }

    private void Refuse(Packet packet, IpEndpoint local, IpEndpoint remote)
    {
        bool isAnswered = TcpReset.TryAnswer(packet.Segment!.Tcp, packet.Bytes, out TcpHeader reset);
        Owner owner = packet.Owner;

        // As Linux does (tcp_ipv4.c, tcp_v4_send_reset): the reset has the code point of what it answers.
        byte dscp = packet.Dscp;
        network.DropAt(node.Index, packet, DropReason.NoSocket);
        if (!isAnswered) return;

        Packet answer = network.Run.Packets.Rent();
        answer.Kind = PacketKind.Tcp;
        answer.Owner = owner;
        (answer.Source, answer.SourcePort) = (local.Address, local.Port);
        (answer.Destination, answer.DestinationPort) = (remote.Address, remote.Port);
        answer.To = Destination.One(network.Map.Addresses.DestinationOf(remote.Address, node));
        answer.Ttl = ResetTtl;
        answer.Dscp = dscp;
        answer.Bytes = 0;
        answer.IpLength = Ipv4Header.MinimumSize + reset.Size;
        answer.Number = network.Run.Progress.NextPacket();
        (answer.Segment ??= new SegmentHeader()).Tcp = reset;
        if (!_resets.TryGetValue((local, remote), out int conversation))
        {
            _resets[(local, remote)] = conversation =
                ConversationText.Open(network.Run, network.Clock.Now, "tcp", local, remote, answer.Ttl, owner.TraceNumber);
        }

        _dscp.OnSent(network.Clock.Now, conversation, dscp);
        SegmentTrace.Sent(network, conversation, answer, again: false);
        network.Run.Progress.SetOut();
        ip.Send(answer);
    }
}

internal interface ISocketOpener
{
    IActorRef Open(TcpSocketActor.Incoming incoming);
}
