namespace NetComm.Reporting.Tcp;

/// <summary>Sequence numbers of one direction, counted from its SYN: the SYN is 0, the first byte 1, beyond 4 GiB on and on.</summary>
internal sealed class ByteNumbers
{
    private uint _last;
    private long _lastNumber;
    private bool _isKnown;

    /// <summary>The SYN's number, or the first that is seen.</summary>
    public void Begin(uint sequence, bool isSyn)
    {
        if (_isKnown) return;
        (_last, _lastNumber, _isKnown) = (sequence, isSyn ? 0 : 1, true);
    }

    /// <summary>The number that stands for one of a header.</summary>
    public long Of(uint sequence)
    {
        if (!_isKnown) Begin(sequence, isSyn: false);
        long number = _lastNumber + (int)(sequence - _last);
        if (number > _lastNumber) (_last, _lastNumber) = (sequence, number);
        return number;
    }
}
