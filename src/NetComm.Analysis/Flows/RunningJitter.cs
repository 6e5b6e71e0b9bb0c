namespace NetComm.Analysis;

/// <summary>
/// The interarrival jitter of RFC 3550 (6.4.1) as it runs: with every packet a sixteenth of the way to the change of its transit time.
/// </summary>
internal struct RunningJitter
{
    /// <summary>RFC 3550, 6.4.1: the gain of the estimator.</summary>
    private const double Gain = 1.0 / 16;

    private long _lastTransit;
    private bool _isTaken;
    private double _value;

    /// <summary>In picoseconds; null before a second packet has come.</summary>
    public double? Value { get; private set; }

    /// <summary>The next packet in the order of arrival took so many picoseconds.</summary>
    public void Take(long transit)
    {
        if (_isTaken)
        {
            _value += (Math.Abs(transit - _lastTransit) - _value) * Gain;
            Value = _value;
        }

        _isTaken = true;
        _lastTransit = transit;
    }
}
