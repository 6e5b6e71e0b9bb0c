using NetComm.Network;
using NetComm.Protocols.Tcp;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Simulated.Sockets;

/// <content>Reading and writing. A flow's bytes are only counted.</content>
internal sealed partial class TcpSocketActor
{
    private sealed record ReceiveTimedOut(long Receive);

    private sealed class PendingSend(byte[] data, int length, IActorRef caller)
    {
        internal byte[] Data => data;

        internal int Length => length;

        internal IActorRef Caller => caller;

        internal int Taken { get; set; }
    }

    private readonly Queue<PendingSend> _sends = new();
    private SocketCall.Receive? _reading;
    private IActorRef _reader = ActorRefs.Nobody;
    private readonly BytesReceived _received = new();
    private long _reads;
    private Errno _error;
    private bool _isBroken;
    private bool _readShut;
    private bool _writeShut;

    /// <summary>As a blocking socket does, send() waits until all is in the send buffer.</summary>
    private void Send(byte[] data, int length)
    {
        Errno errno = ErrnoOfSend();
        if (errno != Errno.None)
        {
            Sender.Tell(Done(errno), Self);
            return;
        }

        _sends.Enqueue(new PendingSend(data, length, Sender));
        TakeSends();
        After();
    }

    private Errno ErrnoOfSend()
    {
        if (_stage != Stage.Connected || _writeShut) return Errno.EPIPE;
        Errno error = TakeError();
        if (error != Errno.None) return error;
        return _isBroken ? Errno.EPIPE : Errno.None;
    }

    private void TakeSends()
    {
        while (_sends.TryPeek(out PendingSend? send))
        {
            int rest = send.Length - send.Taken;
            send.Taken += _carriesBytes ? _machine!.Send(send.Data.AsSpan(send.Taken, rest), Now) : (int)_machine!.Send((long)rest, Now);
            if (send.Taken < send.Length) break;
            _sends.Dequeue();
            send.Caller.Tell(new SocketReply.Sent(send.Length), Self);
        }

        if (_writeShut && _sends.Count == 0) _machine!.Shutdown(Now);
    }

    private void Receive(SocketCall.Receive receive)
    {
        if (_stage != Stage.Connected)
        {
            Sender.Tell(Done(Errno.ENOTCONN), Self);
            return;
        }

        _reading = receive;
        _reader = Sender;
        _reads++;
        Serve();
        if (_reading is null || !_carriesBytes) After();
        else if (receive.Timeout is { } timeout) _network.Clock.At(Now + timeout, Self, new ReceiveTimedOut(_reads));
    }

    private void Serve()
    {
        if (_reading is not { } receive) return;
        TcpConnection machine = _machine!;
        if (receive.Size == 0) AnswerReader(new SocketReply.Data([], _peer));
        else if (machine.Available > 0 && !_readShut) Read(machine, receive.Size);
        else if (TakeError() is var error and not Errno.None) AnswerReader(Done(error));
        else if (machine.IsAtEnd || _isBroken || _readShut) End();
    }

    private void Read(TcpConnection machine, int size)
    {
        if (_carriesBytes)
        {
            AnswerReader(ReadData(machine, size));
            return;
        }

        // A flow reads on without asking again.
        BytesReceived received = _received.IsUnderWay ? new BytesReceived() : _received;
        _reader.Tell(received.Of((int)machine.Discard(size, Now)), Self);
        Serve();
    }

    private void End()
    {
        if (_carriesBytes)
        {
            AnswerReader(new SocketReply.Data([], _peer));
            return;
        }

        _reading = null;
        _reader.Tell(BytesReceived.End, Self);
    }

    private SocketReply.Data ReadData(TcpConnection machine, int size)
    {
        var bytes = new byte[Math.Min(size, machine.Available)];
        machine.Receive(bytes, Now);
        return new SocketReply.Data(bytes, _peer);
    }

    private Errno Shut(SocketCall.Shutdown shutdown)
    {
        if (_stage != Stage.Connected) return Errno.ENOTCONN;
        if (shutdown.Read && !_readShut)
        {
            _readShut = true;
            _machine!.ShutdownReceive(Now);
            Serve();
        }

        if (shutdown.Write && !_writeShut)
        {
            _writeShut = true;
            if (_sends.Count == 0) _machine!.Shutdown(Now);
        }

        After();
        return Errno.None;
    }

    /// <summary>The connection is dead: the errno is told once, then sends fail with EPIPE and reads find the end.</summary>
    private void Break(Errno errno)
    {
        if (_isBroken) return;
        _isBroken = true;
        _error = errno;
        while (_sends.TryDequeue(out PendingSend? send))
            send.Caller.Tell(Done(TakeError() is var first and not Errno.None ? first : Errno.EPIPE), Self);
        Serve();
    }

    private void AnswerReader(SocketReply reply)
    {
        _reading = null;
        _reader.Tell(reply, Self);
    }

    private Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }
}
