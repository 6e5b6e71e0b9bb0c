using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;

namespace NetComm.Runtime.Simulated.Sockets;

/// <summary>The bytes of a simulated TCP socket: port table, <see cref="TcpConnection"/>, IP layer. A flow's are counted.</summary>
internal sealed class TcpTransport : ITcpTransport, ITcpStream, ITcpOutput
{
    internal sealed class TimerTick : DirectMessage
    {
        internal static readonly TimerTick Message = new();
    }

    /// <summary>Half of what TIME-WAIT lasts on Linux (tcp.h, TCP_TIMEWAIT_LEN: 60 s); RFC 9293, 3.4.2, has 2 min.</summary>
    private static readonly SimDuration SegmentLifetime = SimDuration.FromSeconds(30);

    /// <summary>listen(2), net.core.somaxconn.</summary>
    private const int LargestBacklog = 4096;

    private readonly SocketContext _context;
    private readonly SimulatedNetwork _network;
    private readonly Node _node;
    private readonly TcpTable _table;
    private readonly IActorRef _self;
    private readonly RandomStream _sequenceNumbers;
    private readonly SocketOptions _options = new();
    private readonly DscpTrace _dscp;
    private readonly TcpOptions _tcp;
    private readonly bool _carriesBytes;
    private TcpConnection? _connection;
    private TcpListener? _listener;
    private TcpListener? _from;
    private IpEndpoint _local;
    private IpEndpoint _peer;
    private bool _isBound;
    private bool _hasFreePort;
    private int _destination;
    private int _conversation = -1;
    private SimTime _timer = SimTime.Never;
    private bool _holdsRun;

    internal TcpTransport(SocketContext context, IActorRef self, RandomStream sequenceNumbers)
    {
        _context = context;
        _network = context.Network;
        _node = context.Node;
        _table = context.Sockets.Tcp;
        _self = self;
        _sequenceNumbers = sequenceNumbers;
        Flow? flow = context.Owner >= 0 ? _network.Run.Scenario.Flows[(int)context.Owner] : null;
        _tcp = flow?.Tcp ?? new TcpOptions();
        _options.Ttl = (byte)(flow?.Ttl ?? SocketOptions.DefaultTtl);
        _options.Dscp = flow?.Dscp ?? 0;
        _dscp = new DscpTrace(_network.Trace);
        _carriesBytes = flow is null;
        Socket = new TcpSocket(_node, _options, this, countsBytes: !_carriesBytes);
    }

    internal TcpSocket Socket { get; }

    internal bool IsEnded { get; private set; }

    public long Available => _connection!.Available;

    public bool IsAtEnd => _connection!.IsAtEnd;

    private SimTime Now => _network.Clock.Now;

    public Ipv4Address Localhost => Ipv4Address.Localhost;

    public Ipv4Address Local => _local.Address;

    public bool IsOwn(Ipv4Address address) => _context.IsOwn(address);

    public bool IsShared(Ipv4Address address) => _context.IsShared(address);

    public bool IsBroadcast(Ipv4Address address) => _context.IsBroadcast(address);

    public Errno Bind(IpEndpoint wanted, out IpEndpoint local)
    {
        local = wanted;
        int port = wanted.Port;
        _table.Ports.Release(_self);
        Errno errno = _table.Ports.TryBind(ref port, wanted.Address, _self, _options);
        _isBound = errno == Errno.None;
        _hasFreePort = false;
        if (_isBound) _local = local = wanted with { Port = port };
        return errno;
    }

    public Errno Listen(int? backlog)
    {
        int limit = Math.Clamp(backlog ?? LargestBacklog, 0, LargestBacklog);
        if (_listener is null)
        {
            BoundPort<IActorRef> bound = _table.Ports.Of(_self)!;
            if (_table.Ports.IsTaken(bound)) return Errno.EADDRINUSE;
            bound.Listens = true;
            _table.Listen(_self, _listener = new TcpListener(_self, limit, _options, _context.Owner));
        }

        _listener.Backlog = limit;
        return Errno.None;
    }

    public void StopListening()
    {
        foreach (IActorRef waiting in _listener!.Waiting) waiting.Tell(new TcpCommand.Abort(), _self);
        _listener = null;
        _table.StopListening(_self);
        if (_hasFreePort) GiveUpFreePort();
    }

    public Errno FindRoute(IpEndpoint peer)
    {
        int destination = _network.Map.Addresses.DestinationOf(peer.Address, _node);
        if (destination < 0) return Errno.ENETUNREACH;
        bool isHere = _network.Map.Addresses.IsAt(destination, _node.Index);
        NextHop hop = isHere ? NextHop.None : _network.Map.Next(_node.Index, destination);
        if (!hop.Exists && !isHere) return Errno.ENETUNREACH;
        if (!isHere && _local.Address.IsLoopback) return Errno.EINVAL;
        Ipv4Address source = !isHere ? _network.Interfaces[hop.Interface].At.Address : peer.Address.IsLoopback ? Localhost : peer.Address;
        if (!_isBound && BindToFreePort() is var failure and not Errno.None) return failure;
        var local = new IpEndpoint(IsOwn(_local.Address) ? _local.Address : source, _local.Port);
        if (!_table.TryConnect(local, peer, _self)) return Errno.EADDRNOTAVAIL;
        _table.Ports.Of(_self)!.Connect(source, peer);
        (_local, _peer) = (local, peer);
        _destination = destination;
        return Errno.None;
    }

    public void Open()
    {
        _conversation = -1;
        _connection = NewConnection();
        _connection.Open(Now);
    }

    // The next attempt goes out from the port that the application has bound, or else from another free one.
    public void Abandon()
    {
        _table.Disconnect(_local, _peer);
        BoundPort<IActorRef> bound = _table.Ports.Of(_self)!;
        bound.Disconnect();
        GiveUpFreePort();
        _local = _isBound ? bound.Local : default;
        if (_connection!.State != TcpState.Closed) _connection.Abort(Now);
        HoldRun(false);
        _connection = null;
        _timer = SimTime.Never;
    }

    public void SetNoDelay() => _connection?.SetNagle(!_options.NoDelay, Now);

    public int Send(byte[] data, int offset) =>
        _carriesBytes ? _connection!.Send(data.AsSpan(offset), Now) : (int)_connection!.Send((long)(data.Length - offset), Now);

    public void Finish() => _connection!.Shutdown(Now);

    public byte[] Read(int size)
    {
        var bytes = new byte[Math.Min(size, _connection!.Available)];
        _connection.Receive(bytes, Now);
        return bytes;
    }

    public int Discard(int size) => (int)_connection!.Discard(size, Now);

    public void ShutdownReceive() => _connection!.ShutdownReceive();

    public bool IsOver => _connection!.State is TcpState.TimeWait or TcpState.Closed;

    public void Close(TcpSocketState before)
    {
        if (before == TcpSocketState.Listening) StopListening();
        if (_connection is null or { State: TcpState.Closed }) IsEnded = true;
        else _connection.Close(Now);
    }

    public void WakeAt(SimTime when) => _network.Clock.At(when, _self, SocketTimerExpired.Message);

    void ITcpOutput.Transmit(TcpConnection connection, in TcpSegment segment)
    {
        Packet packet = _network.Run.Packets.Rent();
        packet.Kind = PacketKind.Tcp;
        packet.Owner = Owner.FromTrace(_context.Owner);
        packet.Source = _local.Address;
        packet.SourcePort = _local.Port;
        packet.Destination = _peer.Address;
        packet.DestinationPort = _peer.Port;
        packet.To = Destination.One(_destination);
        packet.Ttl = _options.Ttl;
        packet.Dscp = _options.Dscp;
        if (segment.IsEcnCapable) packet.Ecn = EcnCodepoint.Capable0;
        packet.Bytes = segment.Length;
        packet.IpLength = Ipv4Header.MinimumSize + segment.Header.Size + segment.Length;
        packet.Number = _network.Run.Progress.NextPacket();
        packet.SentAt = Now;
        (packet.Segment ??= new SegmentHeader()).Tcp = segment.Header;
        if (_carriesBytes && segment.Length > 0)
        {
            packet.Data = new byte[segment.Length];
            connection.CopyPayload(segment.Offset, packet.Data);
        }

        _dscp.OnSent(Now, Conversation(), packet.Dscp);
        SegmentTrace.Sent(_network, Conversation(), packet, segment.IsRetransmission);
        _network.Run.Progress.SetOut();
        _context.Ip.Send(packet);
    }

    internal void Take(TcpSocketActor.Incoming incoming)
    {
        _from = incoming.Listener;
        (_local, _peer) = (incoming.Local, incoming.Peer);
        _destination = _network.Map.Addresses.DestinationOf(_peer.Address, _node);
        _table.TryConnect(_local, _peer, _self);
        _options.Inherit(incoming.Listener.Options);
        _table.Ports.Add(new BoundPort<IActorRef>(_self, _local, _options));
        _hasFreePort = true;
        Socket.OnIncoming();
    }

    /// <summary>A segment has come for the connection; the first one to a socket that was made for it is the SYN.</summary>
    internal void OnArrived(Packet packet)
    {
        _network.Trace.Write(TraceEvents.Received(Now, _node.Index, packet.Number, packet.Bytes));
        if (_connection is null)
        {
            _connection = NewConnection();
            _connection.Accept(packet.Segment!.Tcp, Now);
        }
        else
        {
            bool isMarked = packet.Ecn == EcnCodepoint.CongestionExperienced;
            _connection.SegmentArrived(packet.Segment!.Tcp, packet.Bytes, packet.Data, Now, isMarked);
        }

        // Not before: what the connection sends would be written into the packet that it reads.
        _network.Discard(packet);
    }

    internal void OnReported(IcmpReport report)
    {
        Errno error = report.Error == Errno.None ? Errno.EHOSTUNREACH : report.Error;
        if (report.Mtu > 0) _connection?.FragmentationNeeded(report.Mtu, (uint)report.Sequence, Now);
        else _connection?.DestinationUnreachable(error, (uint)report.Sequence, Now);
    }

    internal void TimerExpired()
    {
        if (_timer > Now || _connection is null) return;
        _timer = SimTime.Never;
        if (_connection.NextTimer <= Now) _connection.TimerExpired(Now);
    }

    internal void Handle(TcpCommand command)
    {
        switch (command)
        {
            case TcpCommand.Established established:
                Socket.OnConnection(established);
                break;
            case TcpCommand.Failed failed:
                _listener!.Waiting.Remove(failed.Connection);
                break;
            case TcpCommand.Abort when _connection is not null:
                Socket.OnAborted();
                _connection.Abort(Now);
                break;
        }
    }

    /// <summary>Looks at what a call, a segment or a timer has changed.</summary>
    internal void Update()
    {
        if (_connection is not { } connection) return;
        TcpChanges changes = connection.CollectChanges();
        if ((changes & TcpChanges.Congestion) != 0)
        {
            _network.Trace.Write(TraceEvents.CongestionChanged(
                Now, Conversation(), connection.CongestionWindow, connection.SlowStartThreshold, connection.SmoothedRoundTrip,
                connection.BytesInFlight));
        }

        if ((changes & TcpChanges.State) != 0) OnStateChanged(connection.State);
        if ((changes & TcpChanges.Readable) != 0) Socket.OnReadable();
        if ((changes & TcpChanges.Writable) != 0) Socket.OnWritable();
        if (connection.State == TcpState.Closed) return;
        HoldRun(IsUnfinished(connection));
        if (connection.NextTimer is not { } next || next >= _timer) return;
        _timer = next;
        _network.Clock.At(next, _self, TimerTick.Message);
    }

    internal void Release()
    {
        _table.Release(_self);
        if (_connection is { State: not TcpState.Closed }) _table.Disconnect(_local, _peer);
        HoldRun(false);
    }

    private void OnStateChanged(TcpState state)
    {
        _network.Trace.Write(TraceEvents.TcpStateChanged(Now, Conversation(), (byte)state));
        if (state == TcpState.Closed)
        {
            OnClosed(_connection!.Error);
        }
        else if (Socket.State == TcpSocketState.Connecting && state is not (TcpState.SynSent or TcpState.SynReceived))
        {
            Socket.OnConnected(_peer, this);
            _from?.Socket.Tell(new TcpCommand.Established(_from, _self, _peer), _self);
        }
    }

    private void OnClosed(Errno error)
    {
        HoldRun(false);
        bool isConnecting = Socket.State == TcpSocketState.Connecting;
        if (isConnecting && _from is null)
        {
            Socket.OnConnectFailed(error);
            return;
        }

        _table.Disconnect(_local, _peer);
        GiveUpFreePort();
        if (isConnecting) _from!.Socket.Tell(new TcpCommand.Failed(_self), _self);
        if (isConnecting || Socket.State == TcpSocketState.Closed) IsEnded = true;
        else Socket.OnBroken(error);
    }

    private Errno BindToFreePort()
    {
        Errno errno = Bind(new IpEndpoint(Ipv4Address.Any, 0), out _);
        _hasFreePort = errno == Errno.None;
        return errno;
    }

    // A port that no bind() has asked for is free with the end of the connection.
    private void GiveUpFreePort()
    {
        if (!_hasFreePort) return;
        _table.Ports.Release(_self);
        (_isBound, _hasFreePort) = (false, false);
    }

    private int Conversation()
    {
        if (_conversation < 0) _conversation = ConversationText.Open(_network.Run, Now, "tcp", _local, _peer, _options.Ttl, _context.Owner);

        return _conversation;
    }

    private TcpConnection NewConnection() => new(
        new TcpSettings
        {
            Options = _options.NoDelay ? _tcp with { Nagle = false } : _tcp,
            LocalPort = (ushort)_local.Port,
            RemotePort = (ushort)_peer.Port,
            InitialSequenceNumber = (uint)(_sequenceNumbers.NextDouble() * uint.MaxValue),
            Mtu = MtuTowards(_destination),
            CarriesBytes = _carriesBytes,
            MaximumSegmentLifetime = SegmentLifetime,
        },
        this);

    private int MtuTowards(int destination)
    {
        if (destination < 0 || _network.Map.Addresses.IsAt(destination, _node.Index)) return ushort.MaxValue;
        int leavingBy = _network.Map.Next(_node.Index, destination).Interface;
        return leavingBy < 0 ? 1500 : Math.Min(_network.Interfaces[leavingBy].Mtu, ushort.MaxValue);
    }

    // While bytes wait for their acknowledgement, or the end of the stream for its, the run goes on: TIME-WAIT and an idle connection do
    // not hold it.
    private static bool IsUnfinished(TcpConnection connection) =>
        connection.BytesInSendBuffer > 0 || connection.State is TcpState.SynSent or TcpState.SynReceived or TcpState.FinWait1
            or TcpState.Closing or TcpState.LastAck;

    private void HoldRun(bool hold)
    {
        if (hold == _holdsRun) return;
        _holdsRun = hold;
        if (hold) _network.Run.Progress.JobBusy();
        else _network.Run.Progress.JobIdle();
    }
}
