using Akka.Actor.Internal;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>The actor system of a simulated run: its actors run only when they are told to, on the thread that made it.</summary>
internal sealed class SimulationSystem : IDisposable
{
    private readonly RunLoopDispatcher _dispatcher;

    internal SimulationSystem(ActorSystem system)
    {
        System = system;
        Scheduler = (VirtualScheduler)system.Scheduler;
        _dispatcher = (RunLoopDispatcher)system.Dispatchers.DefaultGlobalDispatcher;
        _dispatcher.NoSender = system.DeadLetters;
        Drain();
    }

    /// <summary>Akka's system.</summary>
    internal ActorSystem System { get; }

    /// <summary>Where its timers wait.</summary>
    internal VirtualScheduler Scheduler { get; }

    /// <summary>Handles every message that waits, and those that come of it.</summary>
    internal void Drain()
    {
        _dispatcher.Drain();

        // A message from outside has no sender.
        InternalCurrentActorCellKeeper.Current = null;
    }

    /// <summary>Delivers one message at once, nothing else waiting, and then handles those that come of it.</summary>
    internal void Deliver(IActorRef target, object message) => _dispatcher.Deliver(target, message);

    public void Dispose()
    {
        _ = System.Terminate();
        Drain();
    }
}
