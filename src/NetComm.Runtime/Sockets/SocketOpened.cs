namespace NetComm.Runtime.Sockets;

internal sealed record SocketOpened(IActorRef Socket) : SocketReply;

internal sealed record ConnectionAccepted(IActorRef Socket, IpEndpoint Peer) : SocketReply;
