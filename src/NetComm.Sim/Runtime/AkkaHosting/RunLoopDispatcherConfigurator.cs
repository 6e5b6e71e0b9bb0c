using Akka.Configuration;
using Akka.Dispatch;

namespace NetComm.Sim.Runtime.AkkaHosting;

/// <summary>Makes the one dispatcher of a simulated run, where HOCON names this class.</summary>
internal sealed class RunLoopDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly RunLoopDispatcher _dispatcher;

    public RunLoopDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new RunLoopDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
