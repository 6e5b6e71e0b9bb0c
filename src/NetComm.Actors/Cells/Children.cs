namespace NetComm.Actors;

/// <summary>The children of one actor by name, in the order in which they were made, and what their supervisor waits for.</summary>
/// <remarks>Selections read it from other threads, so every access takes its lock; no message does.</remarks>
internal sealed class Children
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    private readonly Lock _lock = new();
    private OrderedDictionary<string, ChildRestartStats?>? _byName;
    private HashSet<IInternalActorRef>? _dying;
    private long _unnamed;
    private Exception? _recreationCause;

    /// <summary>What the supervisor does once its dying children are gone.</summary>
    internal enum Awaited
    {
        Nothing,
        Creation,
        Recreation,
        Termination,
    }

    /// <summary>What the supervisor waits for; Termination also once it is over.</summary>
    internal Awaited Reason { get; private set; }

    internal bool IsTerminating => Reason == Awaited.Termination;

    internal static string Check(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        return ActorPath.IsValidPathElement(name) ? name : throw new InvalidActorNameException(
            $"Illegal actor name [{name}]. Names are made of ASCII letters, digits and {ActorPath.ValidSymbols}, and do not begin with '$'.");
    }

    /// <summary>Takes a name: the given one, or else the next of $a, $b, … $aa.</summary>
    /// <remarks>As in Akka.NET: the count of unnamed children to base 64, lowest digit first.</remarks>
    internal string Reserve(string? name)
    {
        lock (_lock)
        {
            if (IsTerminating)
                throw new InvalidOperationException("Cannot create child while terminating or terminated");
            string reserved = name ?? NextName();
            _byName ??= [];
            return _byName.TryAdd(reserved, null) ? reserved : throw new InvalidActorNameException($"Actor name \"{reserved}\" is not unique!");
        }
    }

    internal void Add(IInternalActorRef child)
    {
        lock (_lock)
            _byName![child.Path.Name] = new ChildRestartStats(child);
    }

    internal IInternalActorRef? Find(string name)
    {
        lock (_lock)
            return _byName?.GetValueOrDefault(name)?.Child;
    }

    internal ChildRestartStats? StatsOf(IActorRef child)
    {
        lock (_lock)
            return _byName?.GetValueOrDefault(child.Path.Name) is { } stats && stats.Child.Equals(child) ? stats : null;
    }

    internal IReadOnlyList<ChildRestartStats> Stats()
    {
        lock (_lock)
            return _byName is null ? [] : [.. _byName.Values.OfType<ChildRestartStats>()];
    }

    internal IReadOnlyList<IInternalActorRef> List()
    {
        lock (_lock)
            return _byName is null ? [] : [.. _byName.Values.OfType<ChildRestartStats>().Select(stats => stats.Child)];
    }

    /// <summary>Notes that a child has been told to stop.</summary>
    internal void MarkDying(IInternalActorRef child)
    {
        lock (_lock)
            (_dying ??= []).Add(child);
    }

    /// <summary>Says what to do once the dying children are gone; false when none is dying, and it can be done now.</summary>
    internal bool AwaitDying(Awaited reason, Exception? recreationCause = null)
    {
        lock (_lock)
        {
            if (_dying is not { Count: > 0 })
                return false;
            Reason = reason;
            _recreationCause = recreationCause;
            return true;
        }
    }

    internal void SetTerminated()
    {
        lock (_lock)
            Reason = Awaited.Termination;
    }

    /// <summary>Forgets a child that has ended; answers what is to be done now that it was the last one waited for.</summary>
    internal (Awaited Due, Exception? RecreationCause) Remove(IInternalActorRef child)
    {
        lock (_lock)
        {
            _byName?.Remove(child.Path.Name);
            if (_dying is null || !_dying.Remove(child) || _dying.Count > 0)
                return (Awaited.Nothing, null);
            Awaited due = Reason;
            if (due != Awaited.Termination)
                Reason = Awaited.Nothing;
            return (due, _recreationCause);
        }
    }

    private string NextName()
    {
        long rest = _unnamed++;
        string name = "$";
        do
        {
            name += Digits[(int)(rest % Digits.Length)];
            rest /= Digits.Length;
        }
        while (rest != 0);
        return name;
    }
}
