using System.Globalization;
using NetComm.Runtime.Apps.Dns;

namespace NetComm.Runtime.Apps.Probes;

/// <summary>What ping and traceroute share: an ICMP socket, and words for what it reports.</summary>
internal abstract class EchoAppActor(RunContext run, App app, string to, Ipv4Address? known, IActorRef host, IActorRef director)
    : AppActor(run, app, host, director)
{
    /// <summary>Bytes of data in an echo: as ping(8) sends unless told otherwise.</summary>
    protected const int DataBytes = 56;

    protected IActorRef Socket { get; private set; } = ActorRefs.Nobody;

    private bool _isOpen;

    protected Ipv4Address Destination { get; private set; }

    protected sealed override void Prepare() => Host.Tell(new SocketCall.Open(Transport.Icmp, Owner), Self);

    protected sealed override void Begin()
    {
        // A restart begins it at once.
        if (_isOpen) Look();
        else Prepare();
    }

    private void Look()
    {
        if (known is null || ResolverActor.IsNeededFor(Run, to)) Resolve(to);
        else Aim(Run.Resolve(known.Value.ToString()) ?? known.Value);
    }

    protected sealed override void Handle(object message)
    {
        switch (message)
        {
            case ResolverActor.Answer answer:
                if (answer.Address is { } found) Aim(found);
                else End(answer.Errno.ToString());
                break;
            case SocketOpened opened:
                Socket = opened.Socket;
                _isOpen = true;
                if (HasBegun) Look();
                else Ready();
                break;
            case SocketReply.Sent:
                break;
            case SocketReply.Done done when !_isOpen && HasBegun:
                End(done.Errno.ToString());
                break;
            case SocketReply.Done done when !_isOpen:
                Unable($"app '{App.Name}': the system gives no ICMP socket ({done.Errno})");
                break;
            case SocketReply.Done done:
                Refused(done.Errno);
                break;
            default:
                HearAnswer(message);
                break;
        }
    }

    protected abstract void Start();

    protected abstract void Refused(Errno errno);

    protected abstract void HearAnswer(object message);

    protected override void CleanUp() => Socket.Tell(new SocketCall.Close(), Self);

    private void Aim(Ipv4Address destination)
    {
        Destination = destination;
        Start();
    }

    /// <summary>A time in milliseconds, with three decimals as ping(8) has them.</summary>
    protected static string Milliseconds(SimDuration time) => (time.Picoseconds / 1e9).ToString("0.000", CultureInfo.InvariantCulture);

    protected string Named(Ipv4Address address)
    {
        Node? node = Run.Scenario.Nodes.FirstOrDefault(node => node.Interfaces.Any(at => at.Address == address));
        return node is null ? address.ToString() : $"{node.Name} ({address})";
    }
}
