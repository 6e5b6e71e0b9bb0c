using System.Net;
using System.Net.Sockets;
using NetComm.Network;
using NetComm.Runtime.Loopback.Addresses;

namespace NetComm.Runtime.Loopback.Sockets;

internal sealed partial class TcpSocketActor
{
    private sealed record Came(Socket Listener, Socket? Connection, Errno Errno) : IHoldingMessage
    {
        public void LetGo(LoopbackNetwork network) => Connection?.Dispose();
    }

    private sealed record AcceptTimedOut(long Accept);

    private readonly Queue<Socket> _accepted = new();
    private readonly HashSet<Socket> _waitingToAccept = [];
    private IActorRef? _acceptor;
    private long _accepts;

    private Errno Listen(int? backlog)
    {
        if (_stage is not (Stage.Fresh or Stage.Listening)) return Errno.EINVAL;
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return failure;
        foreach (Bound bound in _bound)
        {
            try
            {
                bound.Socket.Listen(backlog ?? int.MaxValue);
            }
            catch (SocketException refused)
            {
                return SocketErrors.ToErrno(refused);
            }

            bound.Claim.Listens = true;
        }

        ShareAddresses();
        _stage = Stage.Listening;
        return Errno.None;
    }

    // A member of an anycast service is found under the service's address as well; its connections are made to an address of its own.
    private void ShareAddresses()
    {
        if (_stage == Stage.Listening || _local.Address != Ipv4Address.Any) return;
        IPEndPoint own = _bound[0].Claim.Real;
        foreach (Ipv4Address shared in _network.Addresses.SharedBy(_node.Index))
        {
            var claim = new EndpointClaim(stream: true, _node.Index, new IpEndpoint(shared, _local.Port), own, Self) { SharedReal = own };
            _claims.Add(claim);
            _network.Book.Add(claim);
        }
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
        if (_accepted.TryDequeue(out Socket? waiting))
        {
            HandOver(waiting);
            return;
        }

        foreach (Bound bound in _bound)
        {
            if (_waitingToAccept.Add(bound.Socket)) _ = AcceptOneAsync(bound.Socket, Self).PipeTo(Self);
        }

        if (accept.Timeout is { } timeout) _run.Clock.At(_run.Clock.Now + timeout, Self, new AcceptTimedOut(_accepts));
    }

    private void OnListening(object message)
    {
        switch (message)
        {
            case Came came:
                _waitingToAccept.Remove(came.Listener);
                Take(came);
                break;
            case AcceptTimedOut timedOut when timedOut.Accept == _accepts && _acceptor is { } acceptor:
                _acceptor = null;
                acceptor.Tell(Done(Errno.ETIMEDOUT), Self);
                break;
        }
    }

    private void Take(Came came)
    {
        if (came.Connection is { } connection)
        {
            if (_acceptor is not null) HandOver(connection);
            else _accepted.Enqueue(connection);
        }
        else if (_acceptor is { } acceptor)
        {
            _acceptor = null;
            acceptor.Tell(Done(came.Errno), Self);
        }
    }

    private void HandOver(Socket connection)
    {
        IActorRef acceptor = _acceptor!;
        _acceptor = null;
        var real = (IPEndPoint)connection.LocalEndPoint!;
        IpEndpoint local = _bound.Find(bound => bound.Claim.Real.Equals(real))?.Claim.Known ?? real.ToKnown();
        var peer = (IPEndPoint)connection.RemoteEndPoint!;
        IpEndpoint known = _network.Book.FindReal(stream: true, peer)?.Known ?? peer.ToKnown();
        Context.Parent.Tell(new LoopbackHostActor.Adopt(connection, local, known, _ownerNumber, acceptor), Self);
    }

    private static async Task AcceptOneAsync(Socket listener, IActorRef self)
    {
        try
        {
            Socket connection = await listener.AcceptAsync().ConfigureAwait(false);
            self.Tell(new Came(listener, connection, Errno.None), ActorRefs.NoSender!);
        }
        catch (SocketException failure) when (failure.SocketErrorCode is not (SocketError.OperationAborted or SocketError.Interrupted))
        {
            self.Tell(new Came(listener, null, SocketErrors.ToErrno(failure)), ActorRefs.NoSender!);
        }
        catch (SocketException)
        {
            // Closed while it waited.
        }
        catch (ObjectDisposedException)
        {
            // Likewise.
        }
    }
}
