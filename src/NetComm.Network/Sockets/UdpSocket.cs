namespace NetComm.Network;

/// <summary>A datagram that waits to be read.</summary>
/// <param name="Number">Its packet's number in the trace.</param>
/// <param name="To">The address that it was sent to.</param>
/// <param name="Data">The payload; null where only its size counts.</param>
internal readonly record struct Datagram(long Number, IpEndpoint From, Ipv4Address To, int Bytes, byte[]? Data);

/// <summary>What carries the datagrams of a <see cref="UdpSocket"/>: the simulated network, or real sockets.</summary>
internal interface IUdpTransport : ISocketTransport
{
    /// <summary>Takes an endpoint, whose address is the host's; port 0 is any free one.</summary>
    Errno Bind(IpEndpoint wanted, out IpEndpoint local);

    /// <summary>The socket will have this peer; ENETUNREACH where no network leads there.</summary>
    Errno Connect(IpEndpoint peer);

    /// <summary>Finds the way for the next datagram; ENETUNREACH where no network leads there.</summary>
    /// <param name="from">From which of the host's addresses; Any: that of the interface.</param>
    Errno FindRoute(IpEndpoint to, Ipv4Address from);

    /// <summary>Sends a datagram from the socket's endpoint by the way that was found.</summary>
    void Send(byte[] data);

    /// <summary>The host belongs to the group, because of this socket.</summary>
    Errno Join(Ipv4Address group);

    /// <summary>The socket is no reason any more for the host to belong to the group.</summary>
    void Leave(Ipv4Address group);

    /// <summary>Somebody waits for a datagram. Where they come in any case, nothing is to be done.</summary>
    void AwaitDatagram()
    {
    }

    /// <summary>An error that has come and that the socket does not know of; None where it is told of each.</summary>
    Errno TakeError() => Errno.None;

    void OnRead(in Datagram datagram);

    void OnDiscarded(in Datagram datagram);
}

/// <summary>What a UDP socket (RFC 768, udp(7)) answers. Datagrams are read as they came; the next call tells an error, once.</summary>
internal sealed class UdpSocket(Node node, SocketOptions options, IUdpTransport transport)
{
    /// <summary>Bytes that wait to be read: Linux's rmem_default.</summary>
    internal const int ReceiveBuffer = 212_992;

    /// <summary>Groups of one socket: ip(7), net.ipv4.igmp_max_memberships.</summary>
    private const int MostGroups = 20;

    private readonly Queue<Datagram> _unread = new();
    private readonly List<Ipv4Address> _groups = [];
    private readonly WaitingCall _reader = new();

    // Who has asked a shared address: the answer comes from there (RFC 2181, 4.1).
    private readonly Dictionary<IpEndpoint, Ipv4Address> _asked = [];
    private int _unreadBytes;
    private int _readSize;
    private PendingError _error;
    private IpEndpoint _local;
    private bool _isBound;
    private bool _isReadShut;
    private bool _isWriteShut;

    /// <summary>From whom alone it receives; null: from anybody.</summary>
    internal IpEndpoint? Peer { get; private set; }

    /// <summary>Whether the packets of a flow pass by the queue, to the flow.</summary>
    internal bool CarriesPackets { get; private set; }

    internal bool IsClosed { get; private set; }

    internal ICaller? Reader => _reader.Caller;

    internal void Handle(SocketCall call, ICaller caller, SimTime now)
    {
        if (IsClosed) caller.Reply(Done(Errno.EBADF));
        else if (call is SocketCall.Receive receive) Receive(receive, caller, now);
        else caller.Reply(Answer(call));
    }

    /// <summary>A datagram has come. None where it is kept or read, else why it is lost.</summary>
    internal DropReason Deliver(in Datagram datagram)
    {
        if (IsClosed || (Peer is { } peer && datagram.From != peer)) return DropReason.NoSocket;
        if (_unreadBytes + datagram.Bytes > ReceiveBuffer) return DropReason.BufferFull;
        _unread.Enqueue(datagram);
        _unreadBytes += datagram.Bytes;
        if (_reader.IsWaiting) ReadNext();
        return DropReason.None;
    }

    /// <summary>An error has come, which the call that waits tells, or else the next.</summary>
    internal void Fail(Errno errno)
    {
        if (_reader.IsWaiting) _reader.Answer(Done(errno));
        else _error.Set(errno);
    }

    /// <summary>Word has come that nobody has the port. As on Linux, only a connected socket hears of it (udp(7)).</summary>
    internal void Refuse(IpEndpoint by)
    {
        if (Peer == by) Fail(Errno.ECONNREFUSED);
    }

    internal void TimerExpired(SimTime now)
    {
        if (_reader.IsOverdue(now)) _reader.Answer(Done(Errno.ETIMEDOUT));
    }

    /// <summary>The end: it leaves its groups, and what was not read is lost.</summary>
    internal void Close()
    {
        if (IsClosed) return;
        IsClosed = true;
        foreach (Ipv4Address group in _groups) transport.Leave(group);
        while (_unread.TryDequeue(out Datagram datagram)) transport.OnDiscarded(datagram);
    }

    private static SocketReply.Done Done(Errno errno) => new(errno);

    private SocketReply Answer(SocketCall call)
    {
        switch (call)
        {
            case SocketCall.Bind bind:
                Errno failure = Bind(bind.Local);
                return failure == Errno.None ? new SocketReply.Bound(_local) : Done(failure);
            case SocketCall.Connect connect:
                return Done(Connect(connect.Peer));
            case SocketCall.SendTo sendTo:
                return sendTo.To.Port == 0 && BindToAnyPort() == Errno.None ? Done(Errno.EINVAL) : Send(sendTo.To, sendTo.Data);
            case SocketCall.Send send:
                return Send(Peer, send.Data);
            case SocketCall.SetOption option:
                return Done(Set(option));
            case SocketCall.Shutdown shutdown:
                return Done(Shutdown(shutdown));
            case SocketCall.CarryPackets carry:
                CarriesPackets = true;
                options.Ttl = options.MulticastTtl = (byte)carry.Ttl;
                return Done(Errno.None);
            case SocketCall.Close:
                return Done(Errno.None);
            default:
                return Done(Errno.EOPNOTSUPP);
        }
    }

    private Errno Bind(IpEndpoint wanted)
    {
        if (!transport.MayBind(node, wanted.Address)) return Errno.EADDRNOTAVAIL;
        if (_isBound) return Errno.EINVAL;
        Errno errno = transport.Bind(wanted, out IpEndpoint local);
        if (errno != Errno.None) return errno;
        _local = local;
        _isBound = true;
        return Errno.None;
    }

    // A socket without a port takes a free one when it first sends.
    private Errno BindToAnyPort() => _isBound ? Errno.None : Bind(new IpEndpoint(Ipv4Address.Any, 0));

    private Errno Connect(IpEndpoint wanted)
    {
        IpEndpoint peer = transport.Meant(wanted);
        if (BindToAnyPort() is var failure and not Errno.None) return failure;
        if (transport.FindRoute(peer, Ipv4Address.Any) is var unknown and not Errno.None) return unknown;
        if (transport.IsBroadcast(peer.Address) && !options.Broadcast) return Errno.EACCES;
        if (transport.Connect(peer) is var unreachable and not Errno.None) return unreachable;
        Peer = peer;
        return Errno.None;
    }

    private SocketReply Send(IpEndpoint? to, byte[] data)
    {
        Errno errno = BindToAnyPort();
        if (errno == Errno.None) errno = to is { } peer ? ErrnoOfSend(transport.Meant(peer), data.Length) : Errno.EDESTADDRREQ;
        if (errno != Errno.None) return Done(errno);
        transport.Send(data);
        return new SocketReply.Sent(data.Length);
    }

    // In the order of Linux (udp_sendmsg): the way comes first, and what has befallen the socket last.
    private Errno ErrnoOfSend(IpEndpoint to, int bytes)
    {
        if (transport.FindRoute(to, _asked.GetValueOrDefault(to)) is var unreachable and not Errno.None) return unreachable;
        if (transport.IsBroadcast(to.Address) && !options.Broadcast) return Errno.EACCES;
        if (bytes > PayloadSize.LargestUdp) return Errno.EMSGSIZE;
        NoticeError();
        if (_error.TryTake(out Errno pending)) return pending;
        return _isWriteShut ? Errno.EPIPE : Errno.None;
    }

    private void Receive(SocketCall.Receive receive, ICaller caller, SimTime now)
    {
        _reader.Begin(caller, receive.Timeout, now);
        _readSize = receive.Size;
        NoticeError();
        if (_error.TryTake(out Errno pending)) _reader.Answer(Done(pending));
        else if (_unread.Count > 0) ReadNext();
        else if (_isReadShut) _reader.Answer(new SocketReply.Data([], default));
        else transport.AwaitDatagram();
        _reader.Await(transport);
    }

    private void NoticeError()
    {
        if (Peer is not null && transport.TakeError() is var errno and not Errno.None) _error.Set(errno);
    }

    // What is longer than the reader asked for is cut off, and gone (recvfrom(2)).
    private void ReadNext()
    {
        Datagram datagram = _unread.Dequeue();
        _unreadBytes -= datagram.Bytes;
        transport.OnRead(datagram);
        if (transport.IsShared(datagram.To)) _asked[datagram.From] = datagram.To;
        else _asked.Remove(datagram.From);
        byte[] data = datagram.Data ?? new byte[datagram.Bytes];
        if (data.Length > _readSize) data = data[.._readSize];
        _reader.Answer(new SocketReply.Data(data, datagram.From));
    }

    private Errno Set(SocketCall.SetOption option)
    {
        switch (option.Option)
        {
            case SocketOption.MulticastTtl when option.Value is >= 0 and <= 255:
                options.MulticastTtl = (byte)option.Value;
                return Errno.None;
            case SocketOption.JoinGroup when option.Group.IsMulticast:
                return Join(option.Group);
            case SocketOption.LeaveGroup:
                return Leave(option.Group);
            case SocketOption.NoDelay:
                return Errno.ENOPROTOOPT;
            default:
                return options.Set(option.Option, option.Value);
        }
    }

    private Errno Join(Ipv4Address group)
    {
        if (_groups.Contains(group)) return Errno.EADDRINUSE;
        if (_groups.Count == MostGroups) return Errno.ENOBUFS;
        Errno errno = transport.Join(group);
        if (errno == Errno.None) _groups.Add(group);
        return errno;
    }

    private Errno Leave(Ipv4Address group)
    {
        if (!_groups.Remove(group)) return Errno.EADDRNOTAVAIL;
        transport.Leave(group);
        return Errno.None;
    }

    // As on Linux (inet_shutdown), reading or writing ends also where there is no peer, and the call fails all the same.
    private Errno Shutdown(SocketCall.Shutdown shutdown)
    {
        _isReadShut |= shutdown.Read;
        _isWriteShut |= shutdown.Write;
        if (_isReadShut) _reader.Answer(new SocketReply.Data([], default));
        return Peer is null ? Errno.ENOTCONN : Errno.None;
    }
}
