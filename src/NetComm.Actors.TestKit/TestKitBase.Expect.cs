using NetComm.Actors.TestKit.Internal;

namespace NetComm.Actors.TestKit;

/// <summary>Expectations about the next message.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/>.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null) => Expect<T>(duration, hint, (_, _) => { });

    /// <summary>Takes the next message, which must equal <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null) => Expect<T>(timeout, hint, (actual, _) => IsEqual(message, actual, hint));

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> that <paramref name="isMessage"/> accepts.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null) =>
        Expect<T>(timeout, hint, (actual, _) => IsAccepted(isMessage(actual), actual, hint));

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> and pass <paramref name="assert"/>.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null) => Expect<T>(timeout, hint, (actual, _) => assert(actual));

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> that <paramref name="isMessageAndSender"/> accepts.</summary>
    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null) =>
        Expect<T>(timeout, hint, (actual, sender) => IsAccepted(isMessageAndSender(actual, sender), actual, hint));

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> and pass <paramref name="assertMessageAndSender"/>.</summary>
    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null) =>
        Expect(timeout, hint, assertMessageAndSender);

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null) =>
        Expect<T>(duration, hint, (_, actual) => IsEqual(sender, actual, hint));

    /// <summary>Takes the next message, which must equal <paramref name="message"/> and come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null) => Expect<T>(timeout, hint, (actual, from) =>
    {
        IsEqual(sender, from, hint);
        IsEqual(message, actual, hint);
    });

    /// <summary>Takes as many messages as are named, which must be these in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => AllOf(null, messages);

    /// <summary>Takes as many messages as are named, which must be these in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => AllOf(max, messages);

    /// <summary>Takes the next message, which must tell that <paramref name="target"/>, watched before, has stopped.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null) =>
        Expect<Terminated>(timeout, hint, (terminated, _) => IsEqual(target, terminated.ActorRef, hint));

    /// <summary>Fails when a message waits or comes within the rest of Within, or else 3 s in real time and no time at all in virtual time.</summary>
    public void ExpectNoMsg() => ExpectSilence(_deadline is null ? _time.DefaultSilence : Remaining);

    /// <summary>Fails when a message waits or comes within <paramref name="duration"/>, which passes.</summary>
    public void ExpectNoMsg(TimeSpan duration) => ExpectSilence(duration);

    /// <summary>Fails when a message waits or comes within a number of milliseconds, which pass.</summary>
    public void ExpectNoMsg(int milliseconds) => ExpectSilence(TimeSpan.FromMilliseconds(milliseconds));

    private static void IsEqual<T>(T expected, T actual, string? hint)
    {
        if (!TestEquality.Holds(expected, actual))
            TestFailure.Throw($"expected {TestFailure.Show(expected)}, but received {TestFailure.Show(actual)}", hint);
    }

    private static void IsAccepted(bool accepted, object? message, string? hint)
    {
        if (!accepted)
            TestFailure.Throw($"received {TestFailure.Show(message)}, which the test does not accept", hint);
    }

    private T Expect<T>(TimeSpan? timeout, string? hint, Action<T, IActorRef> assert)
    {
        TimeSpan limit = Limit(timeout);
        if (!TryReceiveOne(limit, out Envelope envelope))
            TestFailure.Throw($"waited {limit} for a message of type {typeof(T)}, and none came", hint);
        if (envelope.Message is not T message)
            throw TestFailure.Of($"expected a message of type {typeof(T)}, but received {TestFailure.Show(envelope.Message)} from {envelope.Sender}", hint);
        assert(message, LastSender);
        return message;
    }

    private T[] AllOf<T>(TimeSpan? max, T[] messages)
    {
        List<T> missing = [.. messages];
        var received = new List<T>();
        foreach (object message in ReceiveMany(messages.Length, Limit(max)))
        {
            int index = missing.FindIndex(expected => TestEquality.Holds<object?>(expected, message));
            if (index < 0)
                TestFailure.Throw($"received {TestFailure.Show(message)}, but expected one of {string.Join(", ", missing.Select(m => TestFailure.Show(m)))}");
            missing.RemoveAt(index);
            received.Add((T)message);
        }
        return [.. received];
    }

    private void ExpectSilence(TimeSpan duration)
    {
        if (TryReceiveOne(duration, out Envelope envelope))
            TestFailure.Throw($"expected no message, but received {TestFailure.Show(envelope.Message)} from {envelope.Sender}");
    }
}
