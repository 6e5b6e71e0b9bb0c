namespace NetComm.Actors;

/// <summary>Death watch: being told when another actor has stopped.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> once <paramref name="subject"/> has stopped (restarts do not count).</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>As Watch, but <paramref name="message"/> comes instead of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes the request back; a <see cref="Terminated"/> that already waits in the mailbox is dropped too.</summary>
    IActorRef Unwatch(IActorRef subject);
}
