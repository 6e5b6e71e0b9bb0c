using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>What TCP sockets of one host tell each other.</summary>
internal abstract record TcpCommand
{
    /// <summary>To a listening socket, from one of its connections: it stands, and may be accepted.</summary>
    internal sealed record Established(TcpListener Listener, IActorRef Connection, IpEndpoint Peer) : TcpCommand, IEstablishedConnection
    {
        public void HandTo(ICaller acceptor)
        {
            Listener.Waiting.Remove(Connection);
            acceptor.Reply(new ConnectionAccepted(Connection, Peer));
        }
    }

    /// <summary>To a listening socket, from one of its connections: it came to nothing before it was accepted.</summary>
    internal sealed record Failed(IActorRef Connection) : TcpCommand;

    /// <summary>To a connection, from its listening socket, which closes: nobody will accept it.</summary>
    internal sealed record Abort : TcpCommand;
}
