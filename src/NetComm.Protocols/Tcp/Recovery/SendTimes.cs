namespace NetComm.Protocols.Tcp.Recovery;

/// <summary>When the bytes in flight were first sent: an entry per instant, in a ring that grows to the most needed.</summary>
internal sealed class SendTimes
{
    private (long End, SimTime Sent)[] _entries = new (long, SimTime)[16];
    private int _first;
    private int _count;

    public void Add(long end, SimTime now)
    {
        if (_count > 0 && At(_count - 1).End >= end) return;
        if (_count > 0 && At(_count - 1).Sent == now)
        {
            At(_count - 1).End = end;
            return;
        }

        if (_count == _entries.Length) Grow();
        _count++;
        At(_count - 1) = (end, now);
    }

    /// <summary>Forgets what is acknowledged; says when its oldest and newest byte were sent; false if not known.</summary>
    public bool Acknowledge(long acknowledged, out SimTime oldest, out SimTime newest)
    {
        oldest = newest = default;
        if (_count == 0) return false;

        oldest = newest = At(0).Sent;
        while (_count > 0)
        {
            (long end, newest) = At(0);
            if (end > acknowledged) break;
            _first = (_first + 1) & (_entries.Length - 1);
            _count--;
            if (end == acknowledged) break;
        }

        return true;
    }

    private ref (long End, SimTime Sent) At(int index) => ref _entries[(_first + index) & (_entries.Length - 1)];

    private void Grow()
    {
        var grown = new (long, SimTime)[_entries.Length * 2];
        for (int i = 0; i < _count; i++) grown[i] = At(i);
        _entries = grown;
        _first = 0;
    }
}
