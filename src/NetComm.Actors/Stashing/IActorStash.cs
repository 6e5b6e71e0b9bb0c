namespace NetComm.Actors;

/// <summary>An actor with a stash, which the kernel sets after the constructor.</summary>
public interface IActorStash
{
    /// <summary>The actor's stash.</summary>
    IStash Stash { get; set; }
}
