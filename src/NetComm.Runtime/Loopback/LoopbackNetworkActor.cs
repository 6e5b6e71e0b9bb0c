using NetComm.Runtime.Apps;

namespace NetComm.Runtime.Loopback;

/// <summary>The hosts and routers of a loopback run are its children: it hands on to each what is for it.</summary>
internal sealed class LoopbackNetworkActor(LoopbackNetwork network, IActorRef director) : UntypedActor
{
    private readonly IActorRef[] _nodes = [.. network.Run.Scenario.Nodes
        .Select(node => Context.ActorOf(ActorProps.Of(() => new LoopbackHostActor(network, node, director)), node.Name))];

    // A host has whatever fails on it cleared away. One that fails itself is stopped with all that is on it; who else waits for that is not
    // known, and so the run ends at once.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        network.Failures.EndRun(Sender.Path.ToString(), cause);
        return Directive.Stop;
    });

    protected override void OnReceive(object message)
    {
        if (message is AppCommand command) _nodes[command.App.Node].Forward(command);
        else if (message is FaultChange.NodeCrash crash) _nodes[crash.Node].Tell(new HostCommand.Crash(), Self);
        else if (message is FaultChange.NodeRestart restart) _nodes[restart.Node].Tell(new HostCommand.Restart(), Self);
        else if (message is FaultChange.GroupJoin join) _nodes[join.Node].Tell(new HostCommand.Join(join.Group), Self);
        else if (message is FaultChange.GroupLeave leave) _nodes[leave.Node].Tell(new HostCommand.Leave(leave.Group), Self);
        else Unhandled(message);
    }
}
