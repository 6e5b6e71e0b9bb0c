namespace NetComm.Actors;

/// <summary>Something to do later, once or again and again.</summary>
internal sealed class ScheduledItem(Action action, TimeSpan? interval, ICancelable? cancelable, IInternalActorRef? receiver)
{
    internal TimeSpan? Interval => interval;

    /// <summary>True when it is no longer to be done: called off, or repeated to an actor that has stopped.</summary>
    internal bool IsVoid => cancelable is { IsCancellationRequested: true } || receiver is { IsTerminated: true };

    internal void Run() => action();
}
