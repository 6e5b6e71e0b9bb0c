namespace NetComm.Actors;

/// <summary>Sends the outcome of a task to an actor.</summary>
public static class PipeToSupport
{
    /// <summary>Sends the result, or a <see cref="Status.Failure"/> when the task fails or is cancelled.</summary>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        object outcome;
        try
        {
            T result = await taskToPipe.ConfigureAwait(false);
            outcome = success is null ? result! : success(result);
        }
        catch (Exception cause)
        {
            outcome = failure is null ? new Status.Failure(cause) : failure(cause);
        }
        recipient.Tell(outcome, sender);
    }

    /// <summary>Sends what <paramref name="success"/> makes when the task ends, or a <see cref="Status.Failure"/> when it fails or is cancelled.</summary>
    public static async Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        object? outcome;
        try
        {
            await taskToPipe.ConfigureAwait(false);
            outcome = success?.Invoke();
        }
        catch (Exception cause)
        {
            outcome = failure is null ? new Status.Failure(cause) : failure(cause);
        }
        if (outcome is not null)
            recipient.Tell(outcome, sender);
    }
}
