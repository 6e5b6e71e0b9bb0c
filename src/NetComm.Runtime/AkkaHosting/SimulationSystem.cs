using Akka.Actor.Internal;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>
/// The actor system of simulated runs, one after the other: its actors run only when they are told to, on the thread that made it or that
/// began the run. Each run has its own <c>/user</c>, its own clock and nothing of the one before.
/// </summary>
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

    /// <summary>Whether the run was stopped: messages of it are left, and no other run may follow.</summary>
    internal bool IsStopped => _dispatcher.IsStopped;

    private SimulationRefProvider Provider => (SimulationRefProvider)((ExtendedActorSystem)System).Provider;

    /// <summary>A run begins, on this thread.</summary>
    internal void BeginRun()
    {
        _dispatcher.MoveToThisThread();
        Provider.BeginRun((ActorSystemImpl)System);
    }

    /// <summary>Ends what the actors do after the message of just now. From any thread.</summary>
    internal void Stop() => _dispatcher.Stop();

    /// <summary>
    /// A run is over. Its actors are left to the garbage collector: they have nothing outside the run to give back, and ending them one by
    /// one takes as long as making them.
    /// </summary>
    /// <param name="listeners">Those of them that the event stream knows.</param>
    internal void EndRun(params IActorRef[] listeners)
    {
        foreach (IActorRef listener in listeners) System.EventStream.Unsubscribe(listener);
        Drain();
        Provider.EndRun();
        Scheduler.Dispose();
    }

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
