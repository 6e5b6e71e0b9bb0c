namespace NetComm.Runtime.Tests.AkkaHosting.Programs;

/// <summary>A system on one thread in virtual time, on which one <see cref="RandomProgram"/> after another runs.</summary>
internal abstract class ProgramSystem : IDisposable
{
    /// <summary>Records what becomes a dead letter and what is logged, in its turn.</summary>
    private sealed class Witness(ProgramSystem system) : UntypedActor
    {
        protected override void PreStart()
        {
            Type[] types = [typeof(DeadLetter), typeof(Error), typeof(Warning)];
            foreach (Type type in types) Context.System.EventStream.Subscribe(Self, type);
        }

        protected override void OnReceive(object message)
        {
            if (message is DeadLetter { Message: var lost, Recipient: var recipient })
            {
                system.Program?.Record("nobody", "dead letter", $"{RandomProgram.TextOf(lost)} to {RandomProgram.NameOf(recipient)}");
            }
            else if (message is LogEvent entry)
            {
                system.Program?.Record("log", entry.GetType().Name, $"{entry.Cause?.GetType().Name} at {entry.LogSource.Split('#')[0]}");
            }
        }
    }

    private protected ProgramSystem(ActorSystem system) => System = system;

    internal ActorSystem System { get; }

    /// <summary>The program that runs now.</summary>
    internal RandomProgram? Program { get; set; }

    internal TimeSpan Now => System.Scheduler.MonotonicClock;

    /// <summary>Handles every message that waits, and those that come of it.</summary>
    internal abstract void Drain();

    /// <summary>Delivers one message, nothing else waiting, and all that comes of it.</summary>
    internal abstract void Deliver(IActorRef target, object message);

    /// <summary>Delivers a message after some time.</summary>
    internal abstract void DeliverAfter(TimeSpan delay, IActorRef target, object message);

    internal abstract void PassTime(TimeSpan span);

    public abstract void Dispose();

    private protected void StartWitness()
    {
        ProgramSystem system = this;
        System.ActorOf(Props.Create(() => new Witness(system)), "witness");
        Drain();
    }
}
