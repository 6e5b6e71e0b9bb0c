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
    /// <summary>The socket wants to be told at <paramref name="when"/> that its timer has expired.</summary>
    void WakeAt(SimTime when);
}
