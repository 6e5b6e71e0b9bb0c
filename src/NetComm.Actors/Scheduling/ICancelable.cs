namespace NetComm.Actors;

/// <summary>Something planned that can be called off.</summary>
public interface ICancelable
{
    /// <summary>True once it has been called off.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>The same as a token, for asynchronous code.</summary>
    CancellationToken Token { get; }

    /// <summary>Calls it off.</summary>
    void Cancel();

    /// <summary>Calls it off; with <paramref name="throwOnFirstException"/> the first callback that throws ends it.</summary>
    void Cancel(bool throwOnFirstException);

    /// <summary>Calls it off after a while.</summary>
    void CancelAfter(TimeSpan delay);

    /// <summary>Calls it off after a number of milliseconds.</summary>
    void CancelAfter(int millisecondsDelay);
}
