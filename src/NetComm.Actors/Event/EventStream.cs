namespace NetComm.Actors.Event;

/// <summary>Tells subscribers what happens in a system: log events, dead letters, unhandled messages, and whatever else is published.</summary>
public sealed class EventStream
{
    private readonly Lock _lock = new();
    private volatile Subscription[] _subscriptions = [];

    internal EventStream()
    {
    }

    /// <summary>Sends to <paramref name="subscriber"/> every event that is of type <paramref name="channel"/> or derived from it; false when it has that already.</summary>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        var subscription = new Subscription(subscriber, channel);
        lock (_lock)
        {
            if (_subscriptions.Contains(subscription))
                return false;
            _subscriptions = [.. _subscriptions, subscription];
            return true;
        }
    }

    /// <summary>Ends one subscription; false when there was none.</summary>
    public bool Unsubscribe(IActorRef subscriber, Type channel) =>
        RemoveAll(subscription => subscription == new Subscription(subscriber, channel));

    /// <summary>Ends all subscriptions of one actor, as happens by itself when the actor stops; false when there was none.</summary>
    public bool Unsubscribe(IActorRef subscriber) => RemoveAll(subscription => subscription.Subscriber.Equals(subscriber));

    /// <summary>Sends <paramref name="event"/> to its subscribers, once to each, in the order in which they subscribed.</summary>
    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        Subscription[] subscriptions = _subscriptions;
        for (int i = 0; i < subscriptions.Length; i++)
        {
            if (subscriptions[i].Takes(@event) && !AnyServes(subscriptions.AsSpan(0, i), subscriptions[i].Subscriber, @event))
                subscriptions[i].Subscriber.Tell(@event, ActorRefs.NoSender);
        }
    }

    private static bool AnyServes(ReadOnlySpan<Subscription> earlier, IActorRef subscriber, object @event)
    {
        foreach (Subscription subscription in earlier)
        {
            if (subscription.Takes(@event) && subscription.Subscriber.Equals(subscriber))
                return true;
        }
        return false;
    }

    private bool RemoveAll(Predicate<Subscription> which)
    {
        if (_subscriptions.Length == 0)
            return false;
        lock (_lock)
        {
            Subscription[] before = _subscriptions;
            _subscriptions = Array.FindAll(before, subscription => !which(subscription));
            return _subscriptions.Length < before.Length;
        }
    }

    private sealed record Subscription(IActorRef Subscriber, Type Channel)
    {
        internal bool Takes(object @event) => Channel.IsInstanceOfType(@event);
    }
}
