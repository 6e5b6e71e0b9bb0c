namespace NetComm.Runtime.Loopback;

/// <summary>The clock of a loopback run: the machine's monotonic clock, and messages from the timer thread.</summary>
internal sealed class LoopbackClock(TimerThread timer) : IClock
{
    // Looked up once, when the run has begun: two servers, or two connections of one, must not differ by a second over the same file.
    private readonly Lazy<DateTime> _epoch = new(() => new SimTime(-timer.Now.Picoseconds).DateSince(DateTime.UtcNow));

    public SimTime Now => timer.Now;

    public DateTime Epoch => _epoch.Value;

    public void At(SimTime when, IActorRef to, object message) => timer.At(when, _ => to.Tell(message, ActorRefs.NoSender!));
}
