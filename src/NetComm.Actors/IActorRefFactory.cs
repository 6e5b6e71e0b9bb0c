namespace NetComm.Actors;

/// <summary>Makes and finds actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Makes a child; without a name it gets one that begins with <c>$</c>.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or malformed.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Selects the actor at a path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Selects actors by path: absolute (<c>/user/a</c>), relative to the actor (<c>../b</c>), or with wildcards (<c>link-*</c>).</summary>
    ActorSelection ActorSelection(string actorPath);
}
