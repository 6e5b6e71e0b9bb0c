namespace NetComm.Actors.TestKit.Internal;

/// <summary>Waits for nothing: virtual time passes as far as the test allows, item by item.</summary>
internal sealed class VirtualTestTime(DeterministicDispatcher dispatcher) : TestTime
{
    internal override TimeSpan Now => dispatcher.Now;

    internal override TimeSpan DefaultWait => TimeSpan.Zero;

    internal override TimeSpan DefaultSilence => TimeSpan.Zero;

    internal override bool TryTake(TestInbox inbox, TimeSpan limit, out Envelope envelope)
    {
        Settle();
        TimeSpan end = Now + limit;
        while (!inbox.TryTake(TimeSpan.Zero, out envelope))
        {
            if (!dispatcher.AdvanceToNext(end))
            {
                dispatcher.Advance(end - Now);
                return inbox.TryTake(TimeSpan.Zero, out envelope);
            }
        }
        return true;
    }

    internal override void Pass(TimeSpan duration) => dispatcher.Advance(duration);

    internal override void Settle() => dispatcher.RunUntilIdle();
}
