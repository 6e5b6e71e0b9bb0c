namespace NetComm.Runtime.Sockets;

/// <summary>The answer to <see cref="SocketCall.Open"/>: here is the socket.</summary>
internal sealed record SocketOpened(IActorRef Socket) : SocketReply;

/// <summary>The answer to <see cref="SocketCall.Accept"/>: a new connection's socket.</summary>
internal sealed record ConnectionAccepted(IActorRef Socket, IpEndpoint Peer) : SocketReply;
