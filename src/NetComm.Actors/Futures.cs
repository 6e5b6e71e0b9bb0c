using System.Globalization;

namespace NetComm.Actors;

/// <summary>Asking: sending a message and getting the answer as a task.</summary>
public static class Futures
{
    /// <summary>Asks and takes any answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout);

    /// <summary>Asks and takes any answer, unless cancelled.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>Asks and takes any answer, within <paramref name="timeout"/> and unless cancelled.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Asks for a <typeparamref name="T"/>. Without <paramref name="timeout"/> it waits without end.</summary>
    /// <remarks>The task fails with <see cref="AskTimeoutException"/>, or with the cause when the answer is a <see cref="Status.Failure"/>.</remarks>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Asks for a <typeparamref name="T"/>, unless cancelled.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    /// <summary>Asks for a <typeparamref name="T"/>, within <paramref name="timeout"/> and unless cancelled.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>Asks with a message that names whom to answer.</summary>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(messageFactory);
        var answer = new FutureActorRef<T>(SystemOf(self), message => message, TimedOut);
        answer.EndWith(timeout, cancellationToken);
        self.Tell(messageFactory(answer), answer);
        return answer.Task;
    }

    private static ActorSystem SystemOf(ICanTell target) => target switch
    {
        ActorSelection selection => SystemOf(selection.Anchor),
        IInternalActorRef { System: { } system } => system,
        _ => CurrentCell.OfThread.Cell?.System ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(target)),
    };

    private static AskTimeoutException TimedOut(TimeSpan limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Timeout after {limit.TotalSeconds:F2} seconds"));
}
