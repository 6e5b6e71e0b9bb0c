using NetComm.Actors.TestKit.Internal;

namespace NetComm.Actors.TestKit;

/// <summary>Taking messages without judging each.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, or null when none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null) => TryReceiveOne(Limit(max), out Envelope envelope) ? envelope.Message : null;

    /// <summary>Takes that many messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages) => ReceiveMany(numberOfMessages, Limit(null));

    /// <summary>Takes that many messages within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max) => ReceiveMany(numberOfMessages, Limit(max));

    /// <summary>Takes messages until one is accepted, and returns that.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "") => FishForMessage<object>(isMessage, max, hint);

    /// <summary>Takes messages until a <typeparamref name="T"/> is accepted, and returns that.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "")
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        TimeSpan limit = Limit(max);
        TimeSpan end = _time.Now + limit;
        while (TryReceiveOne(Left(end), out Envelope envelope))
        {
            if (envelope.Message is T message && isMessage(message))
                return message;
        }
        throw TestFailure.Of($"waited {limit} for a message of type {typeof(T)} that the test accepts, and none came", hint);
    }

    private object[] ReceiveMany(int count, TimeSpan limit)
    {
        TimeSpan end = _time.Now + limit;
        var messages = new object[count];
        for (int i = 0; i < count; i++)
        {
            if (!TryReceiveOne(Left(end), out Envelope envelope))
                TestFailure.Throw($"waited {limit} for {count} messages, and only {i} came");
            messages[i] = envelope.Message;
        }
        return messages;
    }

    private bool TryReceiveOne(TimeSpan limit, out Envelope envelope)
    {
        if (!_time.TryTake(_inbox, limit, out envelope))
            return false;
        LastMessage = envelope.Message;
        LastSender = envelope.Sender ?? ActorRefs.Nobody;
        return true;
    }
}
