namespace NetComm.Actors;

/// <summary>Runs actors on the .NET thread pool, in real time.</summary>
internal sealed class ThreadPoolDispatcher : IDispatcher, IDisposable
{
    private readonly ThreadPoolScheduler _scheduler = new();

    public IScheduler Scheduler => _scheduler;

    public ActorCell NewCell(ActorSystem system, Props props, IInternalActorRef parent, ActorPath path) =>
        new ThreadPoolCell(system, props, parent, path);

    public void Settle()
    {
    }

    public void End() => Dispose();

    public void Dispose() => _scheduler.Dispose();
}
