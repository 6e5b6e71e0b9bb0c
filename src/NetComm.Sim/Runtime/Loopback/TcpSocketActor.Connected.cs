using System.Buffers;
using System.Net;
using System.Net.Sockets;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Sockets;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Loopback;

internal sealed partial class TcpSocketActor
{
    private sealed record Wrote(int Bytes, Errno Errno);

    private sealed record Arrived(byte[] Bytes, Errno Errno);

    private sealed record ReceiveTimedOut(long Receive);

    private sealed class PendingSend(byte[] data, bool all, IActorRef caller)
    {
        internal readonly byte[] Data = data;
        internal readonly bool All = all;
        internal readonly IActorRef Caller = caller;
        internal int Taken;
    }

    /// <summary>Bytes read ahead from an outside program.</summary>
    private const int ReadAheadLimit = 1 << 20;

    private const int ReadSize = 64 << 10;

    private readonly Queue<PendingSend> _sends = new();
    private readonly Queue<ReadOnlyMemory<byte>> _toWrite = new();
    private readonly Queue<ReadOnlyMemory<byte>> _unread = new();
    private Socket? _socket;
    private IpEndpoint _peer;
    private TcpLine? _out;
    private TcpLine? _in;
    private Errno _error;
    private SocketCall.Receive? _reading;
    private IActorRef _reader = ActorRefs.Nobody;
    private long _reads;
    private int _unsent;
    private int _unreadBytes;
    private bool _isWriting;
    private bool _isReading;
    private bool _isBroken;
    private bool _isAtEnd;
    private bool _writeShut;
    private bool _outEnded;
    private bool _closing;
    private bool _holdsRun;

    private void TakeOver(LoopbackHostActor.Adopt adopted)
    {
        var real = (IPEndPoint)adopted.Connection.RemoteEndPoint!;
        EndpointClaim? other = _network.Book.FindReal(stream: true, real);
        _peerNode = other?.Node ?? _network.Addresses.External;
        Established(adopted.Connection, adopted.Local, other?.Known ?? real.ToKnown());
    }

    private void Established(Socket socket, IpEndpoint local, IpEndpoint peer)
    {
        _stage = Stage.Connected;
        _socket = socket;
        _local = local;
        _peer = peer;
        if (_noDelay) socket.NoDelay = true;

        // Somebody from nowhere: no link of the scenario lies between.
        if (_peerNode < 0) _peerNode = _node.Index;
        _out = new TcpLine(_network, _node.Index, _peerNode, Self);
        if (_network.IsOutside(_peerNode))
        {
            // An outside program knows nothing of the emulated links: what it sends crosses them here.
            _network.Notes.HearOutside();
            _in = new TcpLine(_network, _peerNode, _node.Index, Self);
            ReadAhead();
        }

        if (_ownerNumber < 0) OpenConversation();
    }

    private void OpenConversation()
    {
        byte[] text = ConversationText.Write("tcp", _local.Address, _local.Port, _peer, _ttl);
        int number = _run.Progress.NextConversation();
        _run.Trace.Write(TraceEvents.ConversationOpened(_run.Clock.Now, number, _ownerNumber, text.Length), text);
    }

    private void OnConnected(object message)
    {
        switch (message)
        {
            case TcpLine.CameOut came when ReferenceEquals(came.Line, _out):
                if (_isBroken) break;
                _toWrite.Enqueue(came.Bytes);
                WriteNext();
                break;
            case TcpLine.CameOut came:
                Keep(came.Bytes);
                break;
            case TcpLine.Ended ended when ReferenceEquals(ended.Line, _out):
                _outEnded = true;
                FinishWriting();
                break;
            case TcpLine.Ended:
                _isAtEnd = true;
                Serve();
                break;
            case Wrote wrote:
                Written(wrote);
                break;
            case Arrived came:
                Read(came);
                break;
            case ReceiveTimedOut timedOut when timedOut.Receive == _reads && _reading is not null:
                AnswerReader(Done(Errno.ETIMEDOUT));
                break;
        }
    }

    private void Send(SocketCall.Send send)
    {
        Errno errno = ErrnoOfSend();
        if (errno != Errno.None)
        {
            Sender.Tell(Done(errno), Self);
            return;
        }

        _sends.Enqueue(new PendingSend(send.Data, send.All, Sender));
        TakeSends();
    }

    private Errno ErrnoOfSend()
    {
        if (_stage != Stage.Connected || _writeShut || _closing) return Errno.EPIPE;
        if (_unsent == 0 && !_isBroken) NoticeReset();
        Errno error = TakeError();
        if (error != Errno.None) return error;
        return _isBroken ? Errno.EPIPE : Errno.None;
    }

    /// <summary>A reset that the system knows of already, as its own send() would.</summary>
    private void NoticeReset()
    {
        if (_socket!.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0 and var error)
        {
            Break(SocketErrors.ToErrno((SocketError)error));
        }
    }

    private void TakeSends()
    {
        // What is on the way takes no room: delay does not limit throughput.
        long room = _sendBuffer + _out!.Window;
        while (_sends.TryPeek(out PendingSend? send) && (_unsent < room || send.Data.Length == 0))
        {
            int bytes = (int)Math.Min(room - _unsent, send.Data.Length - send.Taken);
            if (bytes > 0) _out.Push(send.Data.AsMemory(send.Taken, bytes));
            _unsent += bytes;
            send.Taken += bytes;
            if (send.All && send.Taken < send.Data.Length) continue;
            _sends.Dequeue();
            send.Caller.Tell(new SocketReply.Sent(send.Taken), Self);
        }

        HoldRun(_unsent > 0 || (_writeShut && !_outEnded));
    }

    private void WriteNext()
    {
        if (_isWriting || !_toWrite.TryDequeue(out ReadOnlyMemory<byte> bytes)) return;
        _isWriting = true;
        _ = WriteAsync(_socket!, bytes, Self);
    }

    private void Written(Wrote wrote)
    {
        _isWriting = false;
        if (wrote.Errno != Errno.None)
        {
            Break(wrote.Errno);
        }
        else if (!_isBroken)
        {
            _unsent -= wrote.Bytes;
            _out!.Passed(wrote.Bytes);
            TakeSends();
            WriteNext();
        }

        FinishWriting();
    }

    /// <summary>The connection is dead: the errno is told once, then sends fail with EPIPE and reads find the end.</summary>
    private void Break(Errno errno)
    {
        if (_isBroken) return;
        _isBroken = true;
        _error = errno;
        _unsent = 0;
        _toWrite.Clear();
        while (_sends.TryDequeue(out PendingSend? send)) send.Caller.Tell(Done(TakeError() is var first and not Errno.None ? first : Errno.EPIPE), Self);
        HoldRun(false);
        if (_closing) CloseReally();
        else Serve();
    }

    private Errno Shut(SocketCall.Shutdown shutdown)
    {
        if (_stage != Stage.Connected) return Errno.ENOTCONN;
        if (shutdown.Read) ShutReading();
        if (shutdown.Write && !_writeShut)
        {
            _writeShut = true;
            if (!_isBroken) HoldRun(true);
            _out!.Finish();
        }

        return Errno.None;
    }

    private void ShutReading()
    {
        if (_in is not null) _isAtEnd = true;
        ShutReally(SocketShutdown.Receive);
        Serve();
    }

    private void FinishWriting()
    {
        if (!_outEnded || _isWriting || _toWrite.Count > 0) return;
        HoldRun(false);
        if (_closing) CloseReally();
        else if (!_isBroken) ShutReally(SocketShutdown.Send);
    }

    private void ShutReally(SocketShutdown how)
    {
        try
        {
            _socket!.Shutdown(how);
        }
        catch (SocketException)
        {
            // The peer was faster: there is nothing left to shut.
        }
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
        if (_reading is not null && receive.Timeout is { } timeout) _run.Clock.At(_run.Clock.Now + timeout, Self, new ReceiveTimedOut(_reads));
    }

    private void Serve()
    {
        if (_reading is not { } receive) return;
        if (receive.Size == 0) AnswerReader(new SocketReply.Data([], _peer));
        else if (_unreadBytes > 0) AnswerReader(new SocketReply.Data(TakeUnread(receive.Size), _peer));
        else if (TakeError() is var error and not Errno.None) AnswerReader(Done(error));
        else if (_isAtEnd || _isBroken) AnswerReader(new SocketReply.Data([], _peer));
        else if (_in is null) StartReading(receive.Size);
    }

    private byte[] TakeUnread(int most)
    {
        var taken = new byte[Math.Min(most, _unreadBytes)];
        int filled = 0;
        while (filled < taken.Length)
        {
            ReadOnlyMemory<byte> first = _unread.Peek();
            int bytes = Math.Min(first.Length, taken.Length - filled);
            first.Span[..bytes].CopyTo(taken.AsSpan(filled));
            filled += bytes;
            _unread.Dequeue();
            if (bytes < first.Length) PutBack(first[bytes..]);
        }

        _unreadBytes -= filled;
        _in?.Passed(filled);
        ReadAhead();
        return taken;
    }

    private void PutBack(ReadOnlyMemory<byte> rest)
    {
        ReadOnlyMemory<byte>[] others = [.. _unread];
        _unread.Clear();
        _unread.Enqueue(rest);
        foreach (ReadOnlyMemory<byte> other in others) _unread.Enqueue(other);
    }

    // Only as much as the program asks for: what it leaves, the system keeps, and tells the peer by a reset when the socket is closed on it.
    private void StartReading(int size)
    {
        if (_isReading) return;
        _isReading = true;
        _ = ReadAsync(_socket!, Math.Min(size, ReadSize), Self);
    }

    private void ReadAhead()
    {
        if (_in is not null && !_isAtEnd && !_isBroken && _unreadBytes < ReadAheadLimit) StartReading(ReadSize);
    }

    private void Read(Arrived came)
    {
        _isReading = false;
        if (_closing)
        {
            if (_stage == Stage.Closed) Context.Stop(Self);
            return;
        }

        if (came.Errno != Errno.None)
        {
            Break(came.Errno);
        }
        else if (_in is { } line)
        {
            if (came.Bytes.Length == 0)
            {
                line.Finish();
                return;
            }

            line.Push(came.Bytes);
            ReadAhead();
        }
        else if (came.Bytes.Length == 0)
        {
            _isAtEnd = true;
            Serve();
        }
        else
        {
            Keep(came.Bytes);
        }
    }

    private void Keep(ReadOnlyMemory<byte> bytes)
    {
        _unread.Enqueue(bytes);
        _unreadBytes += bytes.Length;
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

    /// <summary>close(): what was sent goes on its way first, and the end of it after that.</summary>
    private void CloseConnection()
    {
        _closing = true;
        if (_isBroken)
        {
            CloseReally();
            return;
        }

        if (!_writeShut)
        {
            _writeShut = true;
            HoldRun(true);
            _out!.Finish();
        }

        if (_outEnded) FinishWriting();
    }

    // Closing under a pending read would reset the connection (.NET aborts it so): the read is ended first.
    private void CloseReally()
    {
        if (_stage == Stage.Closed) return;
        _stage = Stage.Closed;
        if (_isReading) ShutReally(SocketShutdown.Both);
        else Context.Stop(Self);
    }

    private void HoldRun(bool hold)
    {
        if (hold == _holdsRun) return;
        _holdsRun = hold;
        if (hold) _run.Progress.SetOutShared();
        else _run.Progress.ArrivedShared();
    }

    private static async Task WriteAsync(Socket socket, ReadOnlyMemory<byte> bytes, IActorRef self)
    {
        Errno errno = Errno.None;
        try
        {
            for (ReadOnlyMemory<byte> rest = bytes; !rest.IsEmpty;) rest = rest[await socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
        }
        catch (SocketException failure)
        {
            errno = SocketErrors.ToErrno(failure);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        self.Tell(new Wrote(bytes.Length, errno), ActorRefs.NoSender!);
    }

    private static async Task ReadAsync(Socket socket, int size, IActorRef self)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(0, size), SocketFlags.None).ConfigureAwait(false);
            self.Tell(new Arrived(buffer[..read], Errno.None), ActorRefs.NoSender!);
        }
        catch (SocketException failure)
        {
            self.Tell(new Arrived([], SocketErrors.ToErrno(failure)), ActorRefs.NoSender!);
        }
        catch (ObjectDisposedException)
        {
            self.Tell(new Arrived([], Errno.ECONNABORTED), ActorRefs.NoSender!);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
