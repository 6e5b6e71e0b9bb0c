namespace NetComm.Actors;

/// <summary>An actor with a stash; unbounded in this kernel.</summary>
public interface IWithStash : IActorStash
{
}
