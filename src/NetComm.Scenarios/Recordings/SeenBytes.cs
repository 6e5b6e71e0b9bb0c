namespace NetComm.Scenarios.Recordings;

/// <summary>
/// The bytes of a TCP stream that a capture has shown already, so that each counts once, when it is first seen: what was sent again is not
/// the application's doing, and the TCP that plays the recording sends again by itself.
/// </summary>
internal sealed class SeenBytes
{
    /// <summary>How many stretches are kept apart: before the last so many, gaps count as lost to the capture.</summary>
    private const int MostStretches = 256;

    private readonly List<(long From, long To)> _stretches = [];
    private long _highest;
    private uint? _opened;
    private bool _hasBegun;

    /// <summary>Takes a segment in; the bytes of it that are new.</summary>
    /// <param name="sequence">The number of its first byte (RFC 9293), which a SYN has for itself.</param>
    /// <param name="bytes">Its payload.</param>
    /// <param name="isSyn">Whether it opens a connection.</param>
    public int Add(uint sequence, int bytes, bool isSyn)
    {
        // The same ports again: a new connection.
        if (isSyn && _opened != sequence)
        {
            _opened = sequence;
            _hasBegun = false;
            _stretches.Clear();
        }

        if (isSyn) sequence++;
        if (!_hasBegun) _highest = sequence;
        _hasBegun = true;
        long from = _highest + (int)(sequence - (uint)_highest);
        long to = from + bytes;
        _highest = Math.Max(_highest, to);
        return bytes == 0 ? 0 : Add(from, to);
    }

    private int Add(long from, long to)
    {
        // The first stretch that reaches so far, and those behind it that begin before the end.
        int first = _stretches.Count;
        while (first > 0 && _stretches[first - 1].To >= from) first--;
        long added = to - from;
        (long wholeFrom, long wholeTo) = (from, to);
        int last = first;
        for (; last < _stretches.Count && _stretches[last].From <= to; last++)
        {
            added -= Math.Max(0, Math.Min(to, _stretches[last].To) - Math.Max(from, _stretches[last].From));
            wholeFrom = Math.Min(wholeFrom, _stretches[last].From);
            wholeTo = Math.Max(wholeTo, _stretches[last].To);
        }

        _stretches.RemoveRange(first, last - first);
        _stretches.Insert(first, (wholeFrom, wholeTo));
        if (_stretches.Count > MostStretches)
        {
            (long oldest, _) = _stretches[0];
            _stretches[1] = (oldest, _stretches[1].To);
            _stretches.RemoveAt(0);
        }

        return (int)added;
    }
}
