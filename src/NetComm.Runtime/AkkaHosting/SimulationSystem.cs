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

    internal ActorSystem System { get; }

    internal VirtualScheduler Scheduler { get; }

    internal void Drain()
    {
        _dispatcher.Drain();

        // A message from outside has no sender.
        InternalCurrentActorCellKeeper.Current = null;
    }

    internal void Deliver(IActorRef target, object message) => _dispatcher.Deliver(target, message);

    public void Dispose()
    {
        _ = System.Terminate();
        Drain();
    }
}
