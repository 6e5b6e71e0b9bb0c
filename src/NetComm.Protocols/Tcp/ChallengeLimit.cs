namespace NetComm.Protocols.Tcp;

/// <summary>How many challenge acknowledgements are sent: without a limit (RFC 5961 §7), two ends out of step never end.</summary>
internal sealed class ChallengeLimit
{
    /// <summary>RFC 5961 §7: 10 in 5 seconds.</summary>
    private const int Most = 10;

    /// <inheritdoc cref="Most"/>
    private static readonly SimDuration Period = SimDuration.FromSeconds(5);

    private SimTime _periodStart;
    private int _count;

    /// <summary>Counts one, and returns whether it may be sent.</summary>
    public bool Allows(SimTime now)
    {
        if (now - _periodStart >= Period)
        {
            _periodStart = now;
            _count = 0;
        }

        return _count++ < Most;
    }
}
