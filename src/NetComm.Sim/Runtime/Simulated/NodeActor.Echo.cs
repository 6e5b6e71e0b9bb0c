using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Simulated;

/// <summary>ICMP echo (RFC 792): a node answers requests itself, and hands replies to the socket that asked.</summary>
internal sealed partial class NodeActor
{
    private void TakeEcho(Packet packet)
    {
        if (packet.Answer)
        {
            if (_echoes.Find(packet.DestinationPort) is { } socket) socket.Tell(packet, Self);
            else _network.DropAt(_node.Index, packet, DropReason.NoSocket);
            return;
        }

        SimTime now = _network.Clock.Now;
        _network.Trace.Write(TraceEvents.Received(now, _node.Index, packet.Number, packet.Bytes));
        Packet reply = _network.Duplicate(packet);
        int conversation = _echoes.Answering(_network, packet);
        _network.Discard(packet);
        reply.Answer = true;
        reply.Number = _network.Run.Progress.NextPacket();
        (reply.Source, reply.Destination) = (reply.Destination, reply.Source);
        (reply.SourcePort, reply.DestinationPort) = (reply.DestinationPort, reply.SourcePort);
        reply.DestinationNode = _network.Map.Addresses.DestinationOf(reply.Destination);
        reply.Direction = -1;
        reply.NextHopPort = -1;
        reply.Ttl = EchoSocketActor.DefaultTtl;
        reply.SentAt = now;
        _network.Trace.Write(TraceEvents.PacketSent(now, conversation, reply.Number, reply.Sequence, reply.Bytes, answer: true));
        SetOut(reply);
    }
}
