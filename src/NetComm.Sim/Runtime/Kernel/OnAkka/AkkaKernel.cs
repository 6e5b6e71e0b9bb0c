namespace NetComm.Sim.Runtime.Kernel;

/// <summary>Akka.NET on the run loop's thread.</summary>
internal sealed class AkkaKernel : IDeterministicKernel
{
    private readonly RunLoopDispatcher _dispatcher;

    internal AkkaKernel(ActorSystem system)
    {
        System = system;
        _dispatcher = (RunLoopDispatcher)system.Dispatchers.DefaultGlobalDispatcher;
        Drain();
    }

    public ActorSystem System { get; }

    public void Drain() => _dispatcher.Drain();

    public void Deliver(IActorRef target, object message)
    {
        target.Tell(message, ActorRefs.NoSender);
        Drain();
    }

    public void Dispose()
    {
        _ = System.Terminate();
        Drain();
    }
}
