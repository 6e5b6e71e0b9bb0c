namespace NetComm.Actors;

/// <summary>Whatever takes messages: an actor reference or a selection of actors.</summary>
public interface ICanTell
{
    /// <summary>Sends <paramref name="message"/>; <paramref name="sender"/> is whom the receiver sees as Sender, <see cref="ActorRefs.NoSender"/> for nobody.</summary>
    void Tell(object message, IActorRef? sender);
}
