using System.Runtime.ExceptionServices;

namespace NetComm.Sim.Runtime.AkkaHosting;

/// <summary>An actor that takes <see cref="DirectMessage"/>s. Elsewhere than in a simulated run they come as all messages do.</summary>
internal abstract class DirectActor : UntypedActor
{
    /// <summary>To the actor, in place of a message at which it failed: its supervisor is to see that failure.</summary>
    private sealed record Failed(ExceptionDispatchInfo Cause);

    protected DirectActor()
    {
        Self = Context.Self;
        if (Context is ActorCell { Mailbox.MessageQueue: RunLoopQueue queue }) queue.Receiver = this;
    }

    /// <summary>Its reference: Akka's own property looks it up on the thread.</summary>
    protected new IActorRef Self { get; }

    /// <summary>Handles one message in its cell.</summary>
    internal void Handle(DirectMessage message, ActorCell cell, IActorRef sender)
    {
        try
        {
            OnReceive(message);
        }
#pragma warning disable CA1031 // Whatever it is goes to the supervisor, as from any other message.
        catch (Exception failure)
        {
            cell.Invoke(new Envelope(new Failed(ExceptionDispatchInfo.Capture(failure)), sender));
        }
#pragma warning restore CA1031
    }

    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is Failed failed) failed.Cause.Throw();
        return base.AroundReceive(receive, message);
    }
}
