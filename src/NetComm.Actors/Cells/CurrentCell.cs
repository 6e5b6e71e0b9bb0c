namespace NetComm.Actors;

/// <summary>Which actor runs on a thread: one object for each thread, so that a dispatch writes a field and not a thread static.</summary>
internal sealed class CurrentCell
{
    [ThreadStatic]
    private static CurrentCell? _ofThread;

    internal ActorCell? Cell;

    internal static CurrentCell OfThread => _ofThread ??= new CurrentCell();

    internal static IActorRef? SelfOrNoSender => _ofThread?.Cell;

    internal static IActorRef? SenderOrNoSender => _ofThread?.Cell?.Sender;

    internal static ActorCell Require() => _ofThread?.Cell ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");
}
