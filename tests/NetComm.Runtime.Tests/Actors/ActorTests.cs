using Akka.Configuration;
using Akka.TestKit;
using NetComm.Network;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated;
using NetComm.Tracing;
using TestKit = Akka.TestKit.Xunit2.TestKit;

namespace NetComm.Runtime.Tests.Actors;

/// <summary>
/// Actors and probes in a simulated system: actors run when a test drains it or lets time pass, on the test's thread. A probe has a
/// message as soon as it is sent, so an expectation finds it there or fails at once: nothing here waits for a wall clock.
/// </summary>
/// <remarks>The system belongs to the thread that made it: tests are synchronous.</remarks>
public abstract class ActorTests : TestKit, INoImplicitSender
{
    /// <summary>Makes the actors under test, as their parent. It stops what fails, as the actors of a run do.</summary>
    private sealed class ParentActor : UntypedActor
    {
        internal sealed record Make(Props Props, string Name);

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

        protected override void OnReceive(object message)
        {
            if (message is Make make) Sender.Tell(Context.ActorOf(make.Props, make.Name));
            else Unhandled(message);
        }
    }

    // Probes have TestKit's dispatcher, which runs them where they are told something: not with the run loop's queues, which go by turns.
    private static readonly Config ProbeConfig = ConfigurationFactory.ParseString("""
        akka.test {
          single-expect-default = 0s
          test-actor.dispatcher.mailbox-type = "Akka.Dispatch.UnboundedMailbox, Akka"
        }
        """).WithFallback(DefaultConfig);

    private readonly SimulationSystem _simulation;
    private readonly IActorRef _parent;
    private TraceRecorder? _trace;

    protected ActorTests()
        : this(ActorRuntime.CreateSimulation("test", ProbeConfig))
    {
    }

    private ActorTests(SimulationSystem simulation)
        : base(simulation.System)
    {
        _simulation = simulation;
        Clock = new SimulatedClock(simulation);
        Director = CreateTestProbe("director");
        Watcher = CreateTestProbe("watcher");
        _parent = Sys.ActorOf(ActorProps.Of(() => new ParentActor()), "parent");
    }

    private protected SimulatedClock Clock { get; }

    /// <summary>In the place of the run's director.</summary>
    private protected TestProbe Director { get; }

    /// <summary>Is told of the end of those whom it watches.</summary>
    private protected TestProbe Watcher { get; }

    /// <summary>Handles all that waits to be handled at this instant.</summary>
    private protected void Drain() => _simulation.Drain();

    /// <summary>Lets time pass: all happens that is due until then, and what is due just then.</summary>
    private protected void Pass(SimDuration time)
    {
        Drain();
        SimTime end = Clock.Now + time;
        while (Clock.Step(end + new SimDuration(1))) continue;
        Clock.SkipTo(end);
    }

    /// <summary>A child of an actor that stops what fails.</summary>
    private protected IActorRef Make<TActor>(string name, Func<TActor> make)
        where TActor : ActorBase
    {
        _parent.Tell(new ParentActor.Make(ActorProps.Of(make), name), TestActor);
        Drain();
        return ExpectMsg<IActorRef>();
    }

    private protected void Tell(IActorRef actor, object message, TestProbe? from = null)
    {
        actor.Tell(message, from?.Ref ?? ActorRefs.NoSender);
        Drain();
    }

    /// <summary>The next message to the probe is of this type.</summary>
    private protected T Expect<T>(TestProbe probe)
    {
        Drain();
        return probe.ExpectMsg<T>();
    }

    /// <summary>The next message to the probe is this one.</summary>
    private protected void Expect<T>(TestProbe probe, T message) => Assert.Equal(message, Expect<T>(probe));

    /// <summary>The probe has a message of this type; those before it are forgotten.</summary>
    private protected T Find<T>(TestProbe probe)
    {
        Drain();
        while (true)
        {
            object? message = probe.ReceiveOne(TimeSpan.Zero);
            if (message is T found) return found;
            Assert.True(message is not null, $"There is no {typeof(T).Name}.");
        }
    }

    /// <summary>Takes away what the probes have been told so far.</summary>
    private protected void Forget(params TestProbe[] probes)
    {
        Drain();
        foreach (TestProbe probe in probes)
        {
            while (probe.ReceiveOne(TimeSpan.Zero) is not null) continue;
        }
    }

    /// <summary>The probe has no message.</summary>
    private protected void ExpectNothing(TestProbe probe)
    {
        Drain();
        probe.ExpectNoMsg(TimeSpan.Zero);
    }

    private protected void Watch(params IActorRef[] actors)
    {
        foreach (IActorRef actor in actors) Watcher.Watch(actor);
        Drain();
    }

    /// <summary>The watched actors have ended, in this order.</summary>
    private protected void ExpectTerminated(params IActorRef[] actors)
    {
        Drain();
        Assert.Equal(actors, actors.Select(_ => Watcher.ExpectMsg<Terminated>().ActorRef));
    }

    /// <summary>A network without its actors.</summary>
    private protected SimulatedNetwork NetworkOf(Scenario scenario)
    {
        _trace = new TraceRecorder(TraceHeader.Of(scenario), keep: true);
        var run = new RunContext(scenario, Clock, _trace, new PacketPool(), new RunProgress(), scenario.Resolve);
        return new SimulatedNetwork(run, Clock);
    }

    /// <summary>What has happened in the network. Ends its recording.</summary>
    private protected EventList Recorded() => EventList.Of(_trace!.Finish());

    /// <summary>TestKit would wait for the end of a system that nobody drains.</summary>
    protected override void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        _simulation.Dispose();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _trace?.Dispose();
    }
}
