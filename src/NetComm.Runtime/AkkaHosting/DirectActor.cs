using System.Runtime.ExceptionServices;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>An actor that takes <see cref="DirectMessage"/>s. Elsewhere than in a simulated run they come as all messages do.</summary>
internal abstract class DirectActor : UntypedActor
{
    /// <summary>To the actor, in place of a message at which it failed: its supervisor is to see that failure.</summary>
    private sealed record Failed(DirectMessage Message, ExceptionDispatchInfo Cause) : INotInfluenceReceiveTimeout;

    protected DirectActor() => Self = Context.Self;

    /// <summary>Its reference: Akka's own property looks it up on the thread.</summary>
    protected new IActorRef Self { get; }

    internal void Handle(DirectMessage message, ActorCell cell, IActorRef sender)
    {
        try
        {
            OnReceive(message);
        }
#pragma warning disable CA1031 // Whatever it is goes to the supervisor, as from any other message.
        catch (Exception failure)
        {
            cell.Invoke(new Envelope(new Failed(message, ExceptionDispatchInfo.Capture(failure)), sender));
        }
#pragma warning restore CA1031
    }

    public override void AroundPreStart()
    {
        base.AroundPreStart();
        TakeMessagesBy(this);
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        // Nobody until the next one has started: it may fail to.
        TakeMessagesBy(null);
        base.AroundPreRestart(cause, message is Failed failed ? failed.Message : message);
    }

    public override void AroundPostRestart(Exception cause, object message)
    {
        base.AroundPostRestart(cause, message);
        TakeMessagesBy(this);
    }

    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is Failed failed) failed.Cause.Throw();
        return base.AroundReceive(receive, message);
    }

    private static void TakeMessagesBy(DirectActor? receiver)
    {
        if (Context is ActorCell { Mailbox.MessageQueue: RunLoopQueue queue }) queue.Receiver = receiver;
    }
}

/// <summary>A message taken without asking who sent it: in a simulated run it goes to a <see cref="DirectActor"/> unwrapped.</summary>
internal abstract class DirectMessage : INotInfluenceReceiveTimeout;
