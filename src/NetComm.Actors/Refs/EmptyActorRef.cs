namespace NetComm.Actors;

/// <summary>A path where no actor is: names the recipient of a dead letter.</summary>
internal sealed class EmptyActorRef(ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    private protected override bool HasTerminated => true;
}
