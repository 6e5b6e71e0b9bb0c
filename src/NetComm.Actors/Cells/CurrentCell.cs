using System.Runtime.CompilerServices;

namespace NetComm.Actors;

/// <summary>Which actor runs on a thread.</summary>
/// <remarks>A deterministic dispatcher knows it from its queue, and is asked: so that a dispatch writes nothing here.</remarks>
internal sealed class CurrentCell
{
    [ThreadStatic]
    private static CurrentCell? _ofThread;

    /// <summary>The dispatcher that ran here last.</summary>
    internal DeterministicDispatcher? Dispatcher;

    private ActorCell? _cell;

    internal static CurrentCell OfThread
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _ofThread ?? Make();
    }

    internal static IActorRef? SelfOrNoSender => _ofThread?.Cell;

    internal static IActorRef? SenderOrNoSender => _ofThread?.Cell?.Sender;

    internal ActorCell? Cell
    {
        get => Dispatcher?.RunningOn(this) ?? _cell;
        set => _cell = value;
    }

    internal static ActorCell Require() => _ofThread?.Cell ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    private static CurrentCell Make() => _ofThread = new CurrentCell();
}
