using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Addresses;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>The real sockets of one UDP socket: one at each address, and one more for broadcasts and for each group.</summary>
/// <param name="came">Takes a datagram that the system has delivered.</param>
internal sealed class UdpPorts(SocketContext context, SocketOptions options, Func<bool> isReading, Action<UdpPort.Came> came)
{
    /// <summary>Room for a flow's packets while this process gets no processor; at most Linux's net.core.rmem_max.</summary>
    private const int FlowReceiveBuffer = 4 << 20;

    private readonly LoopbackNetwork _network = context.Network;
    private readonly Node _node = context.Node;
    private readonly List<UdpPort> _ports = [];
    private readonly List<EndpointClaim> _claims = [];
    private readonly List<(Ipv4Address Address, UdpPort Port)> _groupPorts = [];
    private bool _isOpen;
    private bool _isFlow;

    internal IpEndpoint Local { get; private set; }

    internal Ipv4Address FirstAddress => _claims[0].Known.Address;

    /// <summary>Binds real sockets to an address of the host's, to all of them, or to where broadcasts or a group's packets come.</summary>
    internal Errno Bind(IpEndpoint wanted)
    {
        Errno errno = _network.Book.Ports.TryBind(_node.Index, stream: false, wanted, context.Self, options);
        if (errno != Errno.None) return errno;
        bool isToMany = wanted.Address.IsMulticast || _network.Addresses.IsBroadcast(wanted.Address);
        bool isShared = _network.Addresses.ServiceAt(wanted.Address) is not null;
        errno = isToMany || isShared ? BindHidden(wanted) : BindToOne(wanted);
        if (errno == Errno.None && isShared) ShareAddresses(wanted.Address);
        if (errno == Errno.None) errno = JoinAll();
        if (errno != Errno.None) Abandon();
        else _network.Book.Ports.Add(_node.Index, stream: false, Local, context.Self, options);
        if (errno == Errno.None && wanted.Port > 0) _network.Live.Listens(context, "udp", [.. _ports.Select(port => port.Real).Distinct()]);
        return errno;
    }

    /// <summary>Takes what has come so far, of which a program does not lose what it has not read yet.</summary>
    internal void Drain()
    {
        foreach (UdpPort port in All().ToList())
        {
            while (port.TryReceive() is { } datagram) came(datagram);
        }
    }

    /// <summary>Takes datagrams from the peer only, and for one address.</summary>
    internal void Narrow(IpEndpoint peer, Ipv4Address source)
    {
        _network.Book.Ports.Connect(_node.Index, stream: false, context.Self, source, peer);
        if (Local.Address == Ipv4Address.Any) Local = Local with { Address = source };
        foreach (EndpointClaim claim in _claims) claim.Peer = peer;
        if (Has(Local.Address)) KeepOnly(Local.Address);
    }

    /// <summary>Lets the system's socket at that address hear of refusals by the peer.</summary>
    internal void Connect(IpEndpoint peer, Ipv4Address source)
    {
        EndpointClaim? other = _network.Book.Find(stream: false, peer);
        if (other is null && !_network.HasAddressRange) return;
        try
        {
            At(source).Socket.Connect(other?.Real ?? peer.ToReal());
        }
        catch (SocketException)
        {
            // The system will not have it: datagrams are then addressed one by one, which differs only in that refusals go unheard.
        }
    }

    /// <summary>An error that the system has to tell: a refusal, which only connected sockets hear of.</summary>
    internal Errno TakeError()
    {
        foreach (UdpPort port in _ports.Distinct())
        {
            if (port.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0 and var error)
                return SocketErrors.ToErrno((SocketError)error);
        }

        return Errno.None;
    }

    internal bool Has(Ipv4Address address) => _claims.Exists(claim => claim.Known.Address == address);

    internal bool Has(UdpPort port) => _ports.Contains(port);

    /// <summary>The real socket that sends from the address; the first, where none does.</summary>
    internal UdpPort At(Ipv4Address source) => _ports[Math.Max(_claims.FindIndex(claim => claim.Known.Address == source), 0)];

    internal void Receive()
    {
        foreach (UdpPort port in All()) port.Receive();
    }

    /// <summary>A flow uses it: it waits for datagrams from now on, with more room for them.</summary>
    internal void CarryPackets()
    {
        _isFlow = true;
        foreach (EndpointClaim claim in _claims) claim.CarriesPackets = true;
        foreach (UdpPort port in All()) port.Socket.ReceiveBufferSize = FlowReceiveBuffer;
        Receive();
    }

    internal bool IsMember(Ipv4Address group) => _groupPorts.Exists(port => port.Address == group);

    /// <summary>Receives what is sent to a group. Who is bound to an address of the host's own does not (ip(7)).</summary>
    internal Errno Join(Ipv4Address group)
    {
        bool isFor = _isOpen && (Local.Address == Ipv4Address.Any || Local.Address == group);
        if (!isFor || IsMember(group)) return Errno.None;
        if (TryOpenForMany(group, out UdpPort? port) is var failure and not Errno.None) return failure;
        try
        {
            var membership = new MulticastOption(group.ToReal(), IPAddress.Loopback);
            port!.Socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, membership);
        }
        catch (SocketException refused)
        {
            _groupPorts.RemoveAt(_groupPorts.Count - 1);
            port!.Dispose();
            return SocketErrors.ToErrno(refused);
        }

        _network.Book.Join(group, Local.Port, _claims[0]);
        return Errno.None;
    }

    /// <summary>Ends the system's membership; false while the host still belongs to the group.</summary>
    internal bool Leave(Ipv4Address group)
    {
        if (!IsMember(group) || _network.Members.IsMember(_node.Index, group)) return false;
        Drain();
        foreach ((_, UdpPort port) in _groupPorts.Where(port => port.Address == group)) port.Dispose();
        _groupPorts.RemoveAll(port => port.Address == group);
        _network.Book.Leave(group, Local.Port, _claims[0]);
        return true;
    }

    /// <summary>Gives up its addresses. What is still under way from it can be sent.</summary>
    internal void Release()
    {
        _isOpen = false;
        _network.Book.Ports.Release(_node.Index, stream: false, context.Self);
        foreach (EndpointClaim claim in _claims) _network.Book.Remove(claim);
        foreach ((Ipv4Address address, _) in _groupPorts) _network.Book.Leave(address, Local.Port, _claims[0]);
    }

    internal void Close()
    {
        Release();
        foreach (UdpPort port in All()) port.Dispose();
    }

    // At its other addresses is nobody then, as the system will tell.
    private void KeepOnly(Ipv4Address address)
    {
        UdpPort kept = At(address);
        for (int i = _claims.Count - 1; i >= 0; i--)
        {
            if (_claims[i].Known.Address == address) continue;
            _network.Book.Remove(_claims[i]);
            if (_ports[i] != kept) _ports[i].Dispose();
            _claims.RemoveAt(i);
            _ports.RemoveAt(i);
        }
    }

    private IEnumerable<UdpPort> All() => _ports.Concat(_groupPorts.Select(port => port.Port));

    private Errno BindToOne(IpEndpoint wanted)
    {
        int port = wanted.Port;
        foreach (Ipv4Address address in LoopbackNetwork.AddressesOf(_node, wanted.Address))
        {
            Errno failure = Open(new IpEndpoint(address, port), wanted.Address, out int taken);
            if (failure != Errno.None) return failure;
            port = taken;
        }

        _isOpen = true;
        Local = new IpEndpoint(wanted.Address, port);
        if (wanted.Address == Ipv4Address.Any)
        {
            ShareAddresses(wanted.Address);
            AnswerAsOwnHost();
        }

        return Errno.None;
    }

    // Such a socket receives broadcasts, what is for the group, or what is for the address that hosts share, only.
    private Errno BindHidden(IpEndpoint wanted)
    {
        if (_node.Interfaces.Count == 0) return Errno.EADDRNOTAVAIL;
        Errno failure = Open(new IpEndpoint(_node.Interfaces[0].Address, 0), wanted.Address, out int anyPort);
        if (failure != Errno.None) return failure;
        _isOpen = true;
        Local = wanted with { Port = wanted.Port == 0 ? anyPort : wanted.Port };
        _network.Book.Hide(_claims[0]);
        return Errno.None;
    }

    private Errno Open(IpEndpoint known, Ipv4Address boundTo, out int port)
    {
        port = known.Port;
        Errno failure = RealSockets.TryOpen(
            RealSockets.NewDatagram,
            opened =>
            {
                if (options.ReuseAddress) RealSockets.ShareAddress(opened);
                return RealSockets.Bind(_network, opened, known);
            },
            out Socket? socket);
        if (socket is null) return failure;

        // Whether the program has set SO_BROADCAST is asked before the system is.
        socket.EnableBroadcast = true;
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        var udp = new UdpPort(socket, context.Self);
        if (port == 0) port = udp.Real.Port;
        Add(udp, new EndpointClaim(stream: false, _node.Index, known with { Port = port }, udp.Real, context.Self)
        {
            BoundTo = boundTo,
        });
        return Errno.None;
    }

    private void Add(UdpPort port, EndpointClaim claim)
    {
        _ports.Add(port);
        _claims.Add(claim);
        _network.Book.Add(claim);
    }

    // A member of an anycast service really shares the service's address, and answers from it. The system would spread over the members
    // what is sent there by a hash; the emulated links know which is the nearest, and so the system delivers to an address of the member's
    // own.
    private void ShareAddresses(Ipv4Address boundTo)
    {
        UdpPort own = _ports[0];
        foreach (Ipv4Address shared in _network.Addresses.SharedBy(_node.Index).Where(one => boundTo == Ipv4Address.Any || boundTo == one))
        {
            UdpPort answering = OpenShared(new IPEndPoint(shared.ToReal(), own.Real.Port)) ?? own;
            Add(answering, new EndpointClaim(stream: false, _node.Index, new IpEndpoint(shared, Local.Port), own.Real, context.Self)
            {
                SharedReal = answering.Real,
            });
        }
    }

    // What is for 127.0.0.1 comes to the first of its sockets.
    private void AnswerAsOwnHost()
    {
        var known = new IpEndpoint(_network.Addresses.LocalhostOf(_node.Index), Local.Port);
        if (Has(known.Address)) return;
        Add(_ports[0], new EndpointClaim(stream: false, _node.Index, known, _ports[0].Real, context.Self)
        {
            BoundTo = Ipv4Address.Any,
            IsAlias = true,
        });
    }

    private UdpPort? OpenShared(IPEndPoint real)
    {
        if (!_network.SharesAddresses) return null;
        Errno failure = RealSockets.TryOpen(
            RealSockets.NewDatagram, opened => RealSockets.TryBind(opened, real, sharesPort: true), out Socket? socket);
        if (socket is not null) return new UdpPort(socket, context.Self);
        _network.Notes.Say($"host '{_node.Name}' could not share {real} ({failure}): it answers from an address of its own");
        return null;
    }

    // Broadcasts, and the groups that the host belongs to.
    private Errno JoinAll()
    {
        bool receivesBroadcasts = Local.Address == Ipv4Address.Any || _network.Addresses.IsBroadcast(Local.Address);
        if (receivesBroadcasts && _node.Interfaces.Count > 0 && TryOpenForMany(LoopbackAddresses.LoopbackBroadcast, out _) == Errno.None)
            _network.Book.Join(LoopbackAddresses.LoopbackBroadcast, Local.Port, _claims[0]);

        foreach (Ipv4Address group in _network.Members.GroupsOf(_node.Index))
        {
            if (Join(group) is var failure and not Errno.None) return failure;
        }

        return Errno.None;
    }

    // One more real socket, at the address of the many themselves, so that it takes nothing that is for one host; many such sockets share
    // the port. Where the system has no such address, it waits at any.
    private Errno TryOpenForMany(Ipv4Address address, out UdpPort? port)
    {
        port = null;
        Errno errno = TryOpenShared(address.ToReal(), out Socket? socket);
        if (socket is null) errno = TryOpenShared(IPAddress.Any, out socket);
        if (socket is null) return errno;
        if (_isFlow) socket.ReceiveBufferSize = FlowReceiveBuffer;
        _groupPorts.Add((address, port = new UdpPort(socket, context.Self)));
        if (isReading()) port.Receive();
        return Errno.None;
    }

    private Errno TryOpenShared(IPAddress at, out Socket? socket) => RealSockets.TryOpen(
        RealSockets.NewDatagram,
        opened =>
        {
            RealSockets.ShareAddress(opened);
            return RealSockets.TryBind(opened, new IPEndPoint(at, Local.Port));
        },
        out socket);

    private void Abandon()
    {
        Close();
        _ports.Clear();
        _groupPorts.Clear();
        _claims.Clear();
    }
}
