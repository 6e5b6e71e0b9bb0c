using System.Net;
using System.Net.Sockets;
using NetComm.Runtime.Loopback.Addresses;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class UdpSocketActor
{
    private readonly List<(Ipv4Address Address, UdpPort Port)> _ears = [];
    private readonly HashSet<Ipv4Address> _groups = [];

    /// <summary>Opens what it takes to hear broadcasts, and the groups that the host belongs to.</summary>
    private Errno HearMany()
    {
        bool hearsBroadcasts = _local.Address == Ipv4Address.Any || _network.Addresses.BroadcastDomainOf(_local.Address) >= 0;
        if (hearsBroadcasts && _node.Interfaces.Count > 0 && TryOpenEar(LoopbackAddresses.LoopbackBroadcast, out _) == Errno.None)
        {
            _network.Book.Join(LoopbackAddresses.LoopbackBroadcast, _local.Port, _claims[0]);
        }

        foreach (Ipv4Address group in _network.Members.GroupsOf(_node.Index))
        {
            if (Hear(group) is var failure and not Errno.None) return failure;
        }

        return Errno.None;
    }

    private bool HearsAt(Ipv4Address address) => _ears.Exists(ear => ear.Address == address);

    private Errno Join(Ipv4Address group)
    {
        if (!_groups.Add(group)) return Errno.EADDRINUSE;
        if (Hear(group) is var failure and not Errno.None)
        {
            _groups.Remove(group);
            return failure;
        }

        _network.Members.Join(_node.Index, group);
        Context.Parent.Tell(new HostCommand.SocketJoined(group), Self);
        return Errno.None;
    }

    private Errno Leave(Ipv4Address group)
    {
        if (!_groups.Remove(group)) return Errno.EADDRNOTAVAIL;
        _network.Members.Leave(_node.Index, group);
        Context.Parent.Tell(new HostCommand.SocketLeft(group), Self);
        StopHearing(group);
        return Errno.None;
    }

    private void LeaveAll()
    {
        foreach (Ipv4Address group in _groups.ToArray()) Leave(group);
    }

    private void Obey(UdpMessages.Hear hear)
    {
        Errno errno = Hear(hear.Group);
        if (hear.IsAsked) Sender.Tell(new UdpMessages.Hears(hear.Group, errno), Self);
    }

    // Who is bound to an address of the host's own hears no group (ip(7)).
    private Errno Hear(Ipv4Address group)
    {
        bool isFor = _isBound && !_closed && (_local.Address == Ipv4Address.Any || _local.Address == group);
        if (!isFor || HearsAt(group)) return Errno.None;
        if (TryOpenEar(group, out UdpPort? ear) is var failure and not Errno.None) return failure;
        try
        {
            var membership = new MulticastOption(group.ToReal(), IPAddress.Loopback);
            ear!.Socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, membership);
        }
        catch (SocketException refused)
        {
            _ears.RemoveAt(_ears.Count - 1);
            ear!.Dispose();
            return SocketErrors.ToErrno(refused);
        }

        _network.Book.Join(group, _local.Port, _claims[0]);
        return Errno.None;
    }

    /// <summary>Closes the ear, and with it the system's membership, unless the host still belongs to the group.</summary>
    private void StopHearing(Ipv4Address group)
    {
        if (!HearsAt(group) || _network.Members.IsMember(_node.Index, group)) return;
        foreach ((_, UdpPort port) in _ears.Where(ear => ear.Address == group)) port.Dispose();
        _ears.RemoveAll(ear => ear.Address == group);
        _network.Book.Leave(group, _local.Port, _claims[0]);
        Forget(group);
    }

    /// <summary>
    /// One more real socket, at the address of the many themselves, so that it takes nothing that is for one host; many such sockets share
    /// the port. Where the system has no such address, it waits at any.
    /// </summary>
    private Errno TryOpenEar(Ipv4Address address, out UdpPort? ear)
    {
        ear = null;
        Errno errno = Errno.None;
        foreach (IPAddress at in (IPAddress[])[address.ToReal(), IPAddress.Any])
        {
            errno = RealSockets.TryNew(RealSockets.NewDatagram, out Socket? socket);
            if (socket is null) return errno;
            RealSockets.ShareAddress(socket);
            errno = RealSockets.TryBind(socket, new IPEndPoint(at, _local.Port));
            if (errno != Errno.None)
            {
                socket.Dispose();
                continue;
            }

            if (_carries) socket.ReceiveBufferSize = FlowReceiveBuffer;
            ear = new UdpPort(socket, Self);
            _ears.Add((address, ear));
            if (IsReading) ear.Receive();
            return Errno.None;
        }

        return errno;
    }
}
