namespace NetComm.Actors.TestKit.Internal;

/// <summary>Puts whatever it receives where the test takes it from.</summary>
internal sealed class InternalTestActor(TestInbox inbox) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartWatching start:
                Context.Watch(start.Actor);
                break;
            case StopWatching stop:
                Context.Unwatch(stop.Actor);
                break;
            default:
                inbox.Add(new Envelope(message, Sender));
                break;
        }
    }

    internal sealed record StartWatching(IActorRef Actor);

    internal sealed record StopWatching(IActorRef Actor);
}
