using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using NetComm.Runtime.Apps;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>
/// Takes the datagrams of a UDP proxy. Each address that a client sends from is a session, with a socket of its own towards the server: by
/// its port the server tells clients apart, and answers come back to the right one.
/// </summary>
/// <remarks>Not modelled: a refusal (ICMP, port unreachable) is not told to the client, whose socket the proxy cannot reach so.</remarks>
#pragma warning disable CA1001 // Akka calls PostStop, which closes the sockets.
internal sealed class UdpProxyActor : UntypedActor
#pragma warning restore CA1001
{
    private sealed record Sweep
    {
        internal static readonly Sweep Message = new();
    }

    /// <summary>A datagram has crossed the emulated links.</summary>
    private sealed record Crossed(ProxiedSession Session, bool IsAnswer, long Number, byte[] Payload, SimTime At);

    /// <summary>The system has had time to say that nobody takes a datagram.</summary>
    private sealed record Unrefused(ProxiedSession Session);

    /// <summary>Sessions at one time. Who comes then takes the place of the one that was silent for longest, if it was.</summary>
    private const int MostSessions = 512;

    /// <summary>RFC 4787, REQ-5: a mapping of UDP must not be forgotten in less than two minutes.</summary>
    private static readonly SimDuration SessionTimeout = SimDuration.FromSeconds(120);

    /// <summary>A client that says nothing for so long may lose its place to another.</summary>
    private static readonly SimDuration Silence = SimDuration.FromSeconds(2);

    private static readonly SimDuration SweepInterval = SimDuration.FromSeconds(10);

    /// <summary>The system refuses within microseconds; by then this process knows, too.</summary>
    private static readonly SimDuration RefusalTime = SimDuration.FromMilliseconds(20);

    /// <summary>Room for datagrams while this process gets no processor; at most Linux's net.core.rmem_max.</summary>
    private const int ReceiveBuffer = 4 << 20;

    private readonly LoopbackNetwork _network;
    private readonly Proxy _proxy;
    private readonly ProxiedFlow _there;
    private readonly ProxiedFlow _back;
    private readonly IActorRef _director;
    private readonly Dictionary<IPEndPoint, ProxiedSession> _sessions = [];
    private readonly Dictionary<UdpPort, ProxiedSession> _byPort = [];
    private UdpPort? _listener;
    private bool _hasSaidFull;

    public UdpProxyActor(LoopbackNetwork network, int index, IActorRef director)
    {
        _network = network;
        _proxy = network.Run.Scenario.Proxies[index];
        (_there, _back) = network.Proxied.Flows[index];
        _director = director;
    }

    private SimTime Now => _network.Run.Clock.Now;

    protected override void PreStart()
    {
        if (ProxyPort.Open(_network, _proxy, backlog: 0, _director, Self) is not { } socket) return;
        socket.ReceiveBufferSize = ReceiveBuffer;
        _listener = new UdpPort(socket, Self);
        _listener.Receive();
        _network.Run.Clock.At(Now + SweepInterval, Self, Sweep.Message);
        _director.Tell(AppLifecycle.Ready.Message, Self);
    }

    protected override void PostStop()
    {
        _listener?.Dispose();
        foreach (ProxiedSession session in _sessions.Values) session.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Status.Failure failure:
                ExceptionDispatchInfo.Throw(failure.Cause);
                break;
            case UdpPort.Came came:
                OnCame(came);
                break;
            case Crossed { IsAnswer: true } answer:
                PassBack(answer);
                break;
            case Crossed asked:
                PassOn(asked);
                break;
            case UdpPort.ReceiveFailed failed:
                failed.Port.Received();
                if (SessionOf(failed.Port) is { } refused) OnRefused(refused);
                failed.Port.Receive();
                break;
            case Unrefused unrefused:
                if (unrefused.Session.Confirm(Now - RefusalTime)) _network.Proxied.Came(_proxy.To);
                break;
            case Sweep:
                Forget(session => Now - session.LastHeard > SessionTimeout);
                _network.Run.Clock.At(Now + SweepInterval, Self, Sweep.Message);
                break;
        }
    }

    private void OnCame(UdpPort.Came came)
    {
        came.Port.Received();
        if (came.Port == _listener)
        {
            if (SessionFor(came.From) is { } asking) SetOut(asking, isAnswer: false, came.Bytes);
        }
        else if (SessionOf(came.Port) is { } answered)
        {
            _network.Proxied.Came(_proxy.To);
            answered.Confirm(Now);
            answered.HasAnswered = true;
            SetOut(answered, isAnswer: true, came.Bytes);
        }

        came.Port.Receive();
    }

    private ProxiedSession? SessionOf(UdpPort port) => _byPort.GetValueOrDefault(port);

    private ProxiedSession? SessionFor(IPEndPoint client)
    {
        if (_sessions.TryGetValue(client, out ProxiedSession? known)) return known;
        if (!_network.Proxied.HasCome(_proxy.From)) _network.Live.Say(Now, _proxy.Name, $"a first program sends, from {client}");
        _network.Proxied.Came(_proxy.From);
        if (_sessions.Count == MostSessions && !TryForgetOldest()) return null;
        if (Open(client) is not { } session) return null;
        _byPort[session.Port] = session;
        return _sessions[client] = session;
    }

    private ProxiedSession? Open(IPEndPoint client)
    {
        Errno errno = RealSockets.TryOpen(RealSockets.NewDatagram, ConnectToServer, out Socket? socket);
        if (socket is not null) return new ProxiedSession(_network.Run, _proxy, client, new UdpPort(socket, Self));
        _network.Live.Say(Now, _proxy.Name, $"no socket is left for {client} ({errno})");
        return null;
    }

    // A connected socket hears of refusals.
    private Errno ConnectToServer(Socket opened)
    {
        try
        {
            opened.Connect(IPAddress.Loopback, _proxy.Port);
            return Errno.None;
        }
        catch (SocketException failure)
        {
            return SocketErrors.ToErrno(failure);
        }
    }

    private bool TryForgetOldest()
    {
        ProxiedSession oldest = _sessions.Values.MinBy(session => session.LastHeard)!;
        bool isSilent = Now - oldest.LastHeard >= Silence;
        if (isSilent) Forget(session => session == oldest);
        else if (!_hasSaidFull)
            _network.Live.Say(Now, _proxy.Name, $"{MostSessions} clients speak at one time: no other is heard until one is silent");
        _hasSaidFull |= !isSilent;
        return isSilent;
    }

    private void Forget(Predicate<ProxiedSession> isOver)
    {
        foreach (ProxiedSession session in _sessions.Values.Where(session => isOver(session)).ToList())
        {
            session.Dispose();
            _sessions.Remove(session.Client);
            _byPort.Remove(session.Port);
        }
    }

    private void SetOut(ProxiedSession session, bool isAnswer, byte[] payload)
    {
        SimTime now = session.LastHeard = Now;
        ProxiedFlow flow = isAnswer ? _back : _there;
        long number = flow.SetOut(session.Conversation(flow, isAnswer, now), payload, now);
        if (!_network.Proxied.TryHold(payload.Length))
        {
            _network.Run.Trace.Write(TraceEvents.DroppedAt(now, flow.Flow.From, number, DropReason.BufferFull));
            return;
        }

        IActorRef self = Self;
        ProxiedTraffic held = _network.Proxied;
        int copies = 1;
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = number,
            From = flow.Flow.From,
            To = flow.Flow.Receivers,
            Bytes = payload.Length + PayloadSize.UdpOverhead,
            Owner = Owner.Of(flow.Flow.Id),
            Source = session.Source(isAnswer),
            Destination = session.Destination(isAnswer),
            Arrived = (_, at) =>
            {
                if (copies-- == 1) held.LetGo(payload.Length);
                self.Tell(new Crossed(session, isAnswer, number, payload, at), ActorRefs.NoSender!);
            },
            Lost = _ => held.LetGo(payload.Length),
        });
    }

    private void PassOn(Crossed asked)
    {
        ProxiedSession session = asked.Session;
        if (session.IsOver)
        {
            _network.Run.Trace.Write(TraceEvents.DroppedAt(Now, _proxy.To, asked.Number, DropReason.NoSocket));
            return;
        }

        if (session.HasRefusal) OnRefused(session);
        session.Expect(asked.Number, asked.Payload.Length, Now);
        if (!session.TrySend(asked.Payload)) OnRefused(session);
        else if (session.HasAnswered) session.Confirm(Now);
        else _network.Run.Clock.At(Now + RefusalTime, Self, new Unrefused(session));
    }

    private void OnRefused(ProxiedSession session)
    {
        session.Refuse(Now);
        string server = ProxiedTraffic.At(Transport.Udp, _proxy.Port);
        if (_network.Proxied.Refused(_proxy.To)) _network.Live.Say(Now, _proxy.Name, $"nobody is at {server}");
    }

    private void PassBack(Crossed answer)
    {
        _network.Run.Trace.Write(TraceEvents.Received(Now, _proxy.From, answer.Number, answer.Payload.Length));
        _listener!.Send(answer.Payload, answer.Session.Client);
    }
}
