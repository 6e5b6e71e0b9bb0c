namespace NetComm.Actors;

/// <summary>What an actor can know and do about itself; valid only while the actor handles a message.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor's own reference.</summary>
    IActorRef Self { get; }

    /// <summary>How the actor was made.</summary>
    Props Props { get; }

    /// <summary>Who sent the message being handled; the dead letters if nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>The system that the actor lives in.</summary>
    ActorSystem System { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>The silence after which a <see cref="NetComm.Actors.ReceiveTimeout"/> comes, or null for none.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Lets <paramref name="receive"/> handle what comes from now on, in place of the current behaviour.</summary>
    void Become(Receive receive);

    /// <summary>Lets <paramref name="receive"/> handle what comes until UnbecomeStacked.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Goes back to the behaviour before; at the first one nothing happens.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>The children that have not ended yet, in the order in which they were made.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sets after which silence a <see cref="NetComm.Actors.ReceiveTimeout"/> comes; null for never.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child, or the actor itself, after the message that it is handling.</summary>
    void Stop(IActorRef child);
}
