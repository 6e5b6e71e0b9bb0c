namespace NetComm.Sim.Runtime.Kernel;

/// <summary>The embedded kernel's deterministic dispatcher.</summary>
internal sealed class EmbeddedKernel : IDeterministicKernel
{
    private readonly DeterministicDispatcher _dispatcher = new();

    internal EmbeddedKernel(string name) => System = ActorSystem.Create(name, _dispatcher);

    public ActorSystem System { get; }

    public void Drain() => _dispatcher.RunUntilIdle();

    public void Deliver(IActorRef target, object message) => _dispatcher.Deliver(target, message, ActorRefs.NoSender);

    public void Dispose()
    {
        System.Terminate();
        _dispatcher.RunUntilIdle();
    }
}
