using NetComm.Protocols.Dns;

namespace NetComm.Runtime.Apps.Dns;

/// <summary>Looks names up for one program or app: by packets to a DNS server.</summary>
internal sealed class ResolverActor(RunContext run, IActorRef host, long owner, string ownerName, IpEndpoint server) : UntypedActor
{
    internal sealed record Ask(string Name);

    /// <summary>From it.</summary>
    /// <param name="Errno">Why not: ENOENT where there is no such name, ETIMEDOUT where the server says nothing.</param>
    internal sealed record Answer(string Name, Ipv4Address? Address, Errno Errno, DnsResponseCode? Response, bool IsCached);

    private readonly DnsResolver _resolver = new(run.RandomFor($"resolver:{ownerName}"));
    private readonly IActorRef _asker = Context.Parent;
    private readonly List<byte[]> _unsent = [];
    private IActorRef _socket = ActorRefs.Nobody;
    private readonly MachineTimer _timer = new(run.Clock, Context.Self);
    private int _sending;
    private bool _isBound;

    /// <summary>Whether it takes packets to look this up: there is a DNS server, and it is no address.</summary>
    internal static bool IsNeededFor(RunContext run, string name) => run.NameServer is not null && !Ipv4Address.TryParse(name, out _);

    internal static Answer FromMap(RunContext run, string name)
    {
        Ipv4Address? address = run.Resolve(name);
        return new Answer(name, address, address is null ? Errno.ENOENT : Errno.None, Response: null, IsCached: true);
    }

    protected override void PreStart() => Open();

    protected override void PostStop() => _socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Ask ask:
                _resolver.Ask(ask.Name, run.Clock.Now);
                break;
            case MachineTimer.Wake:
                _timer.Woken();
                _resolver.TimerExpired(run.Clock.Now);
                break;
            case SocketOpened opened:
                _socket = opened.Socket;
                _socket.Tell(new SocketCall.Bind(new(Ipv4Address.Any, 0)), Self);
                break;
            case SocketReply.Bound:
                _isBound = true;
                Receive();
                foreach (byte[] query in _unsent) Send(query);
                _unsent.Clear();
                break;
            case SocketReply.Data data:
                _resolver.Received(data.Bytes, run.Clock.Now);
                Receive();
                break;
            case SocketReply.Done { Errno: Errno.EIO }:
                if (Sender.Equals(_socket)) OpenAnew();
                break;
            case SocketReply.Sent:
            case SocketReply.Done when _sending > 0:
                _sending--;
                break;
            case SocketReply.Done:
                Receive();
                break;
        }

        Carry();
    }

    private void Open() => host.Tell(new SocketCall.Open(Transport.Udp, owner), Self);

    // The socket has failed for good. What was asked by it is asked again when no answer comes.
    private void OpenAnew()
    {
        _socket.Tell(new SocketCall.Close(), ActorRefs.NoSender!);
        _socket = ActorRefs.Nobody;
        _isBound = false;
        _sending = 0;
        Open();
    }

    private void Receive() => _socket.Tell(new SocketCall.Receive(PayloadSize.LargestUdp, Timeout: null), Self);

    private void Send(byte[] query)
    {
        _sending++;
        _socket.Tell(new SocketCall.SendTo(server, query), Self);
    }

    private void Carry()
    {
        foreach (DnsEffect effect in _resolver.Effects)
        {
            if (effect is DnsEffect.Resolved resolved)
                _asker.Tell(new Answer(resolved.Name, resolved.Address, ErrnoOf(resolved), resolved.Response, resolved.IsCached), Self);
            else if (effect is DnsEffect.Send send && !_isBound) _unsent.Add(send.Query);
            else if (effect is DnsEffect.Send query) Send(query.Query);
        }

        _resolver.Effects.Clear();
        _timer.SetFor(_resolver.NextTimer);
    }

    private static Errno ErrnoOf(DnsEffect.Resolved resolved) => (resolved.Address, resolved.Response) switch
    {
        (not null, _) => Errno.None,
        (_, null) => Errno.ETIMEDOUT,
        (_, DnsResponseCode.NoError or DnsResponseCode.NameError) => Errno.ENOENT,
        _ => Errno.EIO,
    };
}
