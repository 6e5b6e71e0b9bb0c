namespace NetComm.Runtime.Loopback;

/// <summary>The clock of a loopback run: the machine's monotonic clock, and messages from the timer thread.</summary>
internal sealed class LoopbackClock(TimerThread timer) : IClock
{
    public SimTime Now => timer.Now;

    public void At(SimTime when, IActorRef to, object message) => timer.At(when, _ => to.Tell(message, ActorRefs.NoSender!));
}
