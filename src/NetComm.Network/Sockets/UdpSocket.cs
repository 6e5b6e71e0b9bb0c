namespace NetComm.Network;

/// <summary>A datagram that waits to be read.</summary>
/// <param name="Number">Its packet's number in the trace.</param>
/// <param name="Data">The payload; null where only its size counts.</param>
internal readonly record struct Datagram(long Number, IpEndpoint From, int Bytes, byte[]? Data)
{
    /// <summary>The address that it was sent to.</summary>
    internal Ipv4Address To { get; init; }
}

/// <summary>What carries the datagrams of a <see cref="UdpSocket"/>: the simulated network, or real sockets.</summary>
internal interface IUdpTransport : ISocketTransport
{
    bool IsBroadcast(Ipv4Address address);

    /// <summary>Takes an endpoint, whose address is the host's; port 0 is any free one.</summary>
    Errno Bind(IpEndpoint wanted, out IpEndpoint local);

    /// <summary>The socket will have this peer; ENETUNREACH where no network leads there.</summary>
    Errno Connect(IpEndpoint peer);

    /// <summary>Sends a datagram from the socket's endpoint; ENETUNREACH where no network leads there.</summary>
    /// <param name="from">From which of the host's addresses, whatever the socket's; Any: the socket's.</param>
    Errno Send(IpEndpoint to, byte[] data, Ipv4Address from);

    /// <summary>The host belongs to the group, because of this socket.</summary>
    Errno Join(Ipv4Address group);

    /// <summary>The socket is no reason any more for the host to belong to the group.</summary>
    void Leave(Ipv4Address group);

    /// <summary>Somebody waits for a datagram. Where they come in any case, nothing is to be done.</summary>
    void AwaitDatagram()
    {
    }

    void OnRead(in Datagram datagram);

    void OnDiscarded(in Datagram datagram);
}

/// <summary>What a UDP socket (RFC 768, udp(7)) answers. Datagrams are read as they came; the next call tells an error, once.</summary>
internal sealed class UdpSocket(Node node, SocketOptions options, IUdpTransport transport)
{
    /// <summary>Bytes that wait to be read: Linux's rmem_default.</summary>
    internal const int ReceiveBuffer = 212_992;

    private readonly Queue<Datagram> _unread = new();
    private readonly List<Ipv4Address> _groups = [];
    private readonly WaitingCall _reader = new();
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
                return Send(sendTo.To, sendTo.Data, sendTo.From);
            case SocketCall.Send send:
                return Peer is { } peer ? Send(peer, send.Data, from: default) : Done(Errno.EDESTADDRREQ);
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
        if (_isBound) return Errno.EINVAL;
        bool isOwn = wanted.Address == Ipv4Address.Any || wanted.Address.IsMulticast
            || node.Interfaces.Any(at => at.Address == wanted.Address || at.Network.Broadcast == wanted.Address);
        if (!isOwn) return Errno.EADDRNOTAVAIL;
        Errno errno = transport.Bind(wanted, out IpEndpoint local);
        if (errno != Errno.None) return errno;
        _local = local;
        _isBound = true;
        return Errno.None;
    }

    // A socket without a port takes a free one when it first sends.
    private Errno BindToAnyPort() => _isBound ? Errno.None : Bind(new IpEndpoint(Ipv4Address.Any, 0));

    private Errno Connect(IpEndpoint peer)
    {
        if (transport.IsBroadcast(peer.Address) && !options.Broadcast) return Errno.EACCES;
        if (BindToAnyPort() is var failure and not Errno.None) return failure;
        if (transport.Connect(peer) is var unreachable and not Errno.None) return unreachable;
        Peer = peer;
        return Errno.None;
    }

    private SocketReply Send(IpEndpoint to, byte[] data, Ipv4Address from)
    {
        Errno errno = ErrnoOfSend(to, data.Length);
        if (errno == Errno.None) errno = transport.Send(to, data, from);
        return errno == Errno.None ? new SocketReply.Sent(data.Length) : Done(errno);
    }

    private Errno ErrnoOfSend(IpEndpoint to, int bytes)
    {
        if (_error.TryTake(out Errno pending)) return pending;
        if (_isWriteShut) return Errno.EPIPE;
        if (bytes > PayloadSize.LargestUdp) return Errno.EMSGSIZE;
        if (to.Port == 0) return Errno.EINVAL;
        if (BindToAnyPort() is var failure and not Errno.None) return failure;
        return transport.IsBroadcast(to.Address) && !options.Broadcast ? Errno.EACCES : Errno.None;
    }

    private void Receive(SocketCall.Receive receive, ICaller caller, SimTime now)
    {
        _reader.Begin(caller, receive.Timeout, now);
        _readSize = receive.Size;
        if (_error.TryTake(out Errno pending)) _reader.Answer(Done(pending));
        else if (_unread.Count > 0) ReadNext();
        else if (_isReadShut) _reader.Answer(new SocketReply.Data([], default));
        else transport.AwaitDatagram();
        _reader.Await(transport);
    }

    // What is longer than the reader asked for is cut off, and gone (recvfrom(2)).
    private void ReadNext()
    {
        Datagram datagram = _unread.Dequeue();
        _unreadBytes -= datagram.Bytes;
        transport.OnRead(datagram);
        byte[] data = datagram.Data ?? new byte[datagram.Bytes];
        if (data.Length > _readSize) data = data[.._readSize];
        _reader.Answer(new SocketReply.Data(data, datagram.From) { To = datagram.To });
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
            case SocketOption.LeaveGroup when option.Group.IsMulticast:
                return Leave(option.Group);
            case SocketOption.NoDelay:
                return Errno.EOPNOTSUPP;
            default:
                return options.Set(option.Option, option.Value);
        }
    }

    private Errno Join(Ipv4Address group)
    {
        if (_groups.Contains(group)) return Errno.EADDRINUSE;
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

    // On a datagram socket, shutdown() wants a peer, and then ends reading or writing.
    private Errno Shutdown(SocketCall.Shutdown shutdown)
    {
        if (Peer is null) return Errno.ENOTCONN;
        _isReadShut |= shutdown.Read;
        _isWriteShut |= shutdown.Write;
        if (_isReadShut) _reader.Answer(new SocketReply.Data([], default));
        return Errno.None;
    }
}
