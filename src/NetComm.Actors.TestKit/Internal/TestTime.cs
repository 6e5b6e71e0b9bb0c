namespace NetComm.Actors.TestKit.Internal;

/// <summary>How a test waits: really, or by letting virtual time pass.</summary>
internal abstract class TestTime
{
    internal abstract TimeSpan Now { get; }

    /// <summary>How long, in real time, the kit waits for its own actor.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How long an expectation waits that names no time.</summary>
    internal abstract TimeSpan DefaultWait { get; }

    /// <summary>How long ExpectNoMsg listens when it names no time.</summary>
    internal abstract TimeSpan DefaultSilence { get; }

    internal static TestTime Of(ActorSystem system) =>
        system.Deterministic is { } dispatcher ? new VirtualTestTime(dispatcher) : new RealTestTime();

    internal abstract bool TryTake(TestInbox inbox, TimeSpan limit, out Envelope envelope);

    /// <summary>Lets the time pass.</summary>
    internal abstract void Pass(TimeSpan duration);

    /// <summary>Lets the actors do what they have to do, where that does not happen by itself.</summary>
    internal abstract void Settle();
}
