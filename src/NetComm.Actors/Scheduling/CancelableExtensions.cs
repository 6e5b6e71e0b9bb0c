namespace NetComm.Actors;

/// <summary>Calling off what may not have been planned.</summary>
public static class CancelableExtensions
{
    /// <summary>Calls it off, if there is anything.</summary>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
