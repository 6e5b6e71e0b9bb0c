namespace NetComm.Network;

/// <summary>
/// What a TCP socket (tcp(7), RFC 9293, 3.9.1) answers to the calls of an application. As with a blocking socket, a send is answered when
/// all of it has been taken. When the connection breaks, one call is told why; then sends are EPIPE, and reads find the end.
/// </summary>
/// <param name="countsBytes">Whether a flow uses it, whose bytes are only counted.</param>
internal sealed class TcpSocket(Node node, SocketOptions options, ITcpTransport transport, bool countsBytes)
{
    private sealed record PendingSend(byte[] Data, ICaller Caller)
    {
        internal int Taken { get; set; }
    }

    private readonly Queue<IEstablishedConnection> _backlog = new();
    private readonly Queue<PendingSend> _sends = new();
    private readonly WaitingCall _connector = new();
    private readonly WaitingCall _acceptor = new();
    private readonly WaitingCall _reader = new();
    private int _readSize;
    private PendingError _error;
    private IpEndpoint _local;
    private IpEndpoint _peer;
    private ITcpStream? _stream;
    private bool _isBound;
    private bool _isBroken;
    private bool _isReadShut;
    private bool _isWriteShut;

    internal TcpSocketState State { get; private set; }

    internal IReadOnlyCollection<IEstablishedConnection> Backlog => _backlog;

    internal IEnumerable<ICaller> Callers =>
        new[] { _connector.Caller, _acceptor.Caller, _reader.Caller }.OfType<ICaller>().Concat(_sends.Select(send => send.Caller));

    internal void Handle(SocketCall call, ICaller caller, SimTime now)
    {
        bool isClosed = State == TcpSocketState.Closed;
        if (isClosed) caller.Reply(Done(Errno.EBADF));
        else if (call is SocketCall.Send send) Send(send.Data, caller);

        // A stream goes where it is connected to, whatever address is given (tcp(7)).
        else if (call is SocketCall.SendTo sendTo) Send(sendTo.Data, caller);
        else if (call is SocketCall.Receive receive) Receive(receive, caller, now);
        else if (call is SocketCall.Accept accept) Accept(accept, caller, now);
        else if (call is SocketCall.Connect connect) Connect(connect, caller, now);
        else caller.Reply(Answer(call));
        if (call is SocketCall.Close && !isClosed) Close();
    }

    /// <summary>A connection comes: the socket is made for it, and waits for the end of the handshake.</summary>
    internal void OnIncoming() => State = TcpSocketState.Connecting;

    internal void OnConnected(IpEndpoint peer, ITcpStream stream)
    {
        State = TcpSocketState.Connected;
        _peer = peer;
        _stream = stream;
        _connector.Answer(Done(Errno.None));
    }

    /// <summary>The handshake came to nothing. The socket may be used for another attempt.</summary>
    internal void OnConnectFailed(Errno errno)
    {
        State = TcpSocketState.Fresh;
        transport.Abandon();
        _connector.Answer(Done(errno));
    }

    internal void OnConnection(IEstablishedConnection connection)
    {
        if (_acceptor.IsWaiting) connection.HandTo(_acceptor.Take());
        else _backlog.Enqueue(connection);
    }

    internal void OnAcceptFailed(Errno errno) => _acceptor.Answer(Done(errno));

    internal void OnReadable() => AnswerReader();

    internal void OnWritable() => TakeSends();

    internal void OnBroken(Errno errno)
    {
        if (_isBroken) return;
        _isBroken = true;
        _error.Set(errno);
        while (_sends.TryDequeue(out PendingSend? send)) send.Caller.Reply(Done(_error.TryTake(out Errno first) ? first : Errno.EPIPE));
        AnswerReader();
    }

    /// <summary>Nobody will accept the connection: its listener has closed.</summary>
    internal void OnAborted() => State = TcpSocketState.Closed;

    internal void TimerExpired(SimTime now)
    {
        if (State == TcpSocketState.Connecting && _connector.IsOverdue(now)) OnConnectFailed(Errno.ETIMEDOUT);
        if (_acceptor.IsOverdue(now)) _acceptor.Answer(Done(Errno.ETIMEDOUT));
        if (_reader.IsOverdue(now)) _reader.Answer(Done(Errno.ETIMEDOUT));
    }

    private static SocketReply.Done Done(Errno errno) => new(errno);

    private SocketReply Answer(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.Bind bind:
                Errno failure = Bind(bind.Local);
                return failure == Errno.None ? new SocketReply.Bound(_local) : Done(failure);
            case SocketCall.Listen listen:
                return Done(Listen(listen.Backlog));
            case SocketCall.SetOption option:
                return Done(Set(option));
            case SocketCall.Shutdown shutdown:
                return Done(Shutdown(shutdown));
            case SocketCall.Close:
                return Done(Errno.None);
            default:
                return Done(Errno.EOPNOTSUPP);
        }
    }

    private Errno Bind(IpEndpoint wanted)
    {
        if (!transport.MayBind(node, wanted.Address)) return Errno.EADDRNOTAVAIL;
        // After a reset a socket that nobody has bound has no port any more.
        if (_isBound || (State != TcpSocketState.Fresh && !_isBroken)) return Errno.EINVAL;
        Errno errno = transport.Bind(wanted, out IpEndpoint local);
        if (errno != Errno.None) return errno;
        _isBound = true;
        _local = local;
        return Errno.None;
    }

    private Errno Listen(int? backlog)
    {
        if (State is not (TcpSocketState.Fresh or TcpSocketState.Listening)) return Errno.EINVAL;
        if (!_isBound && Bind(new IpEndpoint(Ipv4Address.Any, 0)) is var failure and not Errno.None) return failure;
        Errno errno = transport.Listen(backlog);
        if (errno == Errno.None) State = TcpSocketState.Listening;
        return errno;
    }

    private void Accept(SocketCall.Accept accept, ICaller caller, SimTime now)
    {
        if (State != TcpSocketState.Listening)
        {
            caller.Reply(Done(Errno.EINVAL));
            return;
        }

        _acceptor.Begin(caller, accept.Timeout, now);
        if (_backlog.TryDequeue(out IEstablishedConnection? first)) first.HandTo(_acceptor.Take());
        else transport.AwaitConnection();
        _acceptor.Await(transport);
    }

    private void Connect(SocketCall.Connect connect, ICaller caller, SimTime now)
    {
        Errno errno = ErrnoOfConnect(transport.Meant(connect.Peer));
        if (errno != Errno.None)
        {
            caller.Reply(Done(errno));
            return;
        }

        State = TcpSocketState.Connecting;
        _connector.Begin(caller, connect.Timeout, now);
        _connector.Await(transport);
        transport.Open();
    }

    private Errno ErrnoOfConnect(IpEndpoint peer)
    {
        if (State is TcpSocketState.Connected or TcpSocketState.Listening) return Errno.EISCONN;
        if (State == TcpSocketState.Connecting) return Errno.EALREADY;
        return transport.FindRoute(peer);
    }

    private void Send(byte[] data, ICaller caller)
    {
        if (ErrnoOfSend() is var errno and not Errno.None)
        {
            caller.Reply(Done(errno));
            return;
        }

        _sends.Enqueue(new PendingSend(data, caller));
        TakeSends();
    }

    private Errno ErrnoOfSend()
    {
        if (State != TcpSocketState.Connected || _isWriteShut) return Errno.EPIPE;
        _stream!.NoticeReset();
        if (_error.TryTake(out Errno pending)) return pending;
        return _isBroken ? Errno.EPIPE : Errno.None;
    }

    private void TakeSends()
    {
        while (_sends.TryPeek(out PendingSend? send))
        {
            send.Taken += _stream!.Send(send.Data, send.Taken);
            if (send.Taken < send.Data.Length) return;
            _sends.Dequeue();
            send.Caller.Reply(new SocketReply.Sent(send.Data.Length));
        }

        if (_isWriteShut) _stream!.Finish();
    }

    private void Receive(SocketCall.Receive receive, ICaller caller, SimTime now)
    {
        if (State != TcpSocketState.Connected)
        {
            caller.Reply(_isReadShut && State == TcpSocketState.Fresh ? new SocketReply.Data([], _peer) : Done(Errno.ENOTCONN));
            return;
        }

        _reader.Begin(caller, receive.Timeout, now);
        _readSize = receive.Size;
        if (_isReadShut) _stream!.NoticeBytes();
        AnswerReader();
        _reader.Await(transport);
    }

    private void AnswerReader()
    {
        if (!_reader.IsWaiting) return;
        if (_readSize == 0) _reader.Answer(new SocketReply.Data([], _peer));
        else if (_stream!.Available > 0) Read();
        else if (!_stream!.IsAtEnd && _error.TryTake(out Errno pending)) _reader.Answer(Done(pending));
        else if (!_stream!.IsAtEnd && !_isBroken && !_isReadShut) _stream!.AwaitBytes(_readSize);
        else if (countsBytes) _reader.Take().Count(0);
        else _reader.Answer(new SocketReply.Data([], _peer));
    }

    private void Read()
    {
        if (!countsBytes)
        {
            _reader.Answer(new SocketReply.Data(_stream!.Read(_readSize), _peer));
            return;
        }

        // A flow reads on without asking again.
        _reader.Caller!.Count(_stream!.Discard(_readSize));
        AnswerReader();
    }

    private Errno Set(SocketCall.SetOption option)
    {
        // ip(7): a group is for datagrams.
        if (option.Option is SocketOption.JoinGroup or SocketOption.LeaveGroup) return Errno.EPROTO;
        if (option.Option == SocketOption.NoDelay)
        {
            options.NoDelay = option.Value != 0;
            transport.SetNoDelay();
            return Errno.None;
        }

        Errno errno = options.Set(option.Option, option.Value);
        if (option.Option == SocketOption.Dscp && errno == Errno.None) transport.SetDscp();
        return errno;
    }

    // What waits to be sent goes out before the end does. As on Linux (inet_shutdown), a socket without a connection is shut for a later
    // one, and the call fails all the same.
    private Errno Shutdown(SocketCall.Shutdown shutdown)
    {
        if (State == TcpSocketState.Listening) return StopListening(shutdown);
        _isReadShut |= shutdown.Read;
        _isWriteShut |= shutdown.Write;
        if (State != TcpSocketState.Connected) return Errno.ENOTCONN;
        if (shutdown.Read)
        {
            _stream!.ShutdownReceive();
            AnswerReader();
        }

        _stream!.NoticeReset();
        if (_isBroken || _stream.IsOver) return Errno.ENOTCONN;

        if (shutdown.Write && _sends.Count == 0) _stream!.Finish();

        return Errno.None;
    }

    // As on Linux (inet_shutdown): with reading ends listening, and the socket is as before listen().
    private Errno StopListening(SocketCall.Shutdown shutdown)
    {
        if (!shutdown.Read) return Errno.None;
        State = TcpSocketState.Fresh;
        transport.StopListening();
        _backlog.Clear();
        _acceptor.Answer(Done(Errno.EINVAL));
        return Errno.None;
    }

    // What was taken goes on its way first; a send that still waits is lost.
    private void Close()
    {
        TcpSocketState before = State;
        State = TcpSocketState.Closed;
        _sends.Clear();
        transport.Close(before);
    }
}

internal enum TcpSocketState
{
    /// <summary>New, or bound, or refused: it may listen or connect.</summary>
    Fresh,

    Listening,

    Connecting,

    /// <summary>It has a connection, which may be broken since.</summary>
    Connected,

    /// <summary>The application has closed it; what was written may still be under way.</summary>
    Closed,
}
