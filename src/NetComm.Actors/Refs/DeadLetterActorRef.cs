using NetComm.Actors.Event;

namespace NetComm.Actors;

/// <summary>The end of every message that nobody can receive: it is published as a <see cref="DeadLetter"/>.</summary>
internal sealed class DeadLetterActorRef(ActorSystem system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    private protected override ActorSystem? SystemOrNull => system;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        if (message is DeadLetter letter)
            Publish(letter);
        else
            Receive(message, sender, this);
    }

    /// <summary>Takes a message for <paramref name="recipient"/>, which cannot.</summary>
    internal void Receive(object message, IActorRef? sender, IActorRef recipient) =>
        Publish(new DeadLetter(message, sender ?? this, recipient));

    /// <summary>Answers, in the place of an actor that has gone, what must be answered.</summary>
    internal static void ReceiveSystem(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch)
            watch.Watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(watch.Watchee, false));
    }

    private protected override void OnSystemMessage(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch && !ReferenceEquals(watch.Watchee, this))
            ReceiveSystem(message);
    }

    private void Publish(DeadLetter letter)
    {
        if (letter.Message is Identify identify)
            letter.Sender.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
        else if (letter.Message is IDeadLetterSuppression suppressed)
            system.EventStream.Publish(new SuppressedDeadLetter(suppressed, letter.Sender, letter.Recipient));
        else
            system.EventStream.Publish(letter);
    }
}
