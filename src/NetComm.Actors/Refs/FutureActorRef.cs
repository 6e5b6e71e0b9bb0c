namespace NetComm.Actors;

/// <summary>Takes the answer to one question; <paramref name="translate"/> turns what arrives into the answer.</summary>
internal sealed class FutureActorRef<T>(ActorSystem system, Func<object, object> translate, Func<TimeSpan, Exception> timedOut) : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path { get; } = system.NextTempPath();

    internal Task<T> Task => _answer.Task;

    private protected override ActorSystem? SystemOrNull => system;

    private protected override bool HasTerminated => _answer.Task.IsCompleted;

    public override void Tell(object message, IActorRef? sender)
    {
        bool isFirst = translate(message) switch
        {
            T expected => _answer.TrySetResult(expected),
            Status.Failure failure => _answer.TrySetException(failure.Cause),
            _ => _answer.TrySetException(new ArgumentException(
                $"Received message of type [{message?.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (!isFirst)
            system.DeadLettersRef.Receive(message!, sender, this);
    }

    internal void EndWith(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (timeout is { } limit && limit > TimeSpan.Zero)
        {
            var waiting = new Cancelable(system.Scheduler);
            system.Scheduler.Advanced.ScheduleOnce(limit, () => _answer.TrySetException(timedOut(limit)), waiting);
            _answer.Task.ContinueWith(_ => waiting.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        if (cancellationToken.CanBeCanceled)
        {
            CancellationTokenRegistration registration = cancellationToken.Register(() => _answer.TrySetCanceled(cancellationToken));
            _answer.Task.ContinueWith(_ => registration.Unregister(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private protected override void OnSystemMessage(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch && HasTerminated)
            DeadLetterActorRef.ReceiveSystem(watch);
    }
}
