using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using NetComm.Runtime.Loopback.Emulation;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback.Proxying;

/// <summary>
/// One connection between two programs outside. Its handshake crosses the emulated links first, and the server is asked when it has; an
/// answer, the end of each direction and a reset cross them as well, so that each program sees of the other what a line would show.
/// </summary>
/// <remarks>
/// Not modelled: the system completes the client's handshake before the server is asked, so a connection that is refused is reset instead.
/// </remarks>
internal sealed class ProxiedConnectionActor : UntypedActor
{
    private sealed record SynCame
    {
        internal static readonly SynCame Message = new();
    }

    private sealed record Connected(Errno Errno);

    /// <summary>The server's answer has come back to the client.</summary>
    private sealed record AnswerCame(Errno Errno);

    private sealed record ResetCame(Socket At);

    private sealed record GaveUp
    {
        internal static readonly GaveUp Message = new();
    }

    /// <summary>tcp(7), tcp_syn_retries: with the default of 6, Linux gives up after 127 s.</summary>
    private static readonly SimDuration ConnectTimeout = SimDuration.FromSeconds(127);

    /// <summary>IPv4 and TCP header with the options of a SYN: 20 + 40 B.</summary>
    private const int SynBytes = 60;

    /// <summary>IPv4 and TCP header: 20 + 20 B.</summary>
    private const int ResetBytes = 40;

    private readonly LoopbackNetwork _network;
    private readonly Proxy _proxy;
    private readonly ProxiedFlow _there;
    private readonly ProxiedFlow _back;
    private readonly Socket _client;
    private readonly Socket _server = RealSockets.NewStream();
    private RelayedStream? _asked;
    private RelayedStream? _answered;
    private long _syn;
    private bool _hasAnswer;
    private bool _isBroken;

    public ProxiedConnectionActor(LoopbackNetwork network, Proxy proxy, (ProxiedFlow There, ProxiedFlow Back) flows, Socket client)
    {
        _network = network;
        _proxy = proxy;
        (_there, _back) = flows;
        _client = client;
    }

    private SimTime Now => _network.Run.Clock.Now;

    protected override void PreStart()
    {
        _network.Proxied.Opened();
        _there.Open(Now);
        _back.Open(Now);

        // What the programs write as one is sent as one: they have waited for more themselves, unless they did not want to.
        _client.NoDelay = _server.NoDelay = true;
        var from = new IpEndpoint(AddressOf(_proxy.From), RealEndpoints.PortOf(_client.RemoteEndPoint));
        var to = new IpEndpoint(AddressOf(_proxy.To), _proxy.Port);
        ConversationText.Open(_network.Run, Now, "tcp", from, to, SocketOptions.DefaultTtl, _there.Flow.Index);
        _syn = Carry(_there, SynBytes, SynCame.Message);
        _network.Run.Clock.At(Now + ConnectTimeout, Self, GaveUp.Message);
    }

    protected override void PostStop()
    {
        _client.Dispose();
        _server.Dispose();
        _there.Close();
        _back.Close();
        _network.Proxied.Closed();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Status.Failure failure:
                ExceptionDispatchInfo.Throw(failure.Cause);
                break;
            case SynCame:
                _ = ConnectAsync().PipeTo(Self);
                break;
            case Connected connected:
                OnConnected(connected.Errno);
                break;
            case AnswerCame { Errno: Errno.None }:
                _hasAnswer = true;
                _asked!.ReadOn();
                break;
            case AnswerCame:
            case GaveUp when !_hasAnswer:
                Reset(_client);
                break;
            case ResetCame reset:
                Reset(reset.At);
                break;
            case not null when _asked is not null:
                OnStream(message);
                break;
        }
    }

    private void OnStream(object message)
    {
        switch (message)
        {
            case RelayedStream.HasRead read when read.Stream.OnRead(read) is not Errno.None:
                Break(read.Stream.Source);
                break;
            case RelayedStream.HasWritten written when written.Stream.OnWritten(written) is not Errno.None:
                Break(written.Stream.Target);
                break;
            case EmulatedStream.CameOut came:
                StreamOf(came.Line).OnCameOut(came.Bytes);
                break;
            case EmulatedStream.Ended ended:
                StreamOf(ended.Line).OnEndCameOut();
                break;
        }

        if (_asked!.IsOver && _answered!.IsOver) Context.Stop(Self);
    }

    private RelayedStream StreamOf(EmulatedStream line) => _asked!.Is(line) ? _asked : _answered!;

    private void OnConnected(Errno errno)
    {
        string server = ProxiedTraffic.At(Transport.Tcp, _proxy.Port);
        if (errno == Errno.None)
        {
            _network.Proxied.Came(_proxy.To);
            _asked = new RelayedStream(_network, _there, _client, _server, Self);
            _answered = new RelayedStream(_network, _back, _server, _client, Self);
            _answered.ReadOn();
        }
        else
        {
            _network.Run.Trace.Write(TraceEvents.DroppedAt(Now, _proxy.To, _syn, DropReason.NoSocket));
            if (_network.Proxied.Refused(_proxy.To)) _network.Live.Say(Now, _proxy.Name, $"nobody is at {server} ({errno})");
        }

        Carry(_back, errno == Errno.None ? SynBytes : ResetBytes, new AnswerCame(errno));
    }

    // The program at this end is gone, or has reset the connection: the other one learns of it when that has crossed the links.
    private void Break(Socket at)
    {
        if (_isBroken) return;
        _isBroken = true;
        at.Dispose();
        bool isClients = at == _client;
        Carry(isClients ? _there : _back, ResetBytes, new ResetCame(isClients ? _server : _client));
    }

    private void Reset(Socket connection)
    {
        TcpStream.Reset(connection);
        Context.Stop(Self);
    }

    private long Carry(ProxiedFlow flow, int bytes, object arrived)
    {
        IActorRef self = Self;
        long number = _network.Run.Progress.NextPacketShared();
        _network.Paths.Carry(new EmulatedPacket
        {
            Number = number,
            From = flow.Flow.From,
            To = flow.Flow.Receivers,
            Bytes = bytes,
            Owner = Owner.Of(flow.Flow.Id),
            IsReliable = true,
            Arrived = (_, _) => self.Tell(arrived, ActorRefs.NoSender!),
        });
        return number;
    }

    private Ipv4Address AddressOf(int node) => _network.Run.Scenario.Nodes[node].Address ?? Ipv4Address.Localhost;

    private async Task<Connected> ConnectAsync()
    {
        var to = new IPEndPoint(IPAddress.Loopback, _proxy.Port);
        return new(await SocketErrors.TryAsync(() => _server.ConnectAsync(to)).ConfigureAwait(false) ?? Errno.ECONNABORTED);
    }
}
