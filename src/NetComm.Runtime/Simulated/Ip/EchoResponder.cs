namespace NetComm.Runtime.Simulated.Ip;

/// <summary>
/// ICMP echo (RFC 792): a node answers requests itself, with the code point of the request as Linux does (icmp.c, icmp_reply), and hands
/// replies to the socket that asked.
/// </summary>
internal sealed class EchoResponder(SimulatedNetwork network, TransportLayer ip, Node node)
{
    private readonly Dictionary<(Ipv4Address From, Ipv4Address To, int Identifier), int> _conversations = [];
    private readonly DscpTrace _dscp = new(network.Trace);

    internal void Deliver(Packet packet, EchoTable echoes)
    {
        if (packet.IsReply)
        {
            if (echoes.Find(packet.DestinationPort) is { } socket) socket.Tell(PacketMessages.Delivered(packet), ActorRefs.NoSender);
            else network.DropAt(node.Index, packet, DropReason.NoSocket);
            return;
        }

        SimTime now = network.Clock.Now;
        network.Trace.Write(TraceEvents.Received(now, node.Index, packet.Number, packet.Bytes));
        Packet reply = network.Duplicate(packet);
        int conversation = ConversationOf(packet);
        network.Discard(packet);
        reply.IsReply = true;
        reply.Number = network.Run.Progress.NextPacket();
        (reply.Source, reply.Destination) = (reply.Destination, reply.Source);
        (reply.SourcePort, reply.DestinationPort) = (reply.DestinationPort, reply.SourcePort);
        reply.To = Destination.One(network.Map.Addresses.DestinationOf(reply.Destination, node));
        reply.Ttl = SocketOptions.DefaultTtl;
        reply.SentAt = now;
        _dscp.OnSent(now, conversation, reply.Dscp);
        network.Trace.Write(TraceEvents.PacketSent(now, conversation, reply.Number, reply.Sequence, reply.Bytes, answer: true));
        ip.Send(reply);
    }

    // The conversation in which this node answers an echo; a new one is written to the trace.
    private int ConversationOf(Packet echo)
    {
        (Ipv4Address Destination, Ipv4Address Source, int SourcePort) key = (echo.Destination, echo.Source, echo.SourcePort);
        if (_conversations.TryGetValue(key, out int conversation)) return conversation;
        conversation = ConversationText.Open(
            network.Run, network.Clock.Now, "icmp", new(echo.Destination, 0), new(echo.Source, echo.SourcePort),
            SocketOptions.DefaultTtl, echo.Owner.TraceNumber);
        return _conversations[key] = conversation;
    }
}
