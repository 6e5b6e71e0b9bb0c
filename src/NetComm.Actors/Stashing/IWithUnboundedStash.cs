namespace NetComm.Actors;

/// <summary>An actor with an unbounded stash.</summary>
public interface IWithUnboundedStash : IActorStash
{
}
