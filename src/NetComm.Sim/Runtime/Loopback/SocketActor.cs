using System.Runtime.ExceptionServices;
using NetComm.Sim.Runtime.Sockets;

namespace NetComm.Sim.Runtime.Loopback;

/// <summary>What the sockets of a loopback run do where they fail; a <see cref="FailedSocketActor"/> then takes their place.</summary>
internal abstract class SocketActor(LoopbackNetwork network) : UntypedActor
{
    /// <summary>What the hosts and sockets of the run share.</summary>
    protected LoopbackNetwork Network { get; } = network;

    /// <summary>Whose calls are not answered yet.</summary>
    protected abstract IEnumerable<IActorRef> Callers { get; }

    // What it asked of the system goes on on other threads: a failure there is its own as well.
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is Status.Failure failure) ExceptionDispatchInfo.Throw(failure.Cause);
        return base.AroundReceive(receive, message);
    }

    /// <summary>It has failed: it answers the calls that it has taken, and the one at which it failed, and closes what is open, as at its end.</summary>
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
