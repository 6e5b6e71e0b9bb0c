using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Simulated.Control;
using NetComm.Runtime.Simulated.Ip;
using NetComm.Runtime.Simulated.Links;

namespace NetComm.Runtime.Simulated.Nodes;

/// <summary>
/// What hosts and routers share: an IP layer, the protocols that a node speaks of itself, and that it can crash and come back.
/// </summary>
internal abstract class NodeActor : DirectActor
{
    private readonly ControlPlane _control;

    protected NodeActor(SimulatedNetwork network, Node node)
    {
        Network = network;
        Node = node;
        Ip = new IpLayer(network, node, Self, this as ISocketOpener);
        _control = new ControlPlane(network, node, Self, Ip.SendControl);
        Ip.Use(_control);
    }

    /// <summary>What all nodes share.</summary>
    protected SimulatedNetwork Network { get; }

    /// <summary>Which node it is.</summary>
    protected Node Node { get; }

    /// <summary>Its packets.</summary>
    protected IpLayer Ip { get; }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PacketArrived arrived:
                Ip.Receive(arrived.Packet);
                break;
            case IpTimer timer:
                Ip.TimerExpired(timer);
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

    /// <summary>It has crashed, and lost its sockets.</summary>
    protected virtual void Crashed(SocketTables lost)
    {
    }

    /// <summary>It is back.</summary>
    protected virtual void Restarted()
    {
    }

    private void Follow(LinkStatus status)
    {
        NodeInterface at = Network.Interfaces[status.Interface];
        at.Follow(status, Network.Clock.Now);
        if (status is not LinkStatus.Changed) NoticeCarrier(status.Interface, Network.HasCarrier(at.At));
    }

    private void NoticeCarrier(int at, bool isFound)
    {
        if (!Ip.IsDown) _control.Carrier(at, isFound);
    }

    private void Handle(NodeCommand command)
    {
        switch (command)
        {
            case NodeCommand.Start:
                _control.Start();
                break;
            case NodeCommand.Crash:
                SocketTables lost = Ip.Crash();
                _control.Crash();
                Crashed(lost);
                break;
            case NodeCommand.Restart:
                Ip.Restart();
                _control.Restart();
                Restarted();
                break;
            case NodeCommand.Carrier carrier:
                NoticeCarrier(carrier.Interface, carrier.Found);
                break;
            case NodeCommand.Join join:
                Ip.Join(join.Group);
                break;
            case NodeCommand.Leave leave:
                Ip.Leave(leave.Group);
                break;
        }
    }
}

/// <summary>
/// A router: sends on what is not for itself. It answers echoes and speaks its routing protocols; nothing else runs on it.
/// </summary>
internal sealed class RouterActor(SimulatedNetwork network, Node node) : NodeActor(network, node);
