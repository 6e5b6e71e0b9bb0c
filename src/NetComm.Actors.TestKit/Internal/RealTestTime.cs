using System.Diagnostics;

namespace NetComm.Actors.TestKit.Internal;

/// <summary>Waits in real time.</summary>
internal sealed class RealTestTime : TestTime
{
    internal override TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>Longer than Akka.NET's 3 s, for busy machines: what comes in time waits no longer for it.</summary>
    internal override TimeSpan DefaultWait => TimeSpan.FromSeconds(20);

    /// <summary>As Akka.NET's akka.test.single-expect-default.</summary>
    internal override TimeSpan DefaultSilence => TimeSpan.FromSeconds(3);

    internal override bool TryTake(TestInbox inbox, TimeSpan limit, out Envelope envelope) => inbox.TryTake(limit, out envelope);

    internal override void Pass(TimeSpan duration) => Thread.Sleep(duration);

    internal override void Settle()
    {
    }
}
