namespace NetComm.Runtime.Sockets;

/// <summary>An actor that waits for a socket's answer.</summary>
/// <param name="translate">What the actor is told in place of an answer; none: the answer itself.</param>
internal sealed class SocketCaller(IActorRef actor, IActorRef socket, Func<SocketReply, SocketReply>? translate = null) : ICaller
{
    private BytesReceived? _counted;

    internal IActorRef Actor { get; } = actor;

    public void Reply(SocketReply reply) => Actor.Tell(translate is null ? reply : translate(reply), socket);

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
