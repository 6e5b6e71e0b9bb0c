using System.Runtime.ExceptionServices;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>What the sockets of a loopback run do where they fail; a <see cref="FailedSocketActor"/> then takes their place.</summary>
internal abstract class SocketActor(LoopbackNetwork network) : UntypedActor
{
    protected LoopbackNetwork Network { get; } = network;

    protected abstract IEnumerable<IActorRef> Callers { get; }

    // What it asked of the system goes on on other threads: a failure there is its own as well.
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is Status.Failure failure) ExceptionDispatchInfo.Throw(failure.Cause);
        return base.AroundReceive(receive, message);
    }

    /// <summary>After a failure: answers all calls it has taken, and closes what is open, as at its end.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        try
        {
            IEnumerable<IActorRef> callers = message is SocketCall ? Callers.Append(Sender) : Callers;
            foreach (IActorRef caller in callers.Distinct()) caller.Tell(FailedSocketActor.Answer, Self);
            (message as IHoldingMessage)?.LetGo(Network);
        }
        finally
        {
            base.PreRestart(reason, message);
        }
    }
}

/// <summary>A message that holds a real socket, or a packet for which the run waits: let go of where nobody takes it.</summary>
internal interface IHoldingMessage
{
    void LetGo(LoopbackNetwork network);
}

/// <summary>A host has made a socket.</summary>
/// <param name="User">Whose it is: who opened it, or who accepted the connection.</param>
internal sealed record SocketMade(int Node, IActorRef Socket, IActorRef User, Transport Transport, bool IsAccepted);
