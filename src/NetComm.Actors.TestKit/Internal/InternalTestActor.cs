namespace NetComm.Actors.TestKit.Internal;

/// <summary>Puts whatever it receives where the test takes it from.</summary>
internal sealed class InternalTestActor(TestInbox inbox) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is Order order)
        {
            order.What(Context);
            order.Done.TrySetResult();
        }
        else
        {
            inbox.Add(new Envelope(message, Sender));
        }
    }

    /// <summary>Something to do in the place of the test.</summary>
    internal sealed record Order(Action<IActorContext> What)
    {
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
