using System.Diagnostics.CodeAnalysis;

namespace NetComm.Protocols;

/// <summary>The timers of a protocol machine, at most one for each key. Timers of one instant expire in the order of their keys.</summary>
/// <remarks>The first timer is searched for only when needed: an update that restarts a hundred costs one search.</remarks>
internal sealed class TimerTable<TKey>(IComparer<TKey>? order = null) where TKey : notnull
{
    private readonly SortedDictionary<TKey, SimTime> _due = new(order);
    private SimTime? _next;
    private bool _isNextKnown = true;

    public SimTime? Next
    {
        get
        {
            if (!_isNextKnown) _next = _due.Count == 0 ? null : _due.Values.Min();
            _isNextKnown = true;
            return _next;
        }
    }

    public SimTime? this[TKey key] => _due.TryGetValue(key, out SimTime due) ? due : null;

    public void Set(TKey key, SimTime due)
    {
        _due[key] = due;
        _isNextKnown = false;
    }

    public void Cancel(TKey key)
    {
        if (_due.Remove(key)) _isNextKnown = false;
    }

    public void Clear()
    {
        _due.Clear();
        _isNextKnown = false;
    }

    public bool TryTake(SimTime now, [MaybeNullWhen(false)] out TKey key)
    {
        key = default;
        if (Next is not { } first || first > now) return false;

        key = _due.First(timer => timer.Value == first).Key;
        Cancel(key);
        return true;
    }
}
