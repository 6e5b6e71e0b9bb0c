namespace NetComm.Actors;

/// <summary>A child, and how often it has been restarted.</summary>
internal sealed class ChildRestartStats(IInternalActorRef child)
{
    private int _restarts;
    private TimeSpan? _windowStart;

    internal IInternalActorRef Child => child;

    /// <summary>Counts a restart and says whether it is still within the limits (-1: none).</summary>
    /// <remarks>The window opens with the first restart; one that comes after its end opens the next.</remarks>
    internal bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds, TimeSpan now)
    {
        if (maxNrOfRetries == 0)
            return false;
        if (withinTimeMilliseconds <= 0)
            return maxNrOfRetries < 0 || ++_restarts <= maxNrOfRetries;
        _windowStart ??= now;
        if (now - _windowStart <= TimeSpan.FromMilliseconds(withinTimeMilliseconds))
            return ++_restarts <= Math.Max(maxNrOfRetries, 1);
        _restarts = 1;
        _windowStart = now;
        return true;
    }
}
