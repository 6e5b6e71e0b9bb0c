namespace NetComm.Actors;

/// <summary>Whom one actor watches, and who watches it.</summary>
internal sealed class DeathWatch(ActorCell cell)
{
    /// <summary>Watched actors, with the message that WatchWith asked for.</summary>
    private OrderedDictionary<IActorRef, object?>? _watching;

    /// <summary>Actors whose Terminated lies in the mailbox, with the message to give in its place.</summary>
    private Dictionary<IActorRef, object?>? _announced;

    private OrderedDictionary<IActorRef, IInternalActorRef>? _watchedBy;

    internal IActorRef Start(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var watchee = (IInternalActorRef)subject;
        if (watchee.Equals(cell) || (_watching?.ContainsKey(watchee) ?? false))
            return subject;
        (_watching ??= []).Add(watchee, message);
        watchee.SendSystemMessage(new SystemMessage.Watch(watchee, cell));
        return subject;
    }

    internal IActorRef End(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var watchee = (IInternalActorRef)subject;
        if (_watching?.Remove(watchee) ?? false)
            watchee.SendSystemMessage(new SystemMessage.Unwatch(cell));
        _announced?.Remove(watchee);
        return subject;
    }

    internal void AddWatcher(IInternalActorRef watcher) => (_watchedBy ??= []).TryAdd(watcher, watcher);

    internal void RemoveWatcher(IInternalActorRef watcher) => _watchedBy?.Remove(watcher);

    /// <summary>A watched actor has ended: its Terminated goes into the mailbox, behind what is there.</summary>
    internal void OnEnded(IInternalActorRef actor, bool existenceConfirmed, bool announce)
    {
        if (_watching is null || !_watching.Remove(actor, out object? message) || !announce)
            return;
        ExpectTerminated(actor, message);
        cell.Tell(new Terminated(actor, existenceConfirmed, addressTerminated: false), actor);
    }

    internal void ExpectTerminated(IActorRef actor, object? message) => (_announced ??= [])[actor] = message;

    /// <summary>What the actor is to receive for a Terminated from its mailbox; null when the watch has ended meanwhile.</summary>
    internal object? Resolve(Terminated terminated) =>
        _announced is not null && _announced.Remove(terminated.ActorRef, out object? message) ? message ?? terminated : null;

    /// <summary>Tells the watchers that this actor has ended; its parent learns it as its supervisor.</summary>
    internal void TellWatchers(IInternalActorRef parent)
    {
        foreach (IInternalActorRef watcher in _watchedBy?.Values ?? Enumerable.Empty<IInternalActorRef>())
        {
            if (!watcher.Equals(parent))
                watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(cell, existenceConfirmed: true));
        }
        _watchedBy = null;
    }

    internal void EndAll()
    {
        foreach (IActorRef watchee in _watching?.Keys ?? Enumerable.Empty<IActorRef>())
            ((IInternalActorRef)watchee).SendSystemMessage(new SystemMessage.Unwatch(cell));
        _watching = null;
        _announced = null;
    }
}
