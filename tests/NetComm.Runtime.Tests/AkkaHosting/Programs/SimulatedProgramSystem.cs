using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated;

namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>What simulated runs use, with the direct path past the mailboxes or with Akka's mailboxes alone.</summary>
internal sealed class SimulatedProgramSystem : ProgramSystem
{
    private const long PicosecondsPerTick = 100_000;

    private readonly SimulationSystem _simulation;
    private readonly SimulatedClock _clock;

    internal SimulatedProgramSystem(bool goesPastMailboxes)
        : this(ActorRuntime.CreateSimulation("programs"), goesPastMailboxes)
    {
    }

    private SimulatedProgramSystem(SimulationSystem simulation, bool goesPastMailboxes)
        : base(simulation.System)
    {
        _simulation = simulation;
        _clock = new SimulatedClock(simulation);
        ((RunLoopDispatcher)System.Dispatchers.DefaultGlobalDispatcher).GoesPastMailboxes = goesPastMailboxes;
        StartWitness();
    }

    /// <summary>Whether Akka's mailbox runs, and not the path past it.</summary>
    internal bool RunsMailbox => ((RunLoopDispatcher)System.Dispatchers.DefaultGlobalDispatcher).RunsMailbox;

    internal override void Drain() => _simulation.Drain();

    internal override void Deliver(IActorRef target, object message) => _simulation.Deliver(target, message);

    internal override void DeliverAfter(TimeSpan delay, IActorRef target, object message) =>
        _clock.At(_clock.Now + Simulated(delay), target, message);

    internal override void PassTime(TimeSpan span)
    {
        SimTime end = _clock.Now + Simulated(span);
        while (_clock.Step(end))
        {
        }

        _clock.SkipTo(end);
    }

    public override void Dispose() => _simulation.Dispose();

    private static SimDuration Simulated(TimeSpan span) => new(span.Ticks * PicosecondsPerTick);
}
