using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps.Peers;

/// <summary>An app among equals at a UDP port: it looks up its peers' addresses first, and leaves out who has none.</summary>
internal abstract class PeerActor(RunContext run, App app, IActorRef host, IActorRef director, int port, IReadOnlyList<string> peers)
    : DatagramAppActor(run, app, host, director, port)
{
    private readonly List<(string Name, IpEndpoint At)> _found = [];
    private readonly int _port = port;
    private readonly Queue<string> _unknown = new(peers);
    private bool _hasCompleted;

    protected string Name => Run.Scenario.Nodes[App.Node].Name;

    protected IReadOnlyList<(string Name, IpEndpoint At)> Peers => _found;

    protected sealed override void Work()
    {
        SetBusy(true);
        base.Work();
        LookUpNext();
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
        LookUpNext();
    }

    protected abstract void Meet();

    protected abstract void HearTimer(object message);

    // One at a time: many peers that ask for many others at once would flood the name server.
    private void LookUpNext()
    {
        if (_unknown.TryDequeue(out string? peer)) Resolve(peer);
        else Meet();
    }

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
