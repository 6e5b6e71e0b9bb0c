using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Hosts;

/// <summary>An app among equals at a UDP port: it looks up its peers' addresses first. One without an address is said and left out.</summary>
internal abstract class PeerActor(RunContext run, App app, IActorRef host, IActorRef director, int port, IReadOnlyList<string> peers)
    : DatagramAppActor(run, app, host, director, port)
{
    private readonly List<(string Name, IpEndpoint At)> _found = [];
    private readonly int _port = port;
    private int _pending = peers.Count;
    private bool _hasCompleted;

    /// <summary>Its host's name.</summary>
    protected string Name => Run.Scenario.Nodes[App.Node].Name;

    /// <summary>The peers, in the file's order.</summary>
    protected IReadOnlyList<(string Name, IpEndpoint At)> Peers => _found;

    /// <summary>Whether all peers are looked up.</summary>
    protected bool KnowsPeers => HasBegun && _pending == 0;

    protected sealed override void Work()
    {
        SetBusy(true);
        base.Work();
        foreach (string peer in peers) Resolve(peer);
        if (peers.Count == 0) Meet();
    }

    protected sealed override void HearOther(object message)
    {
        if (message is not ResolverActor.Answer answer)
        {
            HearTimer(message);
            return;
        }

        if (answer.Address is { } address) _found.Add((answer.Name, new IpEndpoint(address, _port)));
        else Print($"{answer.Name}: {answer.Errno}");
        if (--_pending == 0) Meet();
    }

    /// <summary>All peers are looked up.</summary>
    protected abstract void Meet();

    /// <summary>A timer of its own.</summary>
    protected abstract void HearTimer(object message);

    /// <summary>It has done all that it does by itself; it goes on to hear others, and holds no run for it.</summary>
    protected void Complete()
    {
        SetBusy(false);
        if (_hasCompleted) return;
        _hasCompleted = true;
        Voice.Ended("");
    }

    protected override bool IsEndTold => _hasCompleted;
}
