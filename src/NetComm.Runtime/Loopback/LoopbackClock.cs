namespace NetComm.Runtime.Loopback;

/// <summary>The clock of a loopback run: the machine's monotonic clock, and messages from the timer thread.</summary>
internal sealed class LoopbackClock(TimerThread timer) : IClock
{
    private const long PicosecondsPerTick = 100_000;

    public SimTime Now => timer.Now;

    public DateTime Epoch => DateTime.UtcNow.AddTicks(-timer.Now.Picoseconds / PicosecondsPerTick);

    public void At(SimTime when, IActorRef to, object message) => timer.At(when, _ => to.Tell(message, ActorRefs.NoSender!));
}
