using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>What one client of a UDP proxy sends and gets.</summary>
/// <param name="port">The real socket that is connected to the server.</param>
internal sealed class ProxiedSession(RunContext run, Proxy proxy, IPEndPoint client, UdpPort port) : IDisposable
{
    private readonly Queue<(long Number, int Bytes, SimTime At)> _unconfirmed = new();
    private readonly IpEndpoint _client = new(run.Scenario.Nodes[proxy.From].Address ?? Ipv4Address.Localhost, client.Port);
    private readonly IpEndpoint _server = new(run.Scenario.Nodes[proxy.To].Address ?? Ipv4Address.Localhost, proxy.Port);
    private int _asking = -1;
    private int _answering = -1;
    private bool _receives;

    internal IPEndPoint Client { get; } = client;

    internal UdpPort Port { get; } = port;

    /// <summary>When one of the two programs sent something last.</summary>
    internal SimTime LastHeard { get; set; }

    /// <summary>Whether the server has answered: then it is there, and nobody waits to hear whether it is.</summary>
    internal bool HasAnswered { get; set; }

    /// <summary>Whether it is forgotten: what still comes for it reaches nobody.</summary>
    internal bool IsOver { get; private set; }

    internal IpEndpoint Source(bool isAnswer) => isAnswer ? _server : _client;

    internal IpEndpoint Destination(bool isAnswer) => isAnswer ? _client : _server;

    /// <summary>The conversation in this direction, which opens with its first datagram.</summary>
    internal int Conversation(ProxiedFlow flow, bool isAnswer, SimTime now)
    {
        ref int conversation = ref isAnswer ? ref _answering : ref _asking;
        if (conversation < 0)
        {
            conversation = ConversationText.Open(
                run, now, "udp", Source(isAnswer), Destination(isAnswer), SocketOptions.DefaultTtl, flow.Flow.Index);
        }

        return conversation;
    }

    /// <summary>Whether the server's system has refused a datagram since it was asked last.</summary>
    internal bool HasRefusal => Port.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is not 0;

    /// <summary>Hands a datagram to the server's system; false where that has nobody at the port.</summary>
    internal bool TrySend(byte[] payload)
    {
        try
        {
            Port.Socket.Send(payload);
        }
        catch (SocketException)
        {
            return false;
        }

        // On the loopback interface the refusal is there before the call returns, unless a waiting receive takes it first.
        bool isTaken = !HasRefusal;
        if (!_receives)
        {
            _receives = true;
            Port.Receive();
        }

        return isTaken;
    }

    /// <summary>The server is to get it now, unless its system refuses it.</summary>
    internal void Expect(long number, int bytes, SimTime now) => _unconfirmed.Enqueue((number, bytes, now));

    /// <summary>What was handed over until then has been received; false where there was nothing.</summary>
    internal bool Confirm(SimTime until)
    {
        bool any = false;
        while (_unconfirmed.TryPeek(out (long Number, int Bytes, SimTime At) next) && next.At <= until)
        {
            _unconfirmed.Dequeue();
            run.Trace.Write(TraceEvents.Received(next.At, proxy.To, next.Number, next.Bytes));
            any = true;
        }

        return any;
    }

    /// <summary>The server's system has nobody at the port: what is not known to be received has been dropped.</summary>
    internal void Refuse(SimTime now)
    {
        HasAnswered = false;
        while (_unconfirmed.TryDequeue(out (long Number, int, SimTime) lost))
            run.Trace.Write(TraceEvents.DroppedAt(now, proxy.To, lost.Number, DropReason.NoSocket));
    }

    public void Dispose()
    {
        if (IsOver) return;
        IsOver = true;
        Confirm(SimTime.Never);
        Port.Dispose();
    }
}
