using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;

namespace NetComm.Runtime.Simulated;

/// <summary>The network: its hosts, routers, links and LANs are its children, in the order of the file.</summary>
internal sealed class NetworkActor : UntypedActor
{
    public NetworkActor(SimulatedNetwork network, IActorRef director)
    {
        foreach (Node node in network.Run.Scenario.Nodes)
        {
            Props props = node.Kind == NodeKind.Host
                ? ActorProps.Of(() => new HostActor(network, node, director)) : ActorProps.Of(() => new RouterActor(network, node));
            network.Nodes[node.Index] = Context.ActorOf(props, node.Name);
        }

        // A link may have the name of a node.
        foreach (LinkOrLan medium in network.Run.Scenario.Links)
        {
            network.Media[medium.Index] = medium is Link link
                ? Context.ActorOf(ActorProps.Of(() => new LinkActor(network, link)), $"link:{link.Name}")
                : Context.ActorOf(ActorProps.Of(() => new LanActor(network, (Lan)medium)), $"lan:{medium.Name}");
        }
    }

    // A failure is a bug of ours: what failed is stopped, and the director, who hears of it, ends the run.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message) => Unhandled(message);
}
