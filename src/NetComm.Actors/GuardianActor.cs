namespace NetComm.Actors;

/// <summary>The top of /user and of /system: supervises by the default strategy and takes no messages.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender);
        return true;
    }
}
