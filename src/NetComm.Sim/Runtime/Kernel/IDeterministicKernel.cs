namespace NetComm.Sim.Runtime.Kernel;

/// <summary>What a simulated run asks of an actor runtime: one thread, mailboxes first in first out, taking turns in the order they became non-empty.</summary>
internal interface IDeterministicKernel : IDisposable
{
    /// <summary>The actors' system.</summary>
    ActorSystem System { get; }

    /// <summary>Handles every message that waits, and those that come of it.</summary>
    void Drain();

    /// <summary>Delivers one message at once, nothing else waiting, and then handles those that come of it.</summary>
    void Deliver(IActorRef target, object message);
}
