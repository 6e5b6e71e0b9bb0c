using System.Diagnostics.CodeAnalysis;
using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols;

/// <summary>The timers of a protocol machine, at most one for each key. Timers of one instant expire in the order of their keys.</summary>
internal sealed class TimerTable<TKey>
    where TKey : notnull
{
    private readonly SortedDictionary<TKey, SimTime> _due = [];

    /// <summary>When the first of them expires; null: none runs.</summary>
    public SimTime? Next { get; private set; }

    /// <summary>When this one expires; null: it does not run.</summary>
    public SimTime? this[TKey key] => _due.TryGetValue(key, out var due) ? due : null;

    /// <summary>Starts the timer, or lets it run until another instant.</summary>
    public void Set(TKey key, SimTime due)
    {
        _due[key] = due;
        Next = Earliest();
    }

    public void Cancel(TKey key)
    {
        if (_due.Remove(key))
            Next = Earliest();
    }

    public void Clear()
    {
        _due.Clear();
        Next = null;
    }

    /// <summary>Takes out the timer that expired first, if one has by now.</summary>
    public bool TryTake(SimTime now, [MaybeNullWhen(false)] out TKey key)
    {
        key = default;
        if (Next is not { } first || first > now)
            return false;

        key = _due.First(timer => timer.Value == first).Key;
        Cancel(key);
        return true;
    }

    private SimTime? Earliest() => _due.Count == 0 ? null : _due.Values.Min();
}
