namespace NetComm.Analysis;

/// <summary>The places of a flow's packets in the order of sending: sequence numbers, less those passed over while it was down.</summary>
internal sealed class SendingOrder
{
    private readonly List<(long Sequence, long Rank)> _jumps = [];
    private (long Sequence, long Rank) _jump;
    private long _next = -1;
    private long _count;

    public void Sent(long sequence)
    {
        if (sequence != _next)
        {
            if (_count > 0) _jumps.Add(_jump);
            _jump = (sequence, _count);
        }

        _next = sequence + 1;
        _count++;
    }

    public long PlaceOf(long sequence)
    {
        if (sequence >= _jump.Sequence) return _jump.Rank + (sequence - _jump.Sequence);
        for (int i = _jumps.Count - 1; i >= 0; i--)
        {
            if (sequence >= _jumps[i].Sequence) return _jumps[i].Rank + (sequence - _jumps[i].Sequence);
        }

        return 0;
    }
}
