namespace NetComm.Actors;

/// <summary>An actor with one method for all messages: the fastest kind, for a switch over message types.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>What the actor can know and do about itself.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread.</exception>
    protected static new IUntypedActorContext Context => CurrentCell.Require();

    /// <summary>Handles a message; call Unhandled for one that it does not know.</summary>
    protected abstract void OnReceive(object message);

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Lets <paramref name="receive"/> handle what comes from now on, in place of the current behaviour.</summary>
    protected void Become(UntypedReceive receive) => Cell.Become(receive);

    /// <summary>Lets <paramref name="receive"/> handle what comes until UnbecomeStacked.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(receive);

    internal void CallOnReceive(object message) => OnReceive(message);
}
