namespace NetComm.Analysis;

/// <summary>The interarrival jitter of RFC 3550 (6.4.1): each packet moves it by a sixteenth towards the change of transit time.</summary>
internal struct RunningJitter
{
    /// <summary>RFC 3550, 6.4.1: the gain of the estimator.</summary>
    private const double Gain = 1.0 / 16;

    private long _lastTransit;
    private bool _isTaken;
    private double _value;
    private double _sum;
    private double _max;
    private long _count;

    /// <summary>In picoseconds; null before a second packet has come.</summary>
    public readonly double? Value => _count == 0 ? null : _value;

    /// <summary>The mean of the values after each packet behind the first; null likewise.</summary>
    public readonly double? Mean => _count == 0 ? null : _sum / _count;

    /// <summary>The largest of them; null likewise.</summary>
    public readonly double? Max => _count == 0 ? null : _max;

    /// <summary>The next packet in the order of arrival took so many picoseconds.</summary>
    public void Take(long transit)
    {
        if (_isTaken)
        {
            _value += (Math.Abs(transit - _lastTransit) - _value) * Gain;
            _sum += _value;
            _max = Math.Max(_max, _value);
            _count++;
        }

        _isTaken = true;
        _lastTransit = transit;
    }
}
