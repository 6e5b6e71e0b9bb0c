using NetComm.Network;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Simulated.Sockets;

/// <content>Listening and accepting.</content>
internal sealed partial class TcpSocketActor
{
    private sealed record AcceptTimedOut(long Accept);

    /// <summary>listen(2), net.core.somaxconn.</summary>
    private const int LargestBacklog = 4096;

    private readonly List<TcpCommand.Established> _queue = [];
    private TcpListener? _listener;
    private IActorRef? _acceptor;
    private long _accepts;

    private Errno Listen(int? backlog)
    {
        if (_stage is not (Stage.Fresh or Stage.Listening)) return Errno.EINVAL;
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return failure;
        int limit = Math.Clamp(backlog ?? LargestBacklog, 0, LargestBacklog);
        if (_listener is null) _table.Listen(Self, _listener = new TcpListener(Self, limit, _ownerNumber));
        _listener.Backlog = limit;
        _stage = Stage.Listening;
        return Errno.None;
    }

    private void Accept(SocketCall.Accept accept)
    {
        if (_stage != Stage.Listening)
        {
            Sender.Tell(Done(Errno.EINVAL), Self);
            return;
        }

        _acceptor = Sender;
        _accepts++;
        if (_queue.Count > 0) HandOver();
        else if (accept.Timeout is { } timeout) _network.Clock.At(Now + timeout, Self, new AcceptTimedOut(_accepts));
    }

    private void Queue(TcpCommand.Established established)
    {
        _queue.Add(established);
        if (_acceptor is not null) HandOver();
    }

    private void HandOver()
    {
        TcpCommand.Established first = _queue[0];
        _queue.RemoveAt(0);
        _listener!.Waiting.Remove(first.Connection);
        IActorRef acceptor = _acceptor!;
        _acceptor = null;
        acceptor.Tell(new ConnectionAccepted(first.Connection, first.Peer), Self);
    }

    private void Forget(IActorRef connection)
    {
        _queue.RemoveAll(waiting => waiting.Connection.Equals(connection));
        _listener!.Waiting.Remove(connection);
    }

    private void StopListening()
    {
        foreach (IActorRef waiting in _listener!.Waiting) waiting.Tell(new TcpCommand.Abort(), Self);
    }
}
