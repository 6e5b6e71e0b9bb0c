using NetComm.Runtime.Simulated.Control;
using NetComm.Runtime.Simulated.Ip;
using NetComm.Runtime.Simulated.Links;

namespace NetComm.Runtime.Simulated.Nodes;

/// <summary>What hosts and routers share: an IP layer, the protocols of a node itself, crashing and coming back.</summary>
internal abstract class NodeActor : DirectActor
{
    private readonly ControlPlane _control;

    protected NodeActor(SimulatedNetwork network, Node node)
    {
        Network = network;
        Node = node;
        Stack = new TransportLayer(network, node, Self, this as ISocketOpener);
        _control = new ControlPlane(network, node, Self, Stack.SendControl);
        Stack.Use(_control);
    }

    protected SimulatedNetwork Network { get; }

    protected Node Node { get; }

    protected TransportLayer Stack { get; }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PacketArrived arrived:
                Stack.Ip.Receive(arrived.Packet, Network.Clock.Now);
                break;
            case IpTimer timer:
                Stack.Ip.TimerExpired(timer, Network.Clock.Now);
                break;
            case ControlPlane.Timer timer:
                _control.Expire(timer);
                break;
            case LinkStatus status:
                Follow(status);
                break;
            case NodeCommand command:
                Handle(command);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected virtual void Crashed(SocketTables lost)
    {
    }

    protected virtual void Restarted()
    {
    }

    private void Follow(LinkStatus status)
    {
        NodeInterface at = Network.Interfaces[status.Interface];
        Follow(at.Transmitter, status);
        if (status is not LinkStatus.Changed) NoticeCarrier(status.Interface, Network.HasCarrier(at.At));
    }

    private void Follow(Transmitter transmitter, LinkStatus status)
    {
        if (status is LinkStatus.WentDown) transmitter.GoDown(Network.Clock.Now);
        else if (status is LinkStatus.CameUp) transmitter.ComeUp();
        else if (status is LinkStatus.Changed changed) transmitter.Change(changed.Properties, Network.Clock.Now);
    }

    private void NoticeCarrier(int at, bool isFound)
    {
        if (!Stack.IsDown) _control.Carrier(at, isFound);
    }

    private void Handle(NodeCommand command)
    {
        switch (command)
        {
            case NodeCommand.Start:
                _control.Start();
                break;
            case NodeCommand.Crash:
                SocketTables lost = Stack.Crash();
                _control.Crash();
                Crashed(lost);
                break;
            case NodeCommand.Restart:
                Stack.Ip.Restart();
                _control.Restart();
                Restarted();
                break;
            case NodeCommand.Carrier carrier:
                NoticeCarrier(carrier.Interface, carrier.Found);
                break;
            case NodeCommand.Cost cost:
                _control.CostChanged(cost.Interface, cost.Now);
                break;
            case NodeCommand.Join join:
                Stack.Join(join.Group);
                break;
            case NodeCommand.Leave leave:
                Stack.Leave(leave.Group);
                break;
        }
    }
}

/// <summary>A router: sends on what is not for itself, answers echoes and speaks its routing protocols.</summary>
internal sealed class RouterActor(SimulatedNetwork network, Node node) : NodeActor(network, node);

internal abstract record NodeCommand
{
    /// <summary>The run begins: declared members have joined.</summary>
    internal sealed record Start : NodeCommand;

    internal sealed record Crash : NodeCommand;

    internal sealed record Restart : NodeCommand;

    /// <summary>The node at the other end of an interface has crashed, or is back.</summary>
    internal sealed record Carrier(int Interface, bool Found) : NodeCommand;

    /// <summary>What routing adds for crossing the link or LAN of an interface has changed.</summary>
    internal sealed record Cost(int Interface, int Now) : NodeCommand;

    internal sealed record Join(int Group) : NodeCommand;

    internal sealed record Leave(int Group) : NodeCommand;
}
