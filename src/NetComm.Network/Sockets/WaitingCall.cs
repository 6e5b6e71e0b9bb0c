namespace NetComm.Network;

internal interface ICaller
{
    void Reply(SocketReply reply);

    /// <summary>From a stream whose bytes are only counted: so many have come; 0: the peer has closed. One Receive gets them all.</summary>
    void Count(int bytes);
}

/// <summary>A call that waits for its answer, until its deadline if it has one. A later call of its kind takes its place.</summary>
internal sealed class WaitingCall
{
    private SimTime _deadline = SimTime.Never;

    internal ICaller? Caller { get; private set; }

    internal bool IsWaiting => Caller is not null;

    /// <summary>The call begins to wait. Its answer is owed from now on.</summary>
    internal void Begin(ICaller caller, SimDuration? timeout, SimTime now)
    {
        Caller = caller;
        _deadline = timeout is { } patience ? now + patience : SimTime.Never;
    }

    /// <summary>Has the socket told when the deadline has passed, if the call still waits and has one.</summary>
    internal void Await(ISocketTransport transport)
    {
        if (IsWaiting && _deadline != SimTime.Never) transport.WakeAt(_deadline);
    }

    internal void Answer(SocketReply reply)
    {
        if (IsWaiting) Take().Reply(reply);
    }

    internal ICaller Take()
    {
        ICaller caller = Caller!;
        Caller = null;
        return caller;
    }

    internal bool IsOverdue(SimTime now) => IsWaiting && _deadline <= now;
}

internal interface ISocketTransport
{
    /// <summary>What stands for 127.0.0.1, the own host.</summary>
    Ipv4Address Localhost { get; }

    /// <summary>The address that the socket has been bound to, or been given by connect().</summary>
    Ipv4Address Local { get; }

    /// <summary>Whether the host has the address, alone or with others, or it is one of the own host's.</summary>
    bool IsOwn(Ipv4Address address);

    /// <summary>Whether the host has the address together with others.</summary>
    bool IsShared(Ipv4Address address);

    /// <summary>Whether it is the limited broadcast address, or that of one of the host's networks.</summary>
    bool IsBroadcast(Ipv4Address address);

    /// <summary>Whether a socket of the node may be bound there: as Linux, also where packets to many come.</summary>
    bool MayBind(Node node, Ipv4Address address) => address == Ipv4Address.Any || address.IsMulticast || IsOwn(address)
        || address == Ipv4Address.LimitedBroadcast || node.Interfaces.Any(at => at.Network.Broadcast == address);

    /// <summary>Where a packet to 0.0.0.0 goes: as on Linux, to the own host.</summary>
    IpEndpoint Meant(IpEndpoint to) =>
        to.Address != Ipv4Address.Any ? to : to with { Address = Local != Ipv4Address.Any && IsOwn(Local) ? Local : Localhost };

    /// <summary>The socket wants to be told at <paramref name="when"/> that its timer has expired.</summary>
    void WakeAt(SimTime when);
}
