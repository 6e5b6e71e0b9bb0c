namespace NetComm.Runtime.Sockets;

internal sealed class SocketCaller(IActorRef actor, IActorRef socket) : ICaller
{
    private BytesReceived? _counted;

    internal IActorRef Actor { get; } = actor;

    public void Reply(SocketReply reply) => Actor.Tell(reply, socket);

    public void Count(int bytes)
    {
        _counted ??= new BytesReceived();
        BytesReceived message = _counted.IsUnderWay ? new BytesReceived() : _counted;
        Actor.Tell(bytes == 0 ? BytesReceived.End : message.Of(bytes), socket);
    }
}

/// <summary>To a socket's actor, from its clock: the time has come that the socket asked for.</summary>
internal sealed record SocketTimerExpired
{
    internal static readonly SocketTimerExpired Message = new();

    private SocketTimerExpired()
    {
    }
}

internal sealed record SocketOpened(IActorRef Socket) : SocketReply;

internal sealed record ConnectionAccepted(IActorRef Socket, IpEndpoint Peer) : SocketReply;
