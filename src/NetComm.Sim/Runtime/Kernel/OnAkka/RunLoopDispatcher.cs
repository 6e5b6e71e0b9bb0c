using System.Collections.Concurrent;
using Akka.Dispatch;

namespace NetComm.Sim.Runtime.Kernel;

/// <summary>
/// Runs nothing by itself: mailboxes wait in the order in which they became non-empty until <see cref="Drain"/> lets each handle one message a turn.
/// </summary>
internal sealed class RunLoopDispatcher : MessageDispatcher
{
    // Akka's own timers may add to it from another thread; only the run loop takes from it.
    private readonly ConcurrentQueue<IRunnable> _ready = new();

    internal RunLoopDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        Id = configurator.Config.GetString("id");
        Throughput = 1;

        // A turn ends after a message where its deadline has passed. Throughput alone would let a second one through (seen in 1.5.30).
        ThroughputDeadlineTime = 0;
    }

    /// <summary>Handles every message that waits, and those that come of it.</summary>
    internal void Drain()
    {
        while (_ready.TryDequeue(out IRunnable? turn)) turn.Run();
    }

    protected override void ExecuteTask(IRunnable run) => _ready.Enqueue(run);

    protected override void Shutdown() => _ready.Clear();
}
