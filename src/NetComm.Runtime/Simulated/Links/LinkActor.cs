namespace NetComm.Runtime.Simulated.Links;

/// <summary>A point-to-point link: has its properties and state, and tells both ends, which do the sending, what changes.</summary>
internal sealed class LinkActor : UntypedActor
{
    private readonly SimulatedNetwork _network;
    private readonly Link _link;
    private LinkProperties _forward;
    private LinkProperties _backward;

    public LinkActor(SimulatedNetwork network, Link link)
    {
        _network = network;
        _link = link;
        _forward = link.Forward;
        _backward = link.Backward;
        network.Connect(link);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LinkCommand.GoDown:
                Tell(end => new LinkStatus.WentDown(end.Index));
                break;
            case LinkCommand.ComeUp:
                Tell(end => new LinkStatus.CameUp(end.Index));
                break;
            case LinkCommand.Change change:
                _forward = change.Forward.ApplyTo(_forward);
                _backward = change.Backward.ApplyTo(_backward);
                Tell(end => new LinkStatus.Changed(end.Index, end.Port == 0 ? _forward : _backward));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Tell(Func<NetworkInterface, LinkStatus> status)
    {
        foreach (NetworkInterface end in _link.Interfaces) _network.Nodes[end.Node].Tell(status(end), Self);
    }
}

internal abstract record LinkStatus(int Interface)
{
    internal sealed record WentDown(int Interface) : LinkStatus(Interface);

    internal sealed record CameUp(int Interface) : LinkStatus(Interface);

    internal sealed record Changed(int Interface, LinkProperties Properties) : LinkStatus(Interface);
}

internal abstract record LinkCommand
{
    internal sealed record GoDown : LinkCommand;

    internal sealed record ComeUp : LinkCommand;

    internal sealed record Change(LinkChange Forward, LinkChange Backward) : LinkCommand;
}
