using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>What a timer sends: the kernel opens it when it arrives, so that a cancelled timer stays silent.</summary>
internal sealed class TimerMessage(TimerScheduler owner, object key, object message, bool isPeriodic, ICancelable cancelable)
    : IAutoReceivedMessage, IDeadLetterSuppression
{
    internal object Key => key;

    internal object Message => message;

    internal bool IsPeriodic => isPeriodic;

    internal ICancelable Cancelable => cancelable;

    /// <summary>The message, if the timer belongs to this instance of the actor and still runs.</summary>
    internal object? Take(ActorBase? actor) => actor is IWithTimers withTimers && withTimers.Timers == owner ? owner.Take(this) : null;
}
