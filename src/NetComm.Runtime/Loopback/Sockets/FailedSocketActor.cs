namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Stands for a socket whose actor has failed: every call fails with EIO, as read(2) and write(2) say of such errors.</summary>
internal sealed class FailedSocketActor : UntypedActor
{
    /// <summary>The answer to any call, but to close.</summary>
    internal static readonly SocketReply Answer = new SocketReply.Done(Errno.EIO);

    private readonly LoopbackNetwork _network;

    private FailedSocketActor(LoopbackNetwork network) => _network = network;

    /// <summary>A socket as <paramref name="make"/> makes it and, after a failure, one of these in its place.</summary>
    /// <param name="failed">Is called at each failure.</param>
    internal static Props InPlaceOf(LoopbackNetwork network, Func<SocketActor> make, Action failed)
    {
        bool hasBeenMade = false;
        return ActorProps.Of<UntypedActor>(() =>
        {
            if (hasBeenMade)
            {
                failed();
                return new FailedSocketActor(network);
            }

            hasBeenMade = true;
            return make();
        });
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SocketCall.Close:
                Sender.Tell(new SocketReply.Done(Errno.None), Self);
                Context.Stop(Self);
                break;
            case SocketCall:
                Sender.Tell(Answer, Self);
                break;
            case IHoldingMessage held:
                held.LetGo(_network);
                break;
        }
    }
}
