using NetComm.Actors.TestKit.Internal;

namespace NetComm.Actors.TestKit;

/// <summary>Time limits.</summary>
public abstract partial class TestKitBase
{
    private TimeSpan? _deadline;

    /// <summary>What is left of the innermost Within.</summary>
    /// <exception cref="InvalidOperationException">There is no Within.</exception>
    public TimeSpan Remaining => _deadline is { } deadline
        ? Left(deadline)
        : throw new InvalidOperationException("Remaining may not be called outside of Within.");

    /// <summary>What is left of the innermost Within, or the time that an expectation waits otherwise.</summary>
    public TimeSpan RemainingOrDefault => Limit(null);

    /// <summary>Runs <paramref name="action"/>, which must end within <paramref name="max"/>; expectations in it wait no longer than that.</summary>
    public void Within(TimeSpan max, Action action) => Within(TimeSpan.Zero, max, action);

    /// <summary>Runs <paramref name="action"/>, which must take at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public void Within(TimeSpan min, TimeSpan max, Action action, string? hint = null) => Within(
        min,
        max,
        () =>
        {
            action();
            return 0;
        },
        hint);

    /// <summary>Runs <paramref name="function"/>, which must end within <paramref name="max"/>; expectations in it wait no longer than that.</summary>
    public T Within<T>(TimeSpan max, Func<T> function) => Within(TimeSpan.Zero, max, function);

    /// <summary>Runs <paramref name="function"/>, which must take at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public T Within<T>(TimeSpan min, TimeSpan max, Func<T> function, string? hint = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        TimeSpan start = _time.Now;
        TimeSpan? outer = _deadline;
        _deadline = outer is { } sooner && sooner < start + max ? sooner : start + max;
        try
        {
            T result = function();
            TimeSpan taken = _time.Now - start;
            if (taken < min)
                TestFailure.Throw($"the block took {taken}, but should take at least {min}", hint);
            if (taken > max)
                TestFailure.Throw($"the block took {taken}, but should take at most {max}", hint);
            return result;
        }
        finally
        {
            _deadline = outer;
        }
    }

    /// <summary>Tries <paramref name="assertion"/> again and again, every <paramref name="interval"/> (100 ms), until it passes or <paramref name="duration"/> is over.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        TimeSpan end = _time.Now + Limit(duration);
        while (true)
        {
            _time.Settle();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Left(end) > TimeSpan.Zero)
            {
                Pause(interval, end);
            }
        }
    }

    /// <summary>Waits until <paramref name="conditionIsFulfilled"/> holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max = null, TimeSpan? interval = null, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        TimeSpan limit = Limit(max);
        TimeSpan end = _time.Now + limit;
        _time.Settle();
        while (!conditionIsFulfilled())
        {
            if (Left(end) == TimeSpan.Zero)
                TestFailure.Throw($"waited {limit} for the condition, and it did not hold", message);
            Pause(interval, end);
        }
    }

    private TimeSpan Limit(TimeSpan? named) => (named, _deadline) switch
    {
        ({ } limit, null) => limit,
        ({ } limit, { } deadline) => limit < Left(deadline) ? limit : Left(deadline),
        (null, { } deadline) => Left(deadline),
        _ => _time.DefaultWait,
    };

    private TimeSpan Left(TimeSpan end) => end > _time.Now ? end - _time.Now : TimeSpan.Zero;

    private void Pause(TimeSpan? interval, TimeSpan end)
    {
        TimeSpan pause = interval ?? TimeSpan.FromMilliseconds(100);
        _time.Pass(pause < Left(end) ? pause : Left(end));
    }
}
